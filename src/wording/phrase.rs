//! A rendered sentence whose figures still know their names.
//!
//! A template yields a string. Figures and references stand in it between characters
//! of the private use area, which no text of a bulletin has.

/// A stretch of a rendered sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Plain words.
    Words(String),
    /// A number with its name.
    Figure {
        /// As printed.
        text: String,
        /// The path by which the outline names it.
        key: String,
    },
    /// The label of a table or chart.
    Reference {
        /// “表1”.
        text: String,
        /// The name of the table or chart.
        target: String,
    },
}

/// A rendered sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase {
    /// From left to right.
    pub pieces: Vec<Piece>,
    /// Names of figures that it prints but that have no value.
    pub absent: Vec<String>,
}

const FIGURE: char = '\u{F8F0}';
const REFERENCE: char = '\u{F8F1}';
const TEXT: char = '\u{F8F2}';
const END: char = '\u{F8F3}';

/// A figure as it stands in a rendered string.
pub(super) fn mark_figure(text: &str, key: &str) -> String {
    format!("{FIGURE}{key}{TEXT}{text}{END}")
}

/// A reference as it stands in a rendered string.
pub(super) fn mark_reference(text: &str, target: &str) -> String {
    format!("{REFERENCE}{target}{TEXT}{text}{END}")
}

/// Whether figures or references stand in a text.
pub(super) fn is_marked(text: &str) -> bool {
    text.contains([FIGURE, REFERENCE])
}

/// Takes a rendered string apart.
pub(super) fn pieces(rendered: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = rendered;
    while let Some(start) = rest.find([FIGURE, REFERENCE]) {
        let (words, marked) = rest.split_at(start);
        push_words(&mut pieces, words);
        let is_figure = marked.starts_with(FIGURE);
        let inner = marked.trim_start_matches([FIGURE, REFERENCE]);
        let Some((name, after)) = inner.split_once(TEXT) else { break };
        let Some((text, after)) = after.split_once(END) else { break };
        let (text, name) = (text.to_owned(), name.to_owned());
        pieces.push(if is_figure {
            Piece::Figure { text, key: name }
        } else {
            Piece::Reference { text, target: name }
        });
        rest = after;
    }
    push_words(&mut pieces, rest);
    pieces
}

fn push_words(pieces: &mut Vec<Piece>, words: &str) {
    let words: String = words
        .chars()
        .filter(|c| ![FIGURE, REFERENCE, TEXT, END].contains(c))
        .collect();
    if !words.is_empty() {
        pieces.push(Piece::Words(words));
    }
}

impl Phrase {
    /// Whether nothing would be printed.
    pub fn is_empty(&self) -> bool {
        self.text().trim().is_empty()
    }

    /// What is printed.
    pub fn text(&self) -> String {
        self.pieces.iter().map(Piece::text).collect()
    }
}

impl Piece {
    /// What is printed.
    pub fn text(&self) -> &str {
        match self {
            Self::Words(text)
            | Self::Figure { text, .. }
            | Self::Reference { text, .. } => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_references_come_out_of_a_rendered_string() {
        let rendered = format!(
            "见{}，得{}分。",
            mark_reference("表1", "direct"),
            mark_figure("97.08", "towns.direct.score")
        );
        let expected = [
            Piece::Words("见".into()),
            Piece::Reference { text: "表1".into(), target: "direct".into() },
            Piece::Words("，得".into()),
            Piece::Figure { text: "97.08".into(), key: "towns.direct.score".into() },
            Piece::Words("分。".into()),
        ];
        assert_eq!(pieces(&rendered), expected);
    }
}
