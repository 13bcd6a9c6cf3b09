//! What stands around the body: masthead, signature, imprint, draft mark.
//!
//! The parts are those of GB/T 9704-2012; all are optional.

use serde::Serialize;

use super::Block;

/// The red head of the first page with the rule under it.
///
/// From top to bottom: name, issue, document number, then office and date at both edges
/// of one line. What is absent takes no room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Masthead {
    /// 发文机关标志 or the name of the bulletin, in red: “密云区接诉即办工作简报”.
    pub name: String,
    /// Issue line: “第9期”.
    pub issue: Option<String>,
    /// 发文字号 with the year in 〔〕: “密接诉即办〔2023〕9号”.
    pub document_number: Option<String>,
    /// Issuing office, at the left above the rule.
    pub office: Option<String>,
    /// Date, at the right above the rule.
    pub date: Option<String>,
}

/// 目录: what stands on which page, under the title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contents {
    /// “目录”.
    pub heading: String,
    /// What it lists.
    pub of: Listed,
    /// In the order of the document.
    pub lines: Vec<ContentsLine>,
}

/// What a list of contents holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Listed {
    /// Headings.
    Headings,
    /// Tables, by the label of their captions: “表”.
    Tables(String),
}

/// A line of a list of contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContentsLine {
    /// 1 and further in.
    pub level: u8,
    /// A heading or caption with its number.
    pub text: String,
    /// The page on which it stands in the PDF.
    pub page: usize,
}

/// 附件: named under the text; what it says stands on pages of its own after the signature.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attachment {
    /// Over its first page, where it is set here: “附件1”, “附件” where it is the only one.
    pub tag: String,
    /// Its name, numbered under the text when there is more than one.
    pub name: String,
    /// What it says; nothing when it goes out as a file of its own.
    pub blocks: Vec<Block>,
    /// Whether its pages lie on their long side.
    pub is_landscape: bool,
}

/// Signature and date, at the right under the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// The issuing office.
    pub issuer: String,
    /// “2023年9月25日”.
    pub date: String,
    /// Whether a seal goes over it: then issuer and date stand one in the middle over the
    /// other; else the date begins two characters further in than the issuer.
    pub sealed: bool,
}

/// 版记: rows between rules at the foot of the last page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Imprint {
    /// From top to bottom, a thin rule between two.
    pub rows: Vec<ImprintRow>,
    /// Whether it stands on a page after the text, so that it is on the back of a sheet.
    pub is_apart: bool,
}

/// A row of the imprint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImprintRow {
    /// At the left: “抄送：区委办公室，区政府办公室。”; may be long and break.
    pub left: String,
    /// At the right: “2023年9月25日印发”; may be empty.
    pub right: String,
}

/// Marks a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// In grey across every page: “草稿”.
    pub mark: String,
    /// Heading of the page that lists what is open.
    pub heading: String,
    /// What is open, a paragraph each; a last page of its own when there is any.
    pub open: Vec<String>,
}
