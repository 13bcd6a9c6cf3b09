//! Every figure and every sentence of a document, in reading order.

use serde::{Deserialize, Serialize};

use crate::document::{Document, Part, Place, Role, Spot, Text, texts};
use crate::figures::Key;

/// A figure as it stands in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Its name.
    pub key: Key,
    /// As printed there: a sentence that says 低于 prints no sign.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// A sentence of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Where.
    pub place: Place,
    /// What it says, with its full stop.
    pub text: String,
}

/// What a document prints.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) printed: Vec<Printed>,
    pub(super) sentences: Vec<Sentence>,
}

pub(super) fn walk(document: &Document) -> Walk {
    let mut walk = Walk::default();
    // Texts are lent to be changed; pictures are shared, so a copy is small.
    for mut text in texts(&mut document.clone()) {
        let said = said(&mut text);
        let Text { role: _, place, parts } = text;
        for part in parts {
            if let Part::Figure(figure) = part {
                let (key, text) = (figure.key.clone(), figure.text.clone());
                walk.printed.push(Printed { key, text, place: place.clone() });
            }
        }
        let sentences = sentences(&said.unwrap_or_default()).into_iter();
        walk.sentences
            .extend(sentences.map(|text| Sentence { place: place.clone(), text }));
    }
    walk
}

/// What a text says in sentences; none of names, numbers in tables and what is not printed.
fn said(text: &mut Text<'_>) -> Option<String> {
    match (text.role, &text.place.spot) {
        (Role::TableCaption | Role::ChartCaption, Spot::Caption { of }) => {
            let of = of.clone();
            let words = text.parts.iter_mut().skip(1);
            let words: String = words.map(|part| part.text().as_str()).collect();
            Some(format!("{of}：{words}"))
        }
        (
            Role::Title
            | Role::Heading(_)
            | Role::Body
            | Role::TableNote
            | Role::PictureCaption,
            _,
        ) => Some(text.text()),
        _ => None,
    }
}

/// A text cut behind each full stop; a closing quotation mark stays with its sentence.
fn sentences(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut sentence = String::new();
    let mut is_over = false;
    for c in text.chars() {
        if is_over && !"。！？”）』」".contains(c) {
            all.push(std::mem::take(&mut sentence));
            is_over = false;
        }
        sentence.push(c);
        is_over |= "。！？".contains(c);
    }
    if !sentence.trim().is_empty() {
        all.push(sentence);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_behind_full_stops_and_their_quotation_marks() {
        let cut = sentences("他说：“好。”再问（是吗？）不答。其余");
        assert_eq!(cut, ["他说：“好。”", "再问（是吗？）", "不答。", "其余"]);
    }
}
