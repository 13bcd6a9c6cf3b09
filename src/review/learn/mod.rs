//! A bulletin that was made by hand, taken over: what it says as an outline, its numbers as
//! figures, its tables as lists, its cases and what stands around them.

mod beginning;
mod blocks;
mod cases;
mod charts;
mod compare;
mod compose;
mod dates;
mod edits;
mod fit;
mod frame;
mod grid;
mod head;
mod known;
mod looks;
mod names;
mod resolve;
mod rows;
mod sense;
mod tables;
mod unfilled;

pub use beginning::{Beginning, Units, beginning};
pub use cases::{Cases, Image};
pub use edits::{Entry, Sure};
pub use frame::Frame;
pub(crate) use head::head;
pub(crate) use looks::{Written, looks};

use std::collections::BTreeMap;

use crate::figures::Statistics;
use crate::layout::Outline;
use crate::word::{Picture, Reading};
use crate::yaml;

/// What is learned from.
pub struct Given<'a> {
    /// The Word file.
    pub reading: &'a Reading,
    /// The figures of its month; without values where the exports are not there.
    pub statistics: &'a Statistics,
    /// What an outline says that no Word file shows: labels, alternative texts.
    pub usual: &'a Outline,
    /// The bytes of a picture.
    pub bytes: &'a dyn Fn(&Picture) -> Option<Vec<u8>>,
    /// Whether a number that no figure gives becomes a gap to be filled.
    pub has_gaps: bool,
}

/// What was learned.
#[derive(Debug)]
pub struct Learned {
    /// outline.yaml.
    pub outline: Outline,
    /// Remarks for places of the outline, each under the paragraph that holds its mark.
    pub remarks: Vec<Vec<String>>,
    /// Every number of the Word file.
    pub entries: Vec<Entry>,
    /// What could not be taken over: place and what it is, in Chinese.
    pub left: Vec<(String, String)>,
    /// Figures that the words name and the data do not give: name and value.
    pub named: BTreeMap<String, String>,
    /// What stands around the body.
    pub frame: Frame,
    /// The lines of the title without blanks, as they stand there.
    pub(crate) title_lines: Vec<String>,
    /// Case studies.
    pub cases: Cases,
    /// What the columns of tables must hold.
    pub(crate) rooms: Vec<fit::Room>,
}

/// Takes a bulletin over.
pub fn learn(given: &Given<'_>) -> Learned {
    compose::compose(given)
}

/// A paragraph that stands for a remark.
fn mark(remark: usize) -> String {
    format!("learn-remark-{remark}")
}

impl Learned {
    /// outline.yaml with its remarks; none when YAML has no words for it.
    pub fn outline_yaml(&self) -> Option<String> {
        let text = yaml::write(&self.outline).ok()?;
        let mut out = vec![
            "# 由 Word 通报学得。{{ }} 里是数字的名称，运行 bulletin figures 可全部列出。".to_owned(),
        ];
        for line in text.lines() {
            let inner = line.trim_start().strip_prefix("- paragraph: ");
            let remark = self
                .remarks
                .iter()
                .enumerate()
                .find(|(n, _)| inner == Some(&mark(*n)));
            match remark {
                Some((_, remark)) => {
                    let indent = line.len() - line.trim_start().len();
                    let indent = " ".repeat(indent);
                    out.extend(remark.iter().map(|words| format!("{indent}# {words}")));
                }
                None => out.push(line.to_owned()),
            }
        }
        Some(out.join("\n") + "\n")
    }
}
