//! Ticket numbers: text with its leading zeros, unique in an export.

use compact_str::CompactString;

use super::Column;
use super::account::Fate;
use super::findings::Findings;
use super::record::{Field, Record};
use super::spelling;
use crate::diagnostics::{Code, Problem};
use crate::sources::Cell;

/// Why a row with a number that stood before is left out.
pub(super) const DUPLICATE: &str = "工单编号重复";
/// Why a row with an empty cell is left out.
pub(super) const EMPTY: &str = "必填单元格为空";
/// Why rows are left out where the export lacks a column.
pub(super) const NO_COLUMN: &str = "缺少必需的列";
/// Why a row is left out whose cells do not give what is needed.
pub(super) const UNUSABLE: &str = "内容不全或有误";

/// Spreadsheet programs keep 15 digits of a number.
const EXACT_MAX: f64 = 1e15;

/// The number of a record's ticket, or what becomes of the record without one.
pub(super) fn read(
    record: &Record<'_>,
    findings: &mut Findings,
) -> Result<CompactString, Fate> {
    match record.required(Column::Number, findings) {
        Field::NoColumn => Err(Fate::LeftOut(NO_COLUMN)),
        Field::Empty | Field::Wrong => Err(Fate::LeftOut(EMPTY)),
        Field::Is(number) => {
            check_digits(record, &number, findings);
            check_single(record, findings);
            Ok(CompactString::from(spelling::number(&number)))
        }
    }
}

/// A ticket with a number is one ticket, whatever a column 件数 says.
fn check_single(record: &Record<'_>, findings: &mut Findings) {
    let Field::Is(count) = record.text(Column::Count) else { return };
    if count != "1" && count != "1.0" {
        let (title, number) = (record.title(Column::Count), record.title(Column::Number));
        let message =
            format!("有“{number}”的行只是一件工单，“{title}”应为 1，单元格里是“{count}”");
        let problem = Problem::error(Code::TALLY_SHAPE, message)
            .hint(format!("汇总表请删去“{number}”列；工单明细请删去“{title}”列"));
        findings.add(problem.at(record.place(Column::Count)));
    }
}

/// Long numbers kept as numbers have lost their last digits, so that tickets cannot be
/// told apart.
fn check_digits(record: &Record<'_>, number: &str, findings: &mut Findings) {
    let lost = match record.cell(Column::Number) {
        Some(Cell::Number(number)) => *number >= EXACT_MAX,
        _ => has_exponent(number),
    };
    if lost {
        let title = record.title(Column::Number);
        let message = format!("“{title}”被存为数字，第 15 位以后的数字已丢失");
        let problem = Problem::error(Code::LOST_DIGITS, message)
            .hint("请把这一列设为文本格式，重新导出");
        findings.add(problem.at(record.place(Column::Number)));
    }
}

/// 2.02308E+16, as Excel writes long numbers into CSV.
fn has_exponent(number: &str) -> bool {
    let parts = number.split_once("E+").or_else(|| number.split_once("e+"));
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    parts.is_some_and(|(mantissa, exponent)| {
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        whole.len() == 1 && [whole, fraction, exponent].into_iter().all(is_digits)
    })
}
