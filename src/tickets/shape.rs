//! What the shape of an export tells: rows that are no records, cells that stand for
//! several rows, rows that nobody sees.

use std::collections::BTreeSet;

use super::Column;
use super::header::Header;
use super::spelling::plain;
use super::table::Layout;
use crate::diagnostics::{Code, Problem};
use crate::sources::{Cell, Merge, Merged, Row, address};

/// Beginnings of what stands under a table, or above it.
const FOOTERS: &[&str] = &[
    "注",
    "备注",
    "说明",
    "数据来源",
    "数据截止",
    "制表",
    "填报",
    "填表",
    "审核",
    "复核",
    "校核",
    "审批",
    "打印",
    "导出",
    "统计",
    "负责人",
    "单位负责人",
    "主管领导",
    "分管领导",
    "联系人",
    "联系电话",
    "经办人",
    "报送",
    "报表",
    "单位:",
    "日期",
    "以下空白",
    "以上",
];

/// A line with nothing but the number of the page is no longer.
const PAGE_CHARACTERS_MAX: usize = 16;
/// Nor is the name of a footer: “单位负责人（签字）”.
const FOOTER_CHARACTERS_MAX: usize = 12;

/// Rows under a header that are not records.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// Columns up to the last one with a header.
    width: usize,
    /// The lines above the header, which pages may repeat.
    titles: BTreeSet<String>,
}

const REMARK: &str = "表下说明";
pub(super) const TOO_LONG: &str = "内容超出表头";

impl Shape {
    pub(super) fn of(head: &[(u32, Vec<Cell<'_>>)], header: &Header) -> Self {
        let above = head.iter().filter(|(number, _)| *number < header.row);
        let texts = above.flat_map(|(_, cells)| cells.iter());
        let titles = texts
            .filter(|cell| !cell.is_blank())
            .map(|cell| plain(&cell.text()).into_owned());
        Self { width: header.width(), titles: titles.collect() }
    }

    /// Why a row is no record: it repeats what stands above the table, or stands below it.
    pub(super) fn aside(&self, header: &Header, row: Row<'_>) -> Option<&'static str> {
        if header.is_repeated_by(row) {
            return Some("重复的表头");
        }
        let mut filled =
            row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank());
        let (at, Cell::Text(first)) = filled.next()? else { return None };
        if !may_stand_aside(first) && self.titles.is_empty() {
            return None;
        }
        let first = plain(first);
        let is_title = |cell: &Cell<'_>| self.titles.contains(&*plain(&cell.text()));
        if self.titles.contains(&*first) && filled.clone().all(|(_, cell)| is_title(cell))
        {
            return Some("重复的标题");
        }
        let is_alone = filled.next().is_none();
        if is_alone && is_page(&first) {
            return Some("页码");
        }
        if is_alone && is_point(&first) {
            return Some(REMARK);
        }
        let word = FOOTERS.iter().find(|word| first.starts_with(*word))?;
        let rest = first.get(word.len()..).unwrap_or_default();
        let name = rest.split(':').next().unwrap_or_default();
        let is_named = word.ends_with(':')
            || (rest.contains(':') || rest.is_empty())
                && name.chars().count() <= FOOTER_CHARACTERS_MAX;
        // A record may begin with such a word, but then it has its number.
        let number = header.index(Column::Number).filter(|index| *index != at);
        let number = number.and_then(|index| row.cells.get(index));
        let is_record = number.is_some_and(|cell| {
            cell.text().chars().filter(char::is_ascii_digit).count() > 3
                && !cell.text().contains([':', '：', '-', '年'])
        });
        (is_alone || is_named && !is_record).then_some(REMARK)
    }

    /// The problem of a row that goes on where no column has a header: a comma without
    /// quotes has moved its cells.
    pub(super) fn too_long(&self, layout: &Layout, row: Row<'_>) -> Option<Problem> {
        let beyond = row.cells.iter().enumerate().skip(self.width);
        let (index, _) = beyond.rev().find(|(_, cell)| !cell.is_blank())?;
        let message = format!(
            "这些行有内容的格比表头多，表头只到第{}列：多半是文字中的逗号没有加引号，后面的格都错了位",
            self.width
        );
        let problem = Problem::error(Code::ROW_TOO_LONG, message)
            .hint("请重新导出为 .xlsx，或给含逗号的文字加上英文双引号；右边确为备注的，请给那一列加上表头");
        Some(problem.at(layout.place(address(row.number, index))))
    }
}

/// Whether a text may be a footer or the number of a page: nearly all rows begin with
/// something else, and to compare them takes time.
fn may_stand_aside(first: &str) -> bool {
    let first = first.trim_start().chars().next();
    first.is_some_and(|c| {
        matches!(c, '第' | '共' | '(' | '（' | '1'..='9')
            || FOOTERS.iter().any(|word| word.starts_with(c))
    })
}

/// “第2页”, “第2页共5页”.
fn is_page(text: &str) -> bool {
    text.starts_with(['第', '共'])
        && text.contains('页')
        && text.chars().count() <= PAGE_CHARACTERS_MAX
}

/// A point of the remarks, or a remark in brackets: “2.数据来自市平台”, “（以下空白）”.
fn is_point(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let after = rest.strip_prefix(['.', '、']).filter(|_| rest.len() < text.len());
    text.starts_with('(')
        || after.is_some_and(|after| after.starts_with(|c: char| !c.is_ascii_digit()))
}

/// The merged cells that stand for several records, with what is to be told of them.
/// Text holds for every row that the cell covers; a number may be that of all of them
/// together, so it is an error.
pub(super) fn merged(mut all: Merged, layout: &Layout) -> (Merged, Vec<Problem>) {
    let header = &layout.header;
    all.retain(|merge| {
        merge.last_row > header.row && header.column_at(merge.column).is_some()
    });
    let of = |is_wanted: fn(Column) -> bool| {
        let column = |merge: &Merge| header.column_at(merge.column);
        all.iter()
            .filter(|merge| column(merge).is_some_and(is_wanted))
            .collect::<Vec<_>>()
    };
    let (numbers, texts) = (of(is_number), of(|column| !is_number(column)));
    let told = |problem: Problem, merges: &[&Merge]| {
        let mut places = merges
            .iter()
            .map(|merge| layout.place(address(merge.first_row, merge.column)));
        let first = places.next()?;
        let mut problem = problem.at(first);
        problem.more = places.collect();
        Some(problem)
    };
    let problems = [
        told(
            Problem::error(
                Code::MERGED_NUMBERS,
                "数字列里有代表多行的合并单元格，看不出各行分别是多少",
            )
            .hint("请在 Excel 中取消合并，逐行填写"),
            &numbers,
        ),
        told(
            Problem::warning(
                Code::MERGED_CELLS,
                "有代表多行的合并单元格，各行都按合并处的内容读取",
            )
            .hint("不是这个意思时，请在 Excel 中取消合并，逐行填写"),
            &texts,
        ),
    ];
    let problems = problems.into_iter().flatten().collect();
    (all, problems)
}

fn is_number(column: Column) -> bool {
    matches!(
        column,
        Column::Count
            | Column::Rank
            | Column::Score
            | Column::TicketCount
            | Column::Residents
            | Column::PreviousTicketCount
    )
}

/// Rows that a filter hides still count: what the user sees is another number.
pub(super) fn hidden(count: usize, layout: &Layout) -> Problem {
    let message = format!("有{count}行被筛选或隐藏，看不见，仍照常计入");
    let problem = Problem::warning(Code::HIDDEN_ROWS, message)
        .hint("只要看得见的行时，请把它们复制到新的工作表，用新表");
    problem.at(layout.place(String::new()))
}
