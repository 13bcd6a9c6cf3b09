//! Units of measure that headers name, （人） where 万人 is usual, and numbers that none
//! of them makes likely.

use super::spelling::plain;
use super::table::Layout;
use super::{Column, Decimal};
use crate::diagnostics::{Code, Problem, Severity};

/// What numbers of a column are counted in, and the power of ten that is usual.
const COLUMNS: &[(Column, &[&str], i32)] = &[
    (Column::Residents, &["人", "口", "人口"], 4),
    (Column::TicketCount, TICKETS, 0),
    (Column::PreviousTicketCount, TICKETS, 0),
    (Column::Count, TICKETS, 0),
];
const TICKETS: &[&str] = &["件", "件次", "宗", "起", "个", "张", "单", "条", "次"];
/// Units that such columns cannot be in.
const STRANGE: &[&str] =
    &["户", "家", "元", "%", "‰", "人次", "平方公里", "天", "分", "个百分点"];
const POWERS: &[(char, i32)] = &[('十', 1), ('百', 2), ('千', 3), ('万', 4), ('亿', 8)];

/// By which power of ten a column's numbers are multiplied to be in the usual unit.
///
/// # Errors
/// The unit, when its numbers cannot be brought to the usual one.
fn scale(column: Column, title: &str) -> Result<i32, String> {
    let Some((_, bases, usual)) = COLUMNS.iter().find(|(known, ..)| *known == column)
    else {
        return Ok(0);
    };
    for remark in remarks(&plain(title)) {
        let remark = remark.trim_start_matches("单位").trim_start_matches(':');
        let (power, base) = power(remark);
        if bases.contains(&base) || base.is_empty() && !remark.is_empty() {
            return Ok(power - usual);
        }
        if STRANGE.contains(&base)
            || bases.contains(&base.trim_start_matches(['/', '每']))
        {
            return Err(remark.to_owned());
        }
    }
    Ok(0)
}

/// What stands in brackets.
fn remarks(plain: &str) -> impl Iterator<Item = &str> {
    plain
        .split('(')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once(')')?.0))
}

/// 万件 as 4 and 件.
fn power(unit: &str) -> (i32, &str) {
    let mut power = 0;
    let mut rest = unit;
    while let Some((_, more)) = POWERS.iter().find(|(sign, _)| rest.starts_with(*sign)) {
        power += more;
        rest = rest
            .get(rest.chars().next().map_or(0, char::len_utf8)..)
            .unwrap_or("");
    }
    (power, rest)
}

impl Layout {
    /// Takes the units of measure from the headers; those that cannot be used are told.
    pub(super) fn measure(&mut self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (column, _) in self.header.columns() {
            let title = self.header.title(column);
            match scale(column, title) {
                Ok(0) => {}
                Ok(power) => drop(self.scales.insert(column, power)),
                Err(unit) => {
                    let message = format!("“{title}”的单位“{unit}”不能换算");
                    let problem = Problem::error(Code::UNIT_OF_MEASURE, message)
                        .hint("人口用“人”或“万人”，件数用“件”，请换算后改写表头");
                    problems.push(problem.at(self.cell_place(self.header.row, column)));
                }
            }
        }
        problems
    }

    /// The power of ten by which a column's numbers are multiplied.
    pub(super) fn scale(&self, column: Column) -> i32 {
        self.scales.get(&column).copied().unwrap_or(0)
    }

    /// The problem of a number that is no usual one of its column.
    pub(super) fn implausible(&self, column: Column, number: Decimal) -> Option<Problem> {
        let severity = self.ranges.severity(column, number)?;
        let [least, most] = self.ranges.of(column)?;
        let (title, key) = (self.header.title(column), column.key());
        let (unit, hint) = if column == Column::Residents {
            ("万人", "表里以“人”为单位的，请把表头写成“常住人口（人）”")
        } else {
            ("分", "请核对小数点和百分号")
        };
        let how = match severity {
            Severity::Warning => "这一格在范围之外",
            Severity::Error => "这一格相差十倍以上",
        };
        let message = format!("“{title}”一般在 {least} 到 {most} {unit}之间，{how}");
        let problem = Problem::error(Code::IMPLAUSIBLE, message).hint(format!(
            "{hint}；确实如此的，可在 bulletin.yaml 的 tickets.ranges 中放宽 {key}"
        ));
        Some(Problem { severity, ..problem })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_into_the_usual_unit() {
        for (column, title, scaled) in [
            (Column::Residents, "常住人口（人）", Ok(-4)),
            (Column::Residents, "常住人口（万人）", Ok(0)),
            (Column::Residents, "常住人口【单位：千人】", Ok(-1)),
            (Column::Residents, "常住人口(万)", Ok(0)),
            (Column::Residents, "常住人口", Ok(0)),
            (Column::Residents, "常住人口（2023年末）", Ok(0)),
            (Column::Residents, "常住人口（户）", Err("户".to_owned())),
            (Column::Residents, "常住人口（万户）", Err("万户".to_owned())),
            (Column::TicketCount, "诉求量（件）", Ok(0)),
            (Column::TicketCount, "诉求量（必填）（万件）", Ok(4)),
            (Column::TicketCount, "诉求量（％）", Err("%".to_owned())),
            (Column::Score, "综合成绩（%）", Ok(0)),
        ] {
            assert_eq!(scale(column, title), scaled, "{title}");
        }
    }
}
