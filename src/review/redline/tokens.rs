//! A paragraph as words and things, and words and things as runs with tracked changes.

use super::{Compared, Side};
use crate::audit::sequence::{Step, align_equal};
use crate::word::Refusal;
use crate::word::edit::{self, Element, Node};

/// Elements that show nothing and stay where they are in the new file.
const SILENT: &[&str] = &[
    "w:bookmarkStart",
    "w:bookmarkEnd",
    "w:commentRangeStart",
    "w:commentRangeEnd",
    "w:permStart",
    "w:permEnd",
    "w:del",
    "w:moveFrom",
];

/// A word or a thing of a paragraph.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// By which it is compared; empty for what shows nothing.
    pub(super) key: String,
    /// The looks of its run.
    looks: Option<Element>,
    /// What it stands in beside the run: a link, somebody's own insertion.
    shell: Option<Element>,
    content: Content,
}

#[derive(Debug, Clone)]
enum Content {
    Words(String),
    /// An element of a run.
    Thing(Element),
    /// Whole elements of the paragraph: fields, formulas, marks.
    Whole(Vec<Element>),
}

/// What became of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Kept,
    PutIn,
    TakenOut,
    /// It stands elsewhere now: the move of that number.
    MovedOut(usize),
    /// It stood elsewhere before.
    MovedIn(usize),
}

impl Change {
    /// Whether the new file has it no more at this place.
    pub(super) fn is_out(self) -> bool {
        matches!(self, Self::TakenOut | Self::MovedOut(_))
    }

    /// The element that marks it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Kept => "",
            Self::PutIn => "w:ins",
            Self::TakenOut => "w:del",
            Self::MovedOut(_) => "w:moveFrom",
            Self::MovedIn(_) => "w:moveTo",
        }
    }
}

impl Compared<'_> {
    /// The words and things of a paragraph.
    pub(super) fn tokens(
        &self,
        side: &Side<'_>,
        paragraph: &Element,
    ) -> Result<Vec<Token>, Refusal> {
        let mut tokens = Vec::new();
        let children: Vec<&Element> = paragraph.elements().collect();
        let mut at = 0;
        while let Some(child) = children.get(at) {
            let field = field(children.get(at..).unwrap_or_default());
            if let Some(whole) = field {
                at += whole.len();
                let result = result(&whole);
                let code: String = whole.iter().map(shown).collect();
                let code = code.split_whitespace().next().unwrap_or_default();
                let said: String = result.iter().map(shown).collect();
                let key = format!("域{code}{said}");
                // What a field of the old file refers to is not in the new one.
                let content = Content::Whole(if side.is_old { result } else { whole });
                tokens.push(Token { key, looks: None, shell: None, content });
                continue;
            }
            at += 1;
            self.inline(side, child, None, &mut tokens)?;
        }
        Ok(tokens)
    }

    fn inline(
        &self,
        side: &Side<'_>,
        element: &Element,
        shell: Option<&Element>,
        out: &mut Vec<Token>,
    ) -> Result<(), Refusal> {
        let whole = |key: String| Token {
            key,
            looks: None,
            shell: shell.cloned(),
            content: Content::Whole(vec![element.clone()]),
        };
        match &*element.name {
            "w:r" => self.run(side, element, shell, out)?,
            name if SILENT.contains(&name) => {
                out.extend((!side.is_old).then(|| whole(String::new())));
            }
            "w:ins" | "w:moveTo" | "w:hyperlink" | "w:smartTag" | "w:customXml" => {
                let mut empty = element.clone();
                empty.children.clear();
                // A link of the old file leads nowhere in the new one.
                let own = (!side.is_old).then_some(&empty);
                for inner in element.elements() {
                    self.inline(side, inner, own.or(shell), out)?;
                }
            }
            "w:sdt" => {
                for inner in
                    element.child("w:sdtContent").iter().flat_map(|it| it.elements())
                {
                    self.inline(side, inner, shell, out)?;
                }
            }
            "w:fldSimple" | "m:oMath" | "m:oMathPara" => {
                out.push(whole(format!("物{}", shown(element))));
            }
            _ => {}
        }
        Ok(())
    }

    fn run(
        &self,
        side: &Side<'_>,
        run: &Element,
        shell: Option<&Element>,
        out: &mut Vec<Token>,
    ) -> Result<(), Refusal> {
        let looks = run.child("w:rPr").cloned().map(|mut looks| {
            if side.is_old {
                looks.children.retain(|node| {
                    !matches!(node, Node::Element(it) if &*it.name == "w:rPrChange")
                });
            }
            looks
        });
        let token = |key: String, content: Content| Token {
            key,
            looks: looks.clone(),
            shell: shell.cloned(),
            content,
        };
        for element in run.elements() {
            match &*element.name {
                "w:rPr" | "w:lastRenderedPageBreak" | "w:delText" => {}
                "w:t" => {
                    let text = element.text();
                    // Blanks at the ends count only where the file says so.
                    let text = match element.get("xml:space") {
                        Some("preserve") => text.as_str(),
                        _ => text.trim_matches([' ', '\t', '\r', '\n']),
                    };
                    let mut start = 0;
                    for end in (self.words)(text) {
                        let word = text.get(start..end).unwrap_or_default();
                        if !word.is_empty() {
                            out.push(token(
                                word.to_owned(),
                                Content::Words(word.to_owned()),
                            ));
                        }
                        start = end;
                    }
                }
                "w:commentReference" | "w:annotationRef" if side.is_old => {}
                "w:commentReference" => {
                    out.push(token(String::new(), Content::Thing(element.clone())));
                }
                "w:drawing" | "w:pict" | "w:object" | "mc:AlternateContent" => {
                    let key = format!("图{}", self.identity(side, element)?);
                    out.push(token(key, Content::Thing(element.clone())));
                }
                name => {
                    let key = format!("{name}{}", shown(element));
                    out.push(token(key, Content::Thing(element.clone())));
                }
            }
        }
        Ok(())
    }

    /// The tokens of both sides as runs with tracked changes.
    pub(super) fn merged(
        &self,
        old: &[Token],
        new: &[Token],
    ) -> Result<Vec<Element>, Refusal> {
        let keys =
            |tokens: &[Token]| tokens.iter().map(|it| it.key.clone()).collect::<Vec<_>>();
        let mut changed = Vec::new();
        let steps = align_equal(&keys(old), &keys(new));
        self.note_numbers(old, new, &steps);
        for step in steps {
            let (token, change) = match step {
                Step::Both(_, at) => (new.get(at), Change::Kept),
                Step::Right(at) => (new.get(at), Change::PutIn),
                Step::Left(at) => (old.get(at), Change::TakenOut),
            };
            changed.extend(token.map(|token| (token.clone(), change)));
        }
        self.written(changed)
    }

    /// All tokens as put in, or as taken out.
    pub(super) fn all(
        &self,
        tokens: &[Token],
        change: Change,
    ) -> Result<Vec<Element>, Refusal> {
        self.written(tokens.iter().map(|token| (token.clone(), change)).collect())
    }

    fn written(&self, tokens: Vec<(Token, Change)>) -> Result<Vec<Element>, Refusal> {
        let mut out = Vec::new();
        let mut group: Vec<Token> = Vec::new();
        let mut now = Change::Kept;
        for (token, change) in tokens {
            // What shows nothing is nobody's change.
            let change = if token.key.is_empty() { Change::Kept } else { change };
            let is_next = group.last().is_some_and(|last| {
                change != now || last.looks != token.looks || last.shell != token.shell
            });
            if is_next {
                self.group(&std::mem::take(&mut group), now, &mut out)?;
            }
            now = change;
            group.push(token);
        }
        self.group(&group, now, &mut out)?;
        Ok(out)
    }

    /// Tokens that look alike, as one run or as what they are.
    fn group(
        &self,
        tokens: &[Token],
        change: Change,
        out: &mut Vec<Element>,
    ) -> Result<(), Refusal> {
        let Some(first) = tokens.first() else { return Ok(()) };
        let mut elements = Vec::new();
        let mut run: Vec<Element> = Vec::new();
        let is_deleted = change == Change::TakenOut;
        let name = if is_deleted { "w:delText" } else { "w:t" };
        let mut words = String::new();
        for token in tokens {
            if let Content::Words(word) = &token.content {
                words.push_str(word);
                continue;
            }
            flush(&mut words, name, &mut run);
            match &token.content {
                Content::Words(_) => {}
                Content::Thing(thing) if change.is_out() => run.push(self.borrow(thing)?),
                Content::Thing(thing) => run.push(thing.clone()),
                Content::Whole(whole) => {
                    close(&mut run, first.looks.as_ref(), &mut elements);
                    let taken = |it: &Element| {
                        if is_deleted { taken_out(it) } else { it.clone() }
                    };
                    elements.extend(whole.iter().map(taken));
                }
            }
        }
        flush(&mut words, name, &mut run);
        close(&mut run, first.looks.as_ref(), &mut elements);
        let is_own = |shell: &Element| &*shell.name == "w:ins";
        let shell = first.shell.as_ref().filter(|_| !change.is_out());
        // What somebody put in is put in already.
        let wrapped = match change {
            Change::Kept => elements,
            Change::PutIn | Change::MovedIn(_) if shell.is_some_and(is_own) => elements,
            Change::PutIn
            | Change::TakenOut
            | Change::MovedOut(_)
            | Change::MovedIn(_) => vec![self.change(change.name(), elements)],
        };
        match shell {
            Some(shell) => {
                let mut shell = shell.clone();
                shell.children = wrapped.into_iter().map(Node::Element).collect();
                out.push(shell);
            }
            None => out.extend(wrapped),
        }
        Ok(())
    }
}

fn flush(words: &mut String, name: &str, run: &mut Vec<Element>) {
    if !words.is_empty() {
        run.push(edit::words(name, &std::mem::take(words)));
    }
}

fn close(run: &mut Vec<Element>, looks: Option<&Element>, out: &mut Vec<Element>) {
    if !run.is_empty() {
        out.push(edit::run(looks, std::mem::take(run)));
    }
}

/// The same with its words as those that were taken out.
fn taken_out(element: &Element) -> Element {
    let mut element = element.clone();
    let name = match &*element.name {
        "w:t" => "w:delText",
        "w:instrText" => "w:delInstrText",
        _ => "",
    };
    if !name.is_empty() {
        element.name = name.into();
    }
    for node in &mut element.children {
        if let Node::Element(inner) = node {
            *inner = taken_out(inner);
        }
    }
    element
}

/// The runs of a field that begins here, up to its end.
fn field(elements: &[&Element]) -> Option<Vec<Element>> {
    let mark = |element: &Element, wanted: &str| {
        let marks = element.elements().filter(|it| &*it.name == "w:fldChar");
        marks.filter(|it| it.get("w:fldCharType") == Some(wanted)).count()
    };
    let first = elements.first().filter(|it| mark(it, "begin") > 0)?;
    let mut open = 0;
    for (at, element) in elements.iter().enumerate() {
        open += mark(element, "begin");
        open = open.saturating_sub(mark(element, "end"));
        if open == 0 {
            let whole = elements.get(..=at).unwrap_or(std::slice::from_ref(first));
            return Some(whole.iter().map(|it| (*it).clone()).collect());
        }
    }
    None
}

/// The runs of a field that hold its result.
fn result(field: &[Element]) -> Vec<Element> {
    let is = |element: &Element, wanted: &str| {
        element.find("w:fldChar").and_then(|it| it.get("w:fldCharType")) == Some(wanted)
    };
    let after = field.iter().skip_while(|it| !is(it, "separate")).skip(1);
    after.take_while(|it| !is(it, "end")).cloned().collect()
}

/// All words in an element.
pub(super) fn shown(element: &Element) -> String {
    let inner = element.elements().map(shown).collect::<String>();
    format!("{}{inner}", element.text())
}
