//! What people changed in a Word file of this program, and what of it goes home: words
//! into the outline, the cases and the month's own edits; numbers are only told.

mod cells;
mod compare;
mod comparison;
mod merge;
mod template;

use std::collections::BTreeMap;

pub use compare::{Base, compare};
pub use merge::Retyped;
pub use template::Render;

/// Where a text of the bulletin is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// In templates of the outline that print it one after the other: path and template.
    Outline(Vec<(String, String)>),
    /// In a case, counted from 0.
    Case(usize, CasePart),
    /// In the month's own edits, counted from 0, as a template.
    Edit(usize, String),
    /// Somewhere that is not changed from here, told by the name of the place.
    Elsewhere(&'static str),
}

/// A text of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CasePart {
    /// The title within its heading, by the bytes before and behind it.
    Title(usize, usize),
    /// A paragraph, from 0.
    Paragraph(usize),
    /// What stands under a picture, from 0.
    Caption(usize),
}

/// A text with its source, as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Without a number or label before it.
    pub text: String,
    /// Where it is written.
    pub source: Source,
}

/// Kinds of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Words of a text.
    Words,
    /// A paragraph that was put in.
    New,
    /// A paragraph that was taken out.
    Gone,
    /// A number that the data give otherwise.
    Number,
    /// Words of a cell, or a row.
    Cell,
    /// All else: pictures, charts, notes, headers.
    Other,
}

impl Kind {
    /// As people call it: 文字, 新增 …
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "文字",
            Self::New => "新增",
            Self::Gone => "删去",
            Self::Number => "数字",
            Self::Cell => "单元格",
            Self::Other => "其他",
        }
    }
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What kind.
    pub kind: Kind,
    /// Where, as a person finds it.
    pub place: String,
    /// What stood there; empty for what is new.
    pub old: String,
    /// What stands there now; empty for what is gone.
    pub new: String,
    /// The figure's name, for a number.
    pub key: Option<String>,
    /// Whether it can go home.
    pub is_taken: bool,
    /// Why not, or what is to be known of it; may be empty.
    pub remark: String,
}

/// What somebody wrote beside the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Who.
    pub author: String,
    /// What.
    pub text: String,
    /// The words it stands at.
    pub quoted: String,
}

/// What goes home.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Texts of the outline by their paths; none for those that go.
    pub outline: Vec<(String, Option<String>)>,
    /// Cases that change, by their number from 0.
    pub cases: BTreeMap<usize, CasePlan>,
    /// The month's own edits that change, counted from 0; none for those that go.
    pub edits: Vec<(usize, Option<String>)>,
    /// Paragraphs that no outline has.
    pub added: Vec<Added>,
}

/// A case as it is now; what is none stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CasePlan {
    /// Its title.
    pub title: Option<String>,
    /// Its paragraphs.
    pub paragraphs: Option<Vec<String>>,
    /// How many paragraphs stand now before the end of each one that it had.
    pub ends: Vec<usize>,
    /// Captions of its pictures.
    pub captions: Vec<(usize, String)>,
}

/// A paragraph that somebody put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The heading that it stands under, without its number; empty before the first.
    pub heading: String,
    /// So many paragraphs, tables and charts stand before it under the heading.
    pub after: usize,
    /// A template.
    pub text: String,
}

/// What came of comparing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edited {
    /// From top to bottom.
    pub changes: Vec<Change>,
    /// Comments of people.
    pub comments: Vec<Said>,
    /// Changes that nobody accepted or rejected.
    pub open_changes: usize,
    /// Of so many texts of the bulletin, so many were found again.
    pub found: (usize, usize),
    /// What goes home.
    pub plan: Plan,
}

impl Plan {
    /// Whether nothing goes home.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
