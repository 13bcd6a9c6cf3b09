//! Runs of a paragraph: words, symbols, breaks, fields, notes, drawings.

use std::borrow::Cow;

use super::body::{Reader, chosen};
use super::fields::Shown;
use super::model::{Inline, NoteId, Words};
use super::xml::Element;
use super::{Refusal, drawing, symbols, vml};

/// The words of a comment's place that are kept.
const QUOTED_BYTES_MAX: usize = 600;

/// How a run looks, as far as it changes what it says.
#[derive(Debug, Clone, Default)]
struct Look {
    is_hidden: bool,
    is_raised: bool,
    is_lowered: bool,
    font: String,
}

impl Reader<'_> {
    /// What stands in a paragraph of a style.
    pub(super) fn runs(
        &mut self,
        paragraph: &Element,
        style: Option<&str>,
        out: &mut Vec<Inline>,
    ) -> Result<(), Refusal> {
        let outer = std::mem::replace(&mut self.style, style.map(str::to_owned));
        let read = self.inlines(paragraph, out);
        self.style = outer;
        read
    }

    fn inlines(
        &mut self,
        parent: &Element,
        out: &mut Vec<Inline>,
    ) -> Result<(), Refusal> {
        parent.elements().try_for_each(|element| self.inline(element, out))
    }

    pub(super) fn inline(
        &mut self,
        element: &Element,
        out: &mut Vec<Inline>,
    ) -> Result<(), Refusal> {
        match &*element.name {
            "w:r" => return self.run(element, out),
            "w:pPr" => {}
            "w:del" | "w:moveFrom" => {
                self.reading.open_changes += 1;
            }
            "w:ins" | "w:moveTo" => {
                self.reading.open_changes += 1;
                return self.inlines(element, out);
            }
            "w:sdt" => {
                if let Some(content) = self.content(element) {
                    return self.inlines(content, out);
                }
            }
            "mc:AlternateContent" => {
                if let Some(chosen) = chosen(element) {
                    return self.inlines(chosen, out);
                }
            }
            "m:oMath" | "m:oMathPara" => {
                let mut words = String::new();
                formula(element, &mut words);
                out.push(Inline::Formula(words));
            }
            "w:subDoc" => out.push(Inline::Unread(Cow::Borrowed("子文档"))),
            name => {
                self.mark(element, name);
                return self.inlines(element, out);
            }
        }
        Ok(())
    }

    fn run(&mut self, run: &Element, out: &mut Vec<Inline>) -> Result<(), Refusal> {
        let look = self.look(run.child("w:rPr"));
        self.run = run.number();
        self.contents(run, &look, out)
    }

    fn look(&mut self, properties: Option<&Element>) -> Look {
        let style =
            |properties: &Element| properties.value("w:rStyle").map(str::to_owned);
        let run = properties.and_then(style);
        let hidden = self.styles.is_hidden(self.style.as_deref(), run.as_deref());
        let Some(properties) = properties else {
            return Look { is_hidden: hidden, ..Look::default() };
        };
        if let Some(change) = properties.child("w:rPrChange") {
            self.reading.open_changes += 1;
            let before = change.child("w:rPr").and_then(|old| old.switch("w:vanish"));
            let differs = before.unwrap_or(hidden)
                != properties.switch("w:vanish").unwrap_or(hidden);
            self.reading.shown_changes += usize::from(differs);
        }
        let raised = properties.value("w:vertAlign").unwrap_or_default();
        let fonts = properties.child("w:rFonts");
        let font = fonts.and_then(|fonts| fonts.get("w:ascii").or(fonts.get("w:hAnsi")));
        Look {
            is_hidden: properties.switch("w:vanish").unwrap_or(hidden),
            is_raised: raised == "superscript",
            is_lowered: raised == "subscript",
            font: font.unwrap_or_default().to_owned(),
        }
    }

    fn contents(
        &mut self,
        parent: &Element,
        look: &Look,
        out: &mut Vec<Inline>,
    ) -> Result<(), Refusal> {
        for element in parent.elements() {
            let name = &*element.name;
            match name {
                "w:fldChar" => {
                    let shown = self.fields.mark(element);
                    self.field(shown, look, out);
                }
                "w:instrText" => self.fields.say(&element.text()),
                "w:rPr" | "w:delText" | "w:delInstrText" | "w:rt" | "w:rubyPr" => {}
                // What does not show.
                _ if look.is_hidden || !self.fields.are_shown() => {}
                "w:t" => self.words(&element.text(), look, out),
                "w:tab" | "w:ptab" => self.say("\t", out),
                "w:br" | "w:cr" => self.say("\n", out),
                "w:noBreakHyphen" => self.say("-", out),
                "w:sym" => self.symbol(element, out),
                "w:drawing" => drawing::read(self, element, out)?,
                "w:pict" => vml::read(self, element, out)?,
                "w:object" => {
                    let kind =
                        element.find("o:OLEObject").and_then(|it| it.get("ProgID"));
                    out.push(Inline::Unread(match kind {
                        Some(kind) => format!("嵌入的对象（{kind}）").into(),
                        None => Cow::Borrowed("嵌入的对象"),
                    }));
                }
                "w:footnoteReference" => note(element, NoteId::Footnote, out),
                "w:endnoteReference" => note(element, NoteId::Endnote, out),
                "w:contentPart" | "w14:contentPart" => {
                    out.push(Inline::Unread(Cow::Borrowed("墨迹")));
                }
                "mc:AlternateContent" => {
                    if let Some(chosen) = chosen(element) {
                        self.contents(chosen, look, out)?;
                    }
                }
                "w:r" => self.run(element, out)?,
                _ => self.contents(element, look, out)?,
            }
        }
        Ok(())
    }

    fn field(&mut self, shown: Option<Shown>, look: &Look, out: &mut Vec<Inline>) {
        match shown.filter(|_| !look.is_hidden) {
            Some(Shown::Text(tick)) => self.say(&tick.to_string(), out),
            Some(Shown::Unknown(name)) => {
                out.push(Inline::Unread(format!("没有结果的域（{name}）").into()));
            }
            None => {}
        }
    }

    /// Words as they show.
    fn words(&mut self, words: &str, look: &Look, out: &mut Vec<Inline>) {
        let is_unit = matches!(words, "2" | "3");
        let after = match out.last() {
            Some(Inline::Text(before)) => before.text.chars().last(),
            _ => None,
        };
        // m², km³; other raised and lowered signs lose nothing but their place.
        if look.is_raised && is_unit && after.is_some_and(|c| c.is_ascii_alphabetic()) {
            return self.say(if words == "2" { "²" } else { "³" }, out);
        }
        if look.is_raised || look.is_lowered {
            let what = if look.is_raised { "上标" } else { "下标" };
            self.say(words, out);
            out.push(Inline::Plain(format!("{what}“{words}”")));
            return;
        }
        let mut shown = String::with_capacity(words.len());
        for character in words.chars() {
            match symbols::shown(&look.font, character) {
                Some(character) => shown.push(character),
                None => {
                    self.say(&std::mem::take(&mut shown), out);
                    out.push(unknown_symbol(&look.font, u32::from(character)));
                }
            }
        }
        self.say(&shown, out);
    }

    fn symbol(&mut self, element: &Element, out: &mut Vec<Inline>) {
        let font = element.get("w:font").unwrap_or_default();
        let code = element.get("w:char").unwrap_or_default();
        let code = u32::from_str_radix(code, 16).unwrap_or_default();
        match char::from_u32(code).and_then(|written| symbols::shown(font, written)) {
            Some(character) => self.say(&character.to_string(), out),
            None => out.push(unknown_symbol(font, code)),
        }
    }

    fn say(&mut self, words: &str, out: &mut Vec<Inline>) {
        if words.is_empty() {
            return;
        }
        for (_, at) in &self.comments {
            let comment = self.reading.comments.get_mut(*at);
            if let Some(comment) = comment.filter(|it| it.quoted.len() < QUOTED_BYTES_MAX)
            {
                comment.quoted.push_str(words);
            }
        }
        match out.last_mut() {
            Some(Inline::Text(text)) if text.run == self.run => text.text.push_str(words),
            _ => out.push(Inline::Text(Words { text: words.to_owned(), run: self.run })),
        }
    }
}

fn note(element: &Element, kind: fn(String) -> NoteId, out: &mut Vec<Inline>) {
    let id = element.get("w:id").unwrap_or_default();
    out.push(Inline::Note(kind(id.to_owned())));
}

fn unknown_symbol(font: &str, code: u32) -> Inline {
    Inline::Unread(format!("字体“{font}”的符号（{code:04X}）").into())
}

/// The words of a formula from left to right.
fn formula(element: &Element, words: &mut String) {
    for inner in element.elements() {
        match &*inner.name {
            "m:t" | "w:t" => words.push_str(&inner.text()),
            "w:del" | "w:moveFrom" => {}
            _ => formula(inner, words),
        }
    }
}
