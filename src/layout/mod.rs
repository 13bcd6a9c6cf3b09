//! How a bulletin looks and what it says: style.yaml and outline.yaml as types.

mod fonts;
mod glyphs;
mod installed;
mod load;
mod measures;
mod outline;
mod own;
mod own_fonts;
mod problems;
mod style;
mod written;

pub use fonts::{BundledFont, FONTS, font};
pub use glyphs::{Lacking, is_printable, lacking, missing_glyphs};
pub use installed::{font_folders, installed};
pub use load::{BASE, Choice, Layout, files, names, outline_value, read};
pub use outline::{
    Alternatives, Cases, Chart, Column, DraftWords, Item, ItemKeys, Labels, Outline,
    Section, Table,
};
pub use own::{Own, choice, folder_of, is_partial, own};
pub use own_fonts::OwnFont;
pub use problems::StyleProblem;
#[cfg(test)]
pub(crate) use style::official;
pub use style::{
    ChartKind, ChartStyle, ContentsStyle, Face, FrameStyle, Page, PageNumber, PdfFont,
    PictureStyle, Style, TableStyle, TextAlign, TextStyle, TextStyles, WordStyle,
};

/// A source file of a layout: its text, and the name under which messages speak of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// “layouts/official/report.typ”.
    pub path: std::path::PathBuf,
    /// What stands in it.
    pub text: String,
}
