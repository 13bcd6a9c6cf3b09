//! Fields: what shows is their result, not their code.

use super::xml::Element;

/// Fields that show nothing.
const SILENT: &[&str] = &["XE", "TC", "TA", "RD", "SET", "PRIVATE", "ADVANCE", "ASK"];

/// The fields that are open, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
}

#[derive(Debug, Default)]
struct Field {
    code: String,
    is_in_result: bool,
    /// What a box to tick shows.
    tick: Option<char>,
}

/// What a field shows that has no result.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shown {
    Text(char),
    /// The name of a field whose result only Word can work out.
    Unknown(String),
}

impl Fields {
    /// Whether words that stand here show.
    pub(super) fn are_shown(&self) -> bool {
        self.open.iter().all(|field| field.is_in_result)
    }

    /// Takes words of a code.
    pub(super) fn say(&mut self, words: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.is_in_result) {
            field.code.push_str(words);
        }
    }

    /// Takes the mark of a begin, a middle or an end; what shows when it ends a field
    /// without result.
    pub(super) fn mark(&mut self, element: &Element) -> Option<Shown> {
        match element.get("w:fldCharType")? {
            "begin" => {
                let tick =
                    element.child("w:ffData").and_then(|it| it.child("w:checkBox"));
                let tick = tick.map(|tick| {
                    let set =
                        tick.switch("w:checked").or_else(|| tick.switch("w:default"));
                    if set == Some(true) { '☑' } else { '☐' }
                });
                self.open.push(Field { tick, ..Field::default() });
            }
            "separate" => {
                if let Some(field) = self.open.last_mut() {
                    field.is_in_result = true;
                }
            }
            "end" => {
                let field = self.open.pop().filter(|_| self.are_shown())?;
                if field.tick.is_some() {
                    return field.tick.map(Shown::Text);
                }
                let name = field.code.split_whitespace().next()?.to_uppercase();
                let is_silent = field.is_in_result || SILENT.contains(&name.as_str());
                return (!is_silent).then_some(Shown::Unknown(name));
            }
            _ => {}
        }
        None
    }
}
