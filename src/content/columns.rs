//! The columns that a table of an outline may have. A new column is a line here.

use crate::document::Align;
use crate::figures::By;

/// A column by its name in outlines.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name in outlines.
    pub name: &'static str,
    /// The header unless the outline gives another.
    pub header: &'static str,
    /// Where its cells stand.
    pub align: Align,
    /// Share of the table's width.
    pub width: u16,
    /// What its cells hold.
    pub content: Content,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// The row's name.
    Name,
    /// The row's class; equal ones are merged.
    Class,
    /// The figure, or the word, of the row that has the column's name.
    Figure,
}

const fn figure(name: &'static str, header: &'static str, width: u16) -> Column {
    Column { name, header, align: Align::Decimal, width, content: Content::Figure }
}

const fn word(name: &'static str, header: &'static str, width: u16) -> Column {
    Column { name, header, align: Align::Centre, width, content: Content::Figure }
}

/// Every column with a name of its own; others hold the figure that they are named after.
pub const COLUMNS: &[Column] = &[
    Column {
        name: "unit",
        header: "单位",
        align: Align::Centre,
        width: 22,
        content: Content::Name,
    },
    Column {
        name: "class",
        header: "分类",
        align: Align::Centre,
        width: 12,
        content: Content::Class,
    },
    Column {
        name: "rank",
        header: "排名",
        align: Align::Centre,
        width: 7,
        content: Content::Figure,
    },
    Column {
        name: "city_rank",
        header: "市级排名",
        align: Align::Centre,
        width: 12,
        content: Content::Figure,
    },
    Column {
        name: "previous_city_rank",
        header: "上期市级排名",
        align: Align::Centre,
        width: 14,
        content: Content::Figure,
    },
    Column {
        name: "previous_rank",
        header: "上期排名",
        align: Align::Centre,
        width: 10,
        content: Content::Figure,
    },
    figure("rank_change", "环比变化", 12),
    figure("assessed", "纳入考评", 12),
    figure("rated", "参评", 10),
    figure("responded", "响应", 10),
    figure("resolved", "解决", 10),
    figure("satisfied", "满意", 10),
    figure("basic", "基本满意", 12),
    figure("both_positive", "双满", 10),
    figure("both_negative", "双否", 10),
    figure("one_negative", "单否", 10),
    figure("resolved_basic", "解决、基本满意", 16),
    figure("response", "响应率", 11),
    figure("resolution", "解决率", 11),
    figure("satisfaction", "满意率", 11),
    figure("bonus", "加分项", 10),
    figure("score", "综合成绩", 12),
    figure("city_score", "市级成绩", 12),
    figure("tickets", "诉求量（件）", 14),
    figure("residents", "常住人口（万人）", 16),
    figure("per_10k", "万人诉求比（件/万人）", 18),
    figure("previous_per_10k", "上期万人诉求比（件/万人）", 18),
    figure("change", "变化", 12),
    figure("count", "件数", 10),
    figure("lead", "主办", 10),
    figure("co_handled", "从办", 10),
    figure("previous", "上期件数", 12),
    figure("share", "占比", 11),
    figure("district_share", "全区占比", 12),
    figure("closed", "已办结", 10),
    figure("median_hours", "办结用时中位数（小时）", 16),
    figure("p90_hours", "九成办结用时（小时）", 16),
    figure("score_change", "比上期", 11),
    figure("place_change", "名次变化", 12),
    word("role", "主办/从办", 12),
    word("category", "诉求分类", 24),
    word("community", "被反映社区", 28),
];

/// The column of a name, or one that holds the figure of that name.
pub(super) fn column(name: &str) -> Column {
    COLUMNS
        .iter()
        .find(|column| column.name == name)
        .copied()
        .unwrap_or_else(|| figure("", "", 12))
}

/// What a row's name is called in tables of a list.
pub(super) fn name_header(list: &str) -> &'static str {
    let last = list.rsplit('.').next();
    if let Some(by) = By::ALL.into_iter().find(|by| Some(by.key()) == last) {
        return by.name();
    }
    match last {
        Some("outcomes") => return "评价结果",
        Some("unresolved") => return "工单编号",
        Some(_) | None => {}
    }
    match list.split('.').next() {
        Some("towns") => "镇街",
        Some("departments") => "部门",
        Some("districts") => "区",
        Some("course") => "考核期",
        _ => "单位",
    }
}
