//! A text with the place of everything in it, so that a part can be changed by itself.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

/// Levels of nesting that are followed.
const DEPTH_MAX: usize = 64;

/// A text and what stands where; places count characters from 0.
pub(super) struct Spanned {
    pub(super) text: Vec<char>,
    pub(super) root: Node,
}

/// A value with its place, without the remark behind it.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    Scalar(ScalarStyle),
    /// Nothing is written.
    Nothing,
    Sequence {
        is_flow: bool,
        items: Vec<Node>,
    },
    Mapping {
        is_flow: bool,
        entries: Vec<Entry>,
    },
}

/// A key with its value.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) key: Node,
    pub(super) value: Node,
}

impl Spanned {
    /// None of a text that is no single document of plain YAML, or that uses aliases: a
    /// value that stands in two places is not changed in one of them.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let events: Result<Vec<_>, _> = Parser::new_from_str(text).collect();
        let mut reader =
            Reader { text: text.chars().collect(), events: events.ok()?.into_iter() };
        let end = reader.text.len();
        let mut root = Node { start: end, end, kind: Kind::Nothing };
        let mut documents = 0;
        while let Some((event, span)) = reader.events.next() {
            match event {
                Event::DocumentStart(_) => documents += 1,
                Event::StreamStart
                | Event::StreamEnd
                | Event::DocumentEnd
                | Event::Nothing => {}
                Event::Alias(_)
                | Event::Scalar(..)
                | Event::SequenceStart(..)
                | Event::MappingStart(..)
                | Event::SequenceEnd
                | Event::MappingEnd => root = reader.node(event, span, 0)?,
            }
        }
        (documents <= 1).then_some(Self { text: reader.text, root })
    }

    /// The words of a range.
    pub(super) fn words(&self, range: Range<usize>) -> String {
        self.text.get(range).unwrap_or_default().iter().collect()
    }

    /// Where the line of a place begins.
    pub(super) fn line_start(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        before.iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1)
    }

    /// Where the line of a place ends: at its line break, or at the end of the text.
    pub(super) fn line_end(&self, at: usize) -> usize {
        line_end(&self.text, at)
    }

    /// The remarks, each from its “#” to the end of its line.
    pub(super) fn comments(&self) -> Vec<Range<usize>> {
        let mut scalars = Vec::new();
        self.root.scalars(&mut scalars);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(c) = self.text.get(at) {
            let before = at.checked_sub(1).and_then(|at| self.text.get(at));
            let is_mark = *c == '#' && before.is_none_or(|c| c.is_whitespace());
            if let Some(scalar) = scalars.iter().find(|scalar| scalar.contains(&at)) {
                at = scalar.end;
            } else if is_mark {
                let end = self.line_end(at);
                found.push(at..end);
                at = end;
            } else {
                at += 1;
            }
        }
        found
    }
}

impl Node {
    /// Whether it is a list or mapping in brackets.
    pub(super) fn is_flow(&self) -> bool {
        match self.kind {
            Kind::Sequence { is_flow, .. } | Kind::Mapping { is_flow, .. } => is_flow,
            Kind::Scalar(_) | Kind::Nothing => false,
        }
    }

    fn scalars(&self, all: &mut Vec<Range<usize>>) {
        match &self.kind {
            Kind::Nothing => {}
            Kind::Scalar(_) => all.push(self.start..self.end),
            Kind::Sequence { items, .. } => {
                items.iter().for_each(|item| item.scalars(all));
            }
            Kind::Mapping { entries, .. } => {
                for Entry { key, value, .. } in entries {
                    key.scalars(all);
                    value.scalars(all);
                }
            }
        }
    }
}

struct Reader<'e> {
    text: Vec<char>,
    events: std::vec::IntoIter<(Event<'e>, Span)>,
}

impl Reader<'_> {
    fn node(&mut self, event: Event<'_>, span: Span, depth: usize) -> Option<Node> {
        if depth > DEPTH_MAX {
            return None;
        }
        let start = span.start.index();
        match event {
            Event::Scalar(text, style, 0, None) => Some(self.scalar(&text, style, span)),
            Event::SequenceStart(0, None) => self.sequence(start, depth),
            Event::MappingStart(0, None) => self.mapping(start, depth),
            Event::Scalar(..)
            | Event::SequenceStart(..)
            | Event::MappingStart(..)
            | Event::Alias(_)
            | Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::SequenceEnd
            | Event::MappingEnd => None,
        }
    }

    fn scalar(&self, text: &str, style: ScalarStyle, span: Span) -> Node {
        let (start, end) = (span.start.index(), span.end.index());
        if style == ScalarStyle::Plain && (text.is_empty() || start == end) {
            return Node { start, end: start, kind: Kind::Nothing };
        }
        let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let start = if is_block { self.block_start(start) } else { start };
        let end = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => self.block_end(start),
            ScalarStyle::Plain
            | ScalarStyle::SingleQuoted
            | ScalarStyle::DoubleQuoted => self.without_blanks(start, end),
        };
        Node { start, end, kind: Kind::Scalar(style) }
    }

    fn without_blanks(&self, start: usize, end: usize) -> usize {
        let within = self.text.get(start..end).unwrap_or_default();
        start + within.iter().rposition(|c| !c.is_whitespace()).map_or(0, |at| at + 1)
    }

    /// The mark of a block whose words begin at a place.
    fn block_start(&self, words: usize) -> usize {
        let before = self.text.get(..words).unwrap_or_default();
        let is_mark = |c: &char| matches!(c, '|' | '>');
        before.iter().rposition(is_mark).unwrap_or(words)
    }

    /// Where the last line of a block ends that has words.
    fn block_end(&self, start: usize) -> usize {
        let mut end = line_end(&self.text, start);
        let (mut at, mut indent) = (end + 1, None);
        while at < self.text.len() {
            let stop = line_end(&self.text, at);
            let line = self.text.get(at..stop).unwrap_or_default();
            if let Some(own) = line.iter().position(|c| !c.is_whitespace()) {
                if own < *indent.get_or_insert(own) || own == 0 {
                    break;
                }
                end = stop;
            }
            at = stop + 1;
        }
        end
    }

    fn sequence(&mut self, start: usize, depth: usize) -> Option<Node> {
        let is_flow = self.text.get(start) == Some(&'[');
        let (mut items, mut end) = (Vec::<Node>::new(), start + 1);
        loop {
            let (event, span) = self.events.next()?;
            if matches!(event, Event::SequenceEnd) {
                let end = if is_flow { span.start.index() + 1 } else { end };
                return Some(Node {
                    start,
                    end,
                    kind: Kind::Sequence { is_flow, items },
                });
            }
            let mut item = self.node(event, span, depth + 1)?;
            if matches!(item.kind, Kind::Nothing) {
                // A dash with nothing behind it.
                let at = self.next(end, if is_flow { ',' } else { '-' })?;
                (item.start, item.end) = (at, at);
            }
            end = item.end;
            items.push(item);
        }
    }

    fn mapping(&mut self, start: usize, depth: usize) -> Option<Node> {
        let is_flow = self.text.get(start) == Some(&'{');
        let (mut entries, mut end) = (Vec::<Entry>::new(), start + 1);
        loop {
            let (event, span) = self.events.next()?;
            if matches!(event, Event::MappingEnd) {
                let end = if is_flow { span.start.index() + 1 } else { end };
                let start = match entries.first() {
                    Some(first) if !is_flow => first.key.start,
                    Some(_) | None => start,
                };
                return Some(Node {
                    start,
                    end,
                    kind: Kind::Mapping { is_flow, entries },
                });
            }
            let Event::Scalar(name, ..) = &event else { return None };
            let name = name.to_string();
            let key = self.node(event, span, depth + 1)?;
            let (event, span) = self.events.next()?;
            let mut value = self.node(event, span, depth + 1)?;
            if matches!(value.kind, Kind::Nothing) {
                let at = self.next(key.end, ':')?;
                (value.start, value.end) = (at, at);
            }
            end = value.end;
            entries.push(Entry { name, key, value });
        }
    }

    /// The place behind the next mark.
    fn next(&self, from: usize, mark: char) -> Option<usize> {
        let rest = self.text.get(from..)?;
        Some(from + rest.iter().position(|c| *c == mark)? + 1)
    }
}

fn line_end(text: &[char], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let end = at + rest.iter().position(|c| *c == '\n').unwrap_or(rest.len());
    // The mark of Windows' line breaks belongs to the break.
    let is_return = end > at && text.get(end - 1) == Some(&'\r');
    end - usize::from(is_return)
}
