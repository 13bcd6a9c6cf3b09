//! Builds the tree from the events of saphyr's parser, within bounds.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};

use super::Keys;
use super::scalar::{self, Paragraph};
use super::tree::{Entry, Node, Scalar, Value};

/// Levels of nesting that a file may have.
const DEPTH_MAX: usize = 64;
/// Nodes that a file may have once its aliases are written out.
const NODES_MAX: usize = 200_000;

/// Flaws that are told of one file.
const FLAWS_MAX: usize = 300;

/// Where a text comes from.
pub(super) struct From {
    /// The file as messages name it.
    pub file: Arc<Path>,
    /// How many files it lies over; nodes of all of them have numbers of their own.
    pub layer: usize,
}

/// What is wrong with a file as YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Flaw {
    /// What it is.
    pub kind: FlawKind,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// The kinds of flaw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FlawKind {
    /// The scanner's words, in English.
    Scan(String),
    /// A key stands a second time; the first is on this line.
    SameKey { key: String, first_line: usize },
    /// A list or mapping as key.
    KeyNotText,
    /// A value that begins with a tag: “!重要”.
    Tag(String),
    /// A remark that may be meant as text, “#3楼”; worth a look only.
    Remark(String),
    /// A second document after “---”.
    SecondDocument,
    /// Nested more than [`DEPTH_MAX`] deep.
    TooDeep,
    /// More than [`NODES_MAX`] nodes.
    TooLarge,
}

/// The tree of a text, with the flaws that leave a tree; or the flaw that leaves none.
pub(super) fn build(
    text: &str,
    from: &From,
    keys: Keys,
) -> Result<(Arc<Node>, Vec<Flaw>), Flaw> {
    let mut builder = Builder {
        lines: text.lines().collect(),
        keys,
        stack: Vec::new(),
        anchors: HashMap::new(),
        flaws: Vec::new(),
        root: None,
        from,
        next_id: from.layer * NODES_MAX,
    };
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| Flaw {
            kind: FlawKind::Scan(error.info().to_owned()),
            line: error.marker().line().max(1),
            column: error.marker().col() + 1,
        })?;
        if matches!(event, Event::DocumentStart(_)) {
            documents += 1;
            if documents > 1 {
                builder.flaws.push(flaw(FlawKind::SecondDocument, span));
                break;
            }
        }
        builder.take(event, span)?;
    }
    let root = match builder.root.take() {
        Some(root) => root,
        None => Arc::new(builder.nothing()),
    };
    builder.flaws.truncate(FLAWS_MAX);
    Ok((root, builder.flaws))
}

struct Builder<'a> {
    lines: Vec<&'a str>,
    from: &'a From,
    keys: Keys,
    stack: Vec<Open>,
    anchors: HashMap<usize, Arc<Node>>,
    flaws: Vec<Flaw>,
    root: Option<Arc<Node>>,
    next_id: usize,
}

/// A collection whose end has not come yet.
struct Open {
    span: Span,
    anchor: usize,
    items: Items,
}

enum Items {
    Sequence(Vec<Arc<Node>>),
    Mapping {
        entries: Vec<Entry>,
        /// Keys so far with their lines.
        seen: HashMap<String, usize>,
        /// A key whose value has not come yet; none inside when it is no text.
        key: Option<Option<Arc<Node>>>,
    },
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Flaw> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_text = self.tagged(tag.as_deref(), span);
                let plain = style == ScalarStyle::Plain && !is_text;
                if plain {
                    self.look_for_remark(span);
                }
                let value = Value::Scalar(self.scalar(&text, style, plain, span));
                let node = self.node(value, span, 1);
                self.complete(node, anchor, span)
            }
            Event::SequenceStart(anchor, tag) => {
                self.tagged(tag.as_deref(), span);
                self.open(Items::Sequence(Vec::new()), anchor, span)
            }
            Event::MappingStart(anchor, tag) => {
                self.tagged(tag.as_deref(), span);
                let seen = HashMap::new();
                self.open(
                    Items::Mapping { entries: Vec::new(), seen, key: None },
                    anchor,
                    span,
                )
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Alias(anchor) => match self.anchors.get(&anchor).cloned() {
                Some(node) => self.attach(node, span),
                // An alias inside of what it names.
                None => Err(flaw(FlawKind::Scan("unknown anchor".to_owned()), span)),
            },
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(()),
        }
    }

    /// Whether a tag makes a text of what follows; any but YAML's own is a flaw.
    fn tagged(&mut self, tag: Option<&Tag>, span: Span) -> bool {
        let Some(tag) = tag else { return false };
        if !tag.is_yaml_core_schema() {
            self.flaws.push(flaw(FlawKind::Tag(tag.to_string()), span));
        }
        tag.suffix == "str"
    }

    /// A number sign and a number after a text are more likely text than a remark.
    fn look_for_remark(&mut self, span: Span) {
        let Some(line) = self.lines.get(span.end.line().saturating_sub(1)) else {
            return;
        };
        let (before, rest) = split_at_character(line, span.end.col());
        let remark = rest.trim();
        let number = remark.strip_prefix('#').unwrap_or("");
        if span.is_empty() || !number.starts_with(|c: char| c.is_ascii_digit()) {
            return;
        }
        let blanks = rest.chars().take_while(|c| c.is_whitespace()).count();
        self.flaws.push(Flaw {
            kind: FlawKind::Remark(remark.to_owned()),
            line: span.end.line(),
            column: before.chars().count() + blanks + 1,
        });
    }

    fn scalar(&self, text: &str, style: ScalarStyle, plain: bool, span: Span) -> Scalar {
        let first = span.start.line().max(1) - 1;
        let end = span.end.line().clamp(first, self.lines.len().max(first));
        let lines = self.lines.get(first..end).unwrap_or_default();
        let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        // A block's span reaches to the next key, wherever that stands.
        let lines = if is_block { scalar::block(lines) } else { lines };
        if lines.len() < 2 || text.trim().is_empty() {
            return Scalar { text: text.to_owned(), plain, paragraphs: Vec::new() };
        }
        let text = if style == ScalarStyle::Literal {
            text.to_owned()
        } else {
            scalar::without_fold_blanks(text, lines)
        };
        let is_quoted =
            matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
        let mut paragraphs = own_paragraphs(lines, style, span);
        if is_quoted {
            // Quotes and escapes stand in the source, so that the value has the words.
            let words: Vec<&str> =
                text.split('\n').filter(|part| !part.is_empty()).collect();
            if words.len() != paragraphs.len() {
                return Scalar { text, plain, paragraphs: Vec::new() };
            }
            for (paragraph, words) in paragraphs.iter_mut().zip(words) {
                paragraph.text = words.trim().to_owned();
            }
        }
        Scalar { text, plain, paragraphs }
    }

    fn node(&mut self, value: Value, span: Span, size: usize) -> Arc<Node> {
        self.next_id += 1;
        let (line, column) = (span.start.line().max(1), span.start.col() + 1);
        let file = Arc::clone(&self.from.file);
        Arc::new(Node { id: self.next_id, file, line, column, value, size })
    }

    fn nothing(&mut self) -> Node {
        let scalar = Scalar { text: String::new(), plain: true, paragraphs: Vec::new() };
        let file = Arc::clone(&self.from.file);
        let id = self.from.layer * NODES_MAX;
        Node { id, file, line: 1, column: 1, value: Value::Scalar(scalar), size: 1 }
    }

    fn open(&mut self, items: Items, anchor: usize, span: Span) -> Result<(), Flaw> {
        if self.stack.len() >= DEPTH_MAX {
            return Err(flaw(FlawKind::TooDeep, span));
        }
        self.stack.push(Open { span, anchor, items });
        Ok(())
    }

    fn close(&mut self) -> Result<(), Flaw> {
        let Some(Open { span, anchor, items }) = self.stack.pop() else {
            return Ok(());
        };
        let value = match items {
            Items::Sequence(items) => Value::Sequence(items),
            Items::Mapping { entries, .. } => Value::Mapping(entries),
        };
        let size = match &value {
            Value::Sequence(items) => items.iter().map(|node| node.size).sum::<usize>(),
            Value::Mapping(entries) => {
                entries.iter().map(|entry| entry.value.size + 1).sum()
            }
            Value::Scalar(_) => 0,
        };
        if size > NODES_MAX {
            return Err(flaw(FlawKind::TooLarge, span));
        }
        let node = self.node(value, span, size + 1);
        self.complete(node, anchor, span)
    }

    fn complete(
        &mut self,
        node: Arc<Node>,
        anchor: usize,
        span: Span,
    ) -> Result<(), Flaw> {
        if anchor != 0 {
            self.anchors.insert(anchor, Arc::clone(&node));
        }
        self.attach(node, span)
    }

    fn attach(&mut self, node: Arc<Node>, span: Span) -> Result<(), Flaw> {
        let keys = self.keys;
        let Some(open) = self.stack.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        let (entries, seen, key) = match &mut open.items {
            Items::Sequence(items) => {
                items.push(node);
                return Ok(());
            }
            Items::Mapping { entries, seen, key } => (entries, seen, key),
        };
        let Some(key) = key.take() else {
            let is_text = node.scalar().is_some();
            if !is_text {
                self.flaws.push(flaw(FlawKind::KeyNotText, span));
            }
            *key = Some(is_text.then_some(node));
            return Ok(());
        };
        let Some((key, written)) =
            key.and_then(|key| Some((key.clone(), key.scalar()?.text.clone())))
        else {
            return Ok(());
        };
        let name = keys
            .iter()
            .find(|(other, _)| *other == written)
            .map_or(written.as_str(), |(_, name)| name)
            .to_owned();
        if let Some(&first_line) = seen.get(&name) {
            let kind = FlawKind::SameKey { key: written, first_line };
            self.flaws.push(Flaw { kind, line: key.line, column: key.column });
            return Ok(());
        }
        seen.insert(name.clone(), key.line);
        let value = beside_its_key(node, &key);
        entries.push(Entry { name, key, value });
        Ok(())
    }
}

/// A list or mapping below its key, or nothing at all, is looked for where the key is.
fn beside_its_key(mut node: Arc<Node>, key: &Node) -> Arc<Node> {
    let is_below = node.line > key.line && node.scalar().is_none();
    if (is_below || node.is_null())
        && let Some(own) = Arc::get_mut(&mut node)
    {
        (own.line, own.column) = (key.line, key.column);
    }
    node
}

/// The paragraphs of a scalar without quotes, as they stand in the source.
fn own_paragraphs(lines: &[&str], style: ScalarStyle, span: Span) -> Vec<Paragraph> {
    let mut own = lines.to_vec();
    if style == ScalarStyle::Plain {
        // A key stands before the first line, a remark may stand after the last.
        if let Some(line) = own.last_mut() {
            *line = split_at_character(line, span.end.col()).0;
        }
        if let Some(line) = own.first_mut() {
            *line = split_at_character(line, span.start.col()).1;
        }
    }
    let mut paragraphs = scalar::paragraphs(&own, span.start.line().max(1));
    if style == ScalarStyle::Plain
        && let Some(first) = paragraphs.first_mut()
    {
        first.column = span.start.col() + 1;
    }
    paragraphs
}

fn split_at_character(line: &str, count: usize) -> (&str, &str) {
    let at = line.char_indices().nth(count).map_or(line.len(), |(at, _)| at);
    line.split_at(at)
}

fn flaw(kind: FlawKind, span: Span) -> Flaw {
    Flaw { kind, line: span.start.line().max(1), column: span.start.col() + 1 }
}
