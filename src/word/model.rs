//! A Word file as Word shows it when every change is accepted.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::pictures::View;

/// What a Word file says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// The body from top to bottom.
    pub body: Vec<Block>,
    /// Footnotes and endnotes, each under what refers to it.
    pub notes: BTreeMap<NoteId, Vec<Block>>,
    /// Headers and footers that have words, in the order of the file.
    pub margins: Vec<Vec<Block>>,
    /// What people wrote beside the text.
    pub comments: Vec<Comment>,
    /// Changes that nobody accepted or rejected yet: put in, taken out, moved, formatted.
    pub open_changes: usize,
    /// Of these, changes of format by which a text shows that did not, or the reverse.
    pub shown_changes: usize,
}

/// What stands under each other.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Words up to the end of a paragraph, with what stands between them.
    Paragraph(Paragraph),
    /// Rows of cells.
    Table(Table),
    /// What this room cannot read, in Chinese: “插入的文件”.
    Unread(Cow<'static, str>),
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paragraph {
    /// The how manieth of its part it is, from 0 and in the order of the file.
    pub at: usize,
    /// What it is for.
    pub role: Role,
    /// Whether its lines stand in the middle.
    pub is_centred: bool,
    /// The number that Word makes, as printed: “1.”, “（一）”; empty for none.
    pub number: String,
    /// What stands in it.
    pub inlines: Vec<Inline>,
}

/// What a paragraph is for, by its style.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Role {
    /// The title of the whole.
    Title,
    /// A heading of level 1 to 9.
    Heading(u8),
    /// What stands under a picture or above a table.
    Caption,
    /// All else.
    #[default]
    Body,
}

/// A stretch of a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Words; a tab is `\t`, and a break of line, column or page is `\n`.
    Text(Words),
    /// A picture.
    Picture(Picture),
    /// A chart of Word's own.
    Chart(Chart),
    /// What stands in a box of its own.
    TextBox(Vec<Block>),
    /// The mark of a footnote or endnote.
    Note(NoteId),
    /// The words of a formula.
    Formula(String),
    /// Looks that the words before it lose, in Chinese: “下标“2””.
    Plain(String),
    /// What this room cannot read, in Chinese: “SmartArt 图形”.
    Unread(Cow<'static, str>),
}

/// Words that look alike.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// As shown.
    pub text: String,
    /// The how manieth run of its part they stand in, from 0 and in the order of the file.
    pub run: usize,
}

/// A footnote or an endnote.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteId {
    /// At the foot of the page.
    Footnote(String),
    /// At the end of the text.
    Endnote(String),
}

/// A picture as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The part that holds it.
    pub part: String,
    /// What is read out to those who cannot see it.
    pub alt: Option<String>,
    /// What is shown of it, and how it is turned.
    pub view: View,
    /// What of its looks this room does not follow, in Chinese: “裁剪成的形状”.
    pub unread: Vec<&'static str>,
}

/// A chart whose data lie in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chart {
    /// What is read out to those who cannot see it.
    pub alt: Option<String>,
    /// Over it, if it has one.
    pub title: String,
    /// One or more.
    pub series: Vec<Series>,
}

/// A row of values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Series {
    /// In the legend.
    pub name: String,
    /// Category and value of each point that has one.
    pub points: Vec<(String, String)>,
}

/// A table as it is written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// From top to bottom.
    pub rows: Vec<Row>,
    /// Widths of its columns in twips, as far as the file tells.
    pub widths: Vec<u16>,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Whether it shows again on each page.
    pub is_header: bool,
    /// Columns left free before the first cell.
    pub before: usize,
    /// From left to right.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// Columns that it covers, at least 1.
    pub span: usize,
    /// Whether it is one with the cell above it.
    pub is_continued: bool,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// What a person wrote beside the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comment {
    /// By which the file knows it.
    pub id: String,
    /// Who.
    pub author: String,
    /// What it says.
    pub text: String,
    /// The words it stands at; empty when it stands at a point.
    pub quoted: String,
}

impl Paragraph {
    /// Its words with the number before them.
    pub fn text(&self) -> String {
        let mut text = self.number.clone();
        for inline in &self.inlines {
            match inline {
                Inline::Text(words) => text.push_str(&words.text),
                Inline::Formula(words) => text.push_str(words),
                Inline::Picture(_)
                | Inline::Chart(_)
                | Inline::TextBox(_)
                | Inline::Note(_)
                | Inline::Plain(_)
                | Inline::Unread(_) => {}
            }
        }
        text
    }
}
