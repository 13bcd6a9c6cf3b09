//! The content of a page: marked stretches of glyphs.

use std::collections::BTreeMap;
use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::{self, TypedInstruction};
use hayro_syntax::object::{Dict, Number, Object, Stream, String as Bytes};
use hayro_syntax::page::{Page, Resources};

use super::fonts::{Font, Fonts};
use super::glyphs::{Matrix, Words};

/// Forms within forms; typst makes none.
const FORMS_MAX: usize = 8;

/// What a marked stretch is.
enum Mark {
    /// Text of the bulletin.
    Plain,
    /// Page numbers, rules, headers that repeat.
    Artifact,
    /// Glyphs for which other text stands.
    Instead(String),
}

pub(super) struct Reader<'a> {
    page: &'a Page<'a>,
    fonts: &'a Fonts,
    marks: Vec<Mark>,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    /// Numbers of the marked stretches that are open; none where one has no number.
    open: Vec<Option<i64>>,
    /// Words since the last number began or ended.
    numbered: Words,
    /// Words of each numbered stretch.
    by_number: BTreeMap<i64, String>,
}

#[derive(Clone)]
struct State {
    place: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
}

impl<'a> Reader<'a> {
    pub(super) fn new(page: &'a Page<'a>, fonts: &'a Fonts) -> Self {
        Self {
            page,
            fonts,
            marks: Vec::new(),
            state: State { place: Matrix::IDENTITY, font: None, size: 0.0 },
            saved: Vec::new(),
            text: Matrix::IDENTITY,
            open: Vec::new(),
            numbered: Words::default(),
            by_number: BTreeMap::new(),
        }
    }

    /// The words of each marked stretch that has a number, by which tags speak of it.
    pub(super) fn marked(mut self) -> BTreeMap<i64, String> {
        let page = self.page;
        self.content(page.typed_operations(), page.resources(), 0);
        self.by_number
    }

    fn content(
        &mut self,
        mut content: TypedIter<'_>,
        resources: &Resources<'_>,
        depth: usize,
    ) {
        while let Some(instruction) = content.next() {
            self.instruction(&instruction, resources, depth);
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what draws no text is passed over"
    )]
    fn instruction(
        &mut self,
        instruction: &TypedInstruction<'_, '_>,
        resources: &Resources<'_>,
        depth: usize,
    ) {
        use TypedInstruction as Ops;
        match instruction {
            Ops::SaveState(_) => self.saved.push(self.state.clone()),
            Ops::RestoreState(_) => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            Ops::Transform(ops::Transform(a, b, c, d, e, f)) => {
                let inner = Matrix([a, b, c, d, e, f].map(|number| number.as_f64()));
                self.state.place = inner.within(self.state.place);
            }
            Ops::BeginText(_) => self.text = Matrix::IDENTITY,
            Ops::SetTextMatrix(ops::SetTextMatrix(a, b, c, d, e, f)) => {
                self.text = Matrix([a, b, c, d, e, f].map(|number| number.as_f64()));
            }
            Ops::NextLine(ops::NextLine(x, y)) => {
                self.text = self.text.moved(x.as_f64(), y.as_f64());
            }
            Ops::TextFont(ops::TextFont(name, size)) => {
                let font = resources.get_font(name);
                self.state.font = font.map(|font| self.fonts.read(&font));
                self.state.size = size.as_f64();
            }
            Ops::ShowText(ops::ShowText(codes)) => self.show(codes),
            Ops::ShowTexts(ops::ShowTexts(pieces)) => {
                for piece in pieces.iter::<Object<'_>>() {
                    match piece {
                        Object::String(codes) => self.show(&codes),
                        Object::Number(back) => {
                            self.advance(-back.as_f64() / 1000.0 * self.state.size);
                        }
                        _ => {}
                    }
                }
            }
            Ops::BeginMarkedContent(ops::BeginMarkedContent(tag)) => {
                self.begin(tag.as_str(), None);
            }
            Ops::BeginMarkedContentWithProperties(
                ops::BeginMarkedContentWithProperties(tag, properties),
            ) => {
                let dict = match properties {
                    Object::Dict(dict) => Some(dict.clone()),
                    Object::Name(name) => resources.properties.get::<Dict<'_>>(&**name),
                    _ => None,
                };
                self.begin(tag.as_str(), dict.as_ref());
            }
            Ops::EndMarkedContent(_) => self.end(),
            Ops::XObject(ops::XObject(name)) if depth < FORMS_MAX => {
                if let Some(form) = resources.get_x_object(name) {
                    self.form(&form, resources, depth);
                }
            }
            _ => {}
        }
    }

    fn form(&mut self, form: &Stream<'_>, resources: &Resources<'_>, depth: usize) {
        let dict = form.dict();
        let is_form = dict
            .get::<hayro_syntax::object::Name<'_>>("Subtype")
            .is_some_and(|kind| kind.as_str() == "Form");
        let Some(content) = is_form.then(|| form.decoded().ok()).flatten() else {
            return;
        };
        let own = dict.get::<Dict<'_>>("Resources").unwrap_or_default();
        let own = Resources::from_parent(own, resources.clone());
        let state = self.state.clone();
        if let Some(matrix) = dict.get::<[f64; 6]>("Matrix") {
            self.state.place = Matrix(matrix).within(self.state.place);
        }
        self.content(TypedIter::new(&content), &own, depth + 1);
        self.state = state;
    }

    fn begin(&mut self, tag: &str, properties: Option<&Dict<'_>>) {
        let text = |key: &str| {
            let bytes = properties?.get::<Bytes<'_>>(key)?;
            Some(decoded(bytes.as_bytes()))
        };
        let mark = if tag == "Artifact" {
            Mark::Artifact
        } else if let Some(instead) = text("ActualText") {
            Mark::Instead(instead)
        } else {
            Mark::Plain
        };
        self.marks.push(mark);
        let number = properties.and_then(|it| it.get::<Number>("MCID"));
        let number = number.map(|it| it.as_i64());
        if number.is_some() {
            self.settle();
        }
        self.open.push(number);
    }

    /// Words so far belong to the stretch that is open.
    fn settle(&mut self) {
        let words = self.numbered.take();
        if let Some(number) = self.open.iter().rev().copied().flatten().next() {
            self.by_number.entry(number).or_default().push_str(&words);
        }
    }

    fn end(&mut self) {
        if let Some(Mark::Instead(instead)) = self.marks.pop() {
            let place = self.text.within(self.state.place).origin();
            self.numbered.add(&instead, place, place, 0.0);
        }
        if self.open.last().is_some_and(Option::is_some) {
            self.settle();
        }
        self.open.pop();
    }

    /// Shows codes of two bytes each.
    fn show(&mut self, codes: &Bytes<'_>) {
        let Some(font) = self.state.font.clone() else { return };
        let start = self.text.within(self.state.place);
        let (mut words, mut width) = (String::new(), 0.0);
        for pair in codes.as_bytes().chunks(2) {
            let code = pair.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
            words.push_str(&font.text(code));
            width += font.width(code) / 1000.0;
        }
        self.advance(width * self.state.size);
        let unseen = |mark: &Mark| matches!(mark, Mark::Artifact | Mark::Instead(_));
        if !self.marks.iter().any(unseen) {
            let end = self.text.within(self.state.place).origin();
            let size = self.state.size * start.scale();
            self.numbered.add(&words, start.origin(), end, size);
        }
    }

    fn advance(&mut self, by: f64) {
        self.text = self.text.moved(by, 0.0);
    }
}

/// A text string of a dictionary: UTF-16 with a mark in front, or one byte a character.
pub(super) fn decoded(bytes: &[u8]) -> String {
    let Some(units) = bytes.strip_prefix(&[0xfe, 0xff]) else {
        return bytes.iter().copied().map(char::from).collect();
    };
    let units = units.chunks_exact(2).map(|pair| match pair {
        [high, low] => u16::from_be_bytes([*high, *low]),
        _ => 0,
    });
    char::decode_utf16(units)
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}
