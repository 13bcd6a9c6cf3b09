//! The bulletin as plain data: what both writers are given, and all they are given.
//!
//! Text here is final: no writer words, rounds, numbers or orders anything. The model
//! knows no format: no twips, no Typst, no colour.

mod chart;
mod frame;
mod place;
mod table;
mod walk;

use std::sync::Arc;

use serde::Serialize;

pub use chart::{Chart, ChartForm, Point, RANK_UNIT, Series};
pub use frame::{
    Attachment, Contents, ContentsLine, Draft, Imprint, ImprintRow, Listed, Masthead,
    Signature,
};
pub use place::{Place, Spot};
pub use table::{Align, Cell, Column, Row, Table};
pub use walk::{Part, Role, Text, texts};

use crate::figures::{self, Key, Kind};
use crate::tickets::Decimal;

/// A finished bulletin.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Document {
    /// What the file says about itself.
    pub properties: Properties,
    /// The head of the first page, over the title.
    pub masthead: Option<Masthead>,
    /// The title, a string a line; joined without blanks it is the title as a sentence.
    pub title: Vec<String>,
    /// Those to whom it is addressed, with the full-width colon; one line under the title.
    pub addressee: Option<String>,
    /// Lists of what the body holds, of a long document.
    pub contents: Vec<Contents>,
    /// The body in reading order.
    pub blocks: Vec<Block>,
    /// 附件, named under the text in their order.
    pub attachments: Vec<Attachment>,
    /// Who signs, and the date.
    pub signature: Option<Signature>,
    /// At the foot of the last page.
    pub imprint: Option<Imprint>,
    /// What tells a draft from a final bulletin.
    pub draft: Option<Draft>,
}

/// What a file's property sheet shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Properties {
    /// The title on one line.
    pub title: String,
    /// The issuing office.
    pub author: String,
    /// What the bulletin is about.
    pub subject: String,
    /// The configured date of issue.
    pub date: chrono::NaiveDate,
}

/// A paragraph-level element.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// A heading of level 1 to 4.
    Heading(Heading),
    /// A paragraph of body text.
    Paragraph {
        /// What it says.
        text: Vec<Inline>,
    },
    /// A table with caption and notes.
    Table(Table),
    /// A chart with its caption.
    Chart(Chart),
    /// Pictures that stand side by side; one stands alone in the middle.
    Pictures {
        /// One or more pictures, from left to right.
        pictures: Vec<Picture>,
    },
}

/// A heading, its number already worked out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Heading {
    /// 1 to 4.
    pub level: u8,
    /// The number as printed, with its punctuation: “一、”, “（一）”; empty for none.
    pub number: String,
    /// What it says.
    pub text: Vec<Inline>,
}

/// A stretch of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "inline", rename_all = "snake_case")]
pub enum Inline {
    /// Plain words.
    Text {
        /// The words.
        text: String,
    },
    /// A number that comes from the statistics and keeps its name.
    Figure(Figure),
    /// The label and number of a table or chart, “表1”.
    Reference {
        /// The name of the table or chart meant.
        target: String,
        /// The label as printed.
        text: String,
    },
    /// A footnote: its mark here, its words at the foot of the page; in paragraphs only.
    Note {
        /// What it says.
        text: Vec<Inline>,
    },
}

/// A printed number that keeps its value and its name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Figure {
    /// As printed: “97.08”; a sentence that says 低于 prints no sign.
    pub text: String,
    /// The number that is printed, in the unit of `kind`; none of “—”, and of a date.
    pub value: Option<Decimal>,
    /// What it measures.
    pub kind: Kind,
    /// Its name: “towns.direct.score”.
    pub key: Key,
}

/// The caption of a table or chart: label and number come first, “表1：”. A table that an
/// attachment's name speaks for has none: an empty label.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Caption {
    /// “表” or “图”.
    pub label: String,
    /// Counted for each label from 1.
    pub number: u32,
    /// What stands after the number and its colon.
    pub text: Vec<Inline>,
}

/// A picture supplied by an editor, ready to be put into a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Picture {
    /// The pixels.
    pub image: Arc<Image>,
    /// Printed under it; empty for none.
    pub caption: Vec<Inline>,
    /// Read out to those who cannot see it.
    pub alt: String,
}

/// An encoded image: turned upright, free of metadata.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Image {
    /// How the bytes are encoded.
    pub format: ImageFormat,
    /// Width in pixels.
    pub width_px: u32,
    /// Height in pixels.
    pub height_px: u32,
    /// The encoded file.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Image {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { format, width_px, height_px, bytes } = self;
        write!(f, "{format:?} {width_px}×{height_px}, {} bytes", bytes.len())
    }
}

/// The formats that Word and PDF both take as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImageFormat {
    /// Photographs.
    Jpeg,
    /// Drawings and screenshots.
    Png,
}

/// The words of inlines, joined.
pub fn plain_text(inlines: &[Inline]) -> String {
    inlines.iter().map(Inline::text).collect()
}

impl Inline {
    /// Plain words as an inline.
    pub fn words(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    /// What is printed.
    pub fn text(&self) -> &str {
        match self {
            Self::Text { text } | Self::Reference { text, .. } => text,
            Self::Figure(figure) => &figure.text,
            Self::Note { .. } => "",
        }
    }
}

impl Document {
    /// Every block: those of the body, then those of the attachments.
    pub fn all_blocks(&self) -> impl Iterator<Item = &Block> {
        let attached = self.attachments.iter().flat_map(|attachment| &attachment.blocks);
        self.blocks.iter().chain(attached)
    }
}

impl Figure {
    /// A figure of the statistics, printed as `text`.
    pub fn of(figure: &figures::Figure, text: String) -> Self {
        let figures::Figure { key, kind, printed, .. } = figure;
        Self { text, value: *printed, kind: *kind, key: Key::from(key.as_str()) }
    }
}

impl Picture {
    /// Width and height in pixels.
    pub fn size_px(&self) -> (u32, u32) {
        (self.image.width_px, self.image.height_px)
    }
}

impl Caption {
    /// Label and number, as references print them: “表1”; a table without is “表格”.
    pub fn tag(&self) -> String {
        match self.is_absent() {
            true => "表格".to_owned(),
            false => format!("{}{}", self.label, self.number),
        }
    }

    /// Whether nothing of it is printed.
    pub fn is_absent(&self) -> bool {
        self.label.is_empty()
    }
}
