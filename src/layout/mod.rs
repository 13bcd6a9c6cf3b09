//! How a bulletin looks and what it says: style.yaml and outline.yaml as types.

mod style;

pub use style::{
    ChartKind, ChartStyle, Face, Page, PageNumber, PdfFont, PictureStyle, Style,
    TableStyle, TextAlign, TextStyle, TextStyles,
};
