//! The table that ends a file if it is asked for: every number that changed within a
//! sentence or cell of both sides.

use super::Compared;
use super::blocks::Item;
use super::tokens::{Change, Token};
use num_traits::Zero;

use crate::audit::sequence::{Step, pairs};
use crate::figures::{Rounding, round};
use crate::tickets::Decimal;
use crate::word::Refusal;
use crate::word::edit::{self, Element};

/// Characters shown before a number.
const BEFORE: usize = 16;

/// A number that changed.
#[derive(Debug)]
pub(super) struct Moved {
    /// Words before it, or row and column.
    place: String,
    old: String,
    new: String,
}

impl Compared<'_> {
    /// Keeps the numbers that changed between two paragraphs.
    pub(super) fn note_numbers(&self, old: &[Token], new: &[Token], steps: &[Step]) {
        for (a, b) in pairs(steps) {
            let (Some(a), Some(b)) = (a, b) else { continue };
            let (Some(old), Some(token)) = (old.get(a), new.get(b)) else { continue };
            let unit = new.get(b + 1).map_or("", |next| next.key.as_str());
            let is_date = unit.starts_with(['年', '月', '日', '时']);
            if old.key == token.key
                || is_date
                || value(&old.key).is_none()
                || value(&token.key).is_none()
            {
                continue;
            }
            let before: String = new.iter().take(b).map(|it| it.key.as_str()).collect();
            let from = before.chars().count().saturating_sub(BEFORE);
            let before: String = before.chars().skip(from).collect();
            let place = format!("{}{before}", self.cell.borrow());
            let (old, new) = (old.key.clone(), token.key.clone());
            self.numbers.borrow_mut().push(Moved { place, old, new });
        }
    }

    /// The table of them, put in at the end; nothing where no number changed.
    pub(super) fn closing(&self) -> Result<Vec<Element>, Refusal> {
        let numbers = self.numbers.take();
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let head = ["位置（前面的文字）", "原来", "现在", "相差"].map(str::to_owned);
        let rows = numbers.into_iter().map(|Moved { place, old, new }| {
            let difference = difference(&old, &new).unwrap_or_default();
            [place, old, new, difference]
        });
        let rows = std::iter::once(head).chain(rows).map(|cells| {
            let cells = cells
                .iter()
                .map(|text| edit::element("w:tc", &[], vec![paragraph(text)]));
            edit::element("w:tr", &[], cells.collect())
        });
        let rule =
            |name| edit::element(name, &[("w:val", "single"), ("w:sz", "4")], Vec::new());
        let rules = ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"];
        let borders = edit::element("w:tblBorders", &[], rules.map(rule).to_vec());
        let width =
            edit::element("w:tblW", &[("w:w", "5000"), ("w:type", "pct")], Vec::new());
        let properties = edit::element("w:tblPr", &[], vec![width, borders]);
        let columns = ["4400", "1500", "1500", "1500"]
            .map(|width| edit::element("w:gridCol", &[("w:w", width)], Vec::new()));
        let grid = edit::element("w:tblGrid", &[], columns.to_vec());
        let table = edit::element(
            "w:tbl",
            &[],
            [properties, grid].into_iter().chain(rows).collect(),
        );
        let heading = paragraph("变化的数字");
        // A table wants a paragraph behind it.
        let blocks = [heading, table, paragraph("")];
        let put_in = |block: &Element| {
            let mut item = Item::of(block);
            if item.is_paragraph() {
                item.tokens = self.tokens(&self.new, block)?;
            }
            self.whole(&self.new, &item, Change::PutIn)
        };
        blocks.iter().map(put_in).collect()
    }
}

fn paragraph(text: &str) -> Element {
    edit::element("w:p", &[], vec![edit::run(None, vec![edit::words("w:t", text)])])
}

fn value(text: &str) -> Option<Decimal> {
    text.trim_end_matches('%').parse().ok()
}

fn difference(old: &str, new: &str) -> Option<String> {
    let by = value(new)?.exact() - value(old)?.exact();
    let decimals = |text: &str| {
        let digits = text.trim_end_matches('%').split_once('.')?.1.len();
        u32::try_from(digits).ok()
    };
    let places = decimals(old).max(decimals(new)).unwrap_or(0);
    let printed = round(&by, places, Rounding::HalfUp)?;
    let sign = if by > Zero::zero() { "+" } else { "" };
    Some(format!("{sign}{printed}"))
}
