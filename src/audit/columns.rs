//! What the columns of a table hold, told by their headers.

use std::collections::BTreeSet;

use super::manuscript::{Cell, Table};
use super::numbers::{Number, numbers};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A place in an order.
    Rank,
    /// A place among the city's 街乡镇.
    CityRank,
    /// The name of the row.
    Name,
    /// The class within which ranks count.
    Class,
    /// 纳入考评, 参评, 诉求量: how many.
    Count,
    Response,
    Resolution,
    Satisfaction,
    Bonus,
    Score,
    PerTenThousand,
    /// 环比变化.
    Change,
    /// Keeps the decimals that it was given.
    Residents,
    Other,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) kind: Kind,
    /// Whether it holds the last period's.
    pub(super) is_former: bool,
    /// The lowest header above it.
    pub(super) header: String,
}

/// What the rows and columns of a table are.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    pub(super) table: &'a Table,
    /// Rows at the top that tell what the columns hold.
    pub(super) header_rows: usize,
    pub(super) columns: Vec<Column>,
}

impl<'a> Layout<'a> {
    pub(super) fn of(table: &'a Table) -> Self {
        let header_rows = header_rows(table);
        let width = table.rows.iter().map(Vec::len).max().unwrap_or_default();
        let columns = (0..width).map(|x| column(table, header_rows, x)).collect();
        Self { table, header_rows, columns }
    }

    /// What every column holds; the last period's tell nothing of this one.
    pub(super) fn kinds(&self) -> Vec<Kind> {
        let kind =
            |column: &Column| if column.is_former { Kind::Other } else { column.kind };
        self.columns.iter().map(kind).collect()
    }

    pub(super) fn header(&self, x: usize) -> &str {
        self.columns.get(x).map_or("", |column| &column.header)
    }

    /// The name of a row: of the column of names, else its first words.
    pub(super) fn row_name(&self, y: usize) -> Option<String> {
        let row = self.table.rows.get(y)?;
        let named = self.columns.iter().position(|column| column.kind == Kind::Name);
        let is_name = |text: &str| !text.is_empty() && numbers(text).is_empty();
        let cell = match named {
            Some(x) => row.get(x),
            None => row.iter().find(|cell| is_name(&cell.text)),
        };
        let name: String = cell?.text.split_whitespace().collect();
        (!name.is_empty()).then_some(name)
    }

    /// Rows under the header, by their index in the grid; headers that stand again are
    /// left out, and so are rows without any text.
    pub(super) fn data_rows(&self) -> Vec<usize> {
        let texts =
            |row: &[Cell]| row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
        let rows = &self.table.rows;
        let headers: BTreeSet<_> =
            rows.iter().take(self.header_rows).map(|row| texts(row)).collect();
        let rows = rows.iter().enumerate().skip(self.header_rows);
        rows.filter(|(_, row)| !headers.contains(&texts(row)))
            .filter(|(_, row)| row.iter().any(|cell| !cell.text.is_empty()))
            .map(|(y, _)| y)
            .collect()
    }
}

fn header_rows(table: &Table) -> usize {
    const MAX: usize = 4;
    let is_header = |row: &Vec<Cell>| !row.iter().any(|cell| lone_number(cell).is_some());
    let found = table.rows.iter().take(MAX).take_while(|row| is_header(row)).count();
    let found = if found == table.rows.len() { found.min(1) } else { found };
    found.max(table.header_rows)
}

fn column(table: &Table, header_rows: usize, x: usize) -> Column {
    const FORMER: &[&str] =
        &["上期", "上月", "上次", "上年", "去年", "同期", "上轮", "往期"];
    // “考核三率” over “响应率” says nothing more, “上月” over “排名” does.
    let parts = parts(table, header_rows, x);
    let last = parts.last().map_or("", String::as_str);
    let bare = last.split(['（', '(', '/']).next().unwrap_or(last);
    let all = parts.concat();
    let word = FORMER.iter().find(|word| all.contains(**word));
    let bare = word.map_or_else(|| bare.to_owned(), |word| bare.replace(word, ""));
    Column { kind: kind(&bare), is_former: word.is_some(), header: last.to_owned() }
}

/// All that stands above a column, from the top down, titles over the whole table aside.
fn parts(table: &Table, header_rows: usize, x: usize) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for row in table.rows.iter().take(header_rows) {
        let first = row.first().map(|first| &first.text);
        let is_title = row.len() > 1 && row.iter().all(|it| Some(&it.text) == first);
        let Some(cell) = row.get(x).filter(|_| !is_title) else { continue };
        let text: String = cell.text.split_whitespace().collect();
        if !text.is_empty() && parts.last() != Some(&text) {
            parts.push(text);
        }
    }
    parts
}

fn kind(bare: &str) -> Kind {
    let has = |words: &[&str]| words.iter().any(|word| bare.contains(word));
    let is = |words: &[&str]| words.contains(&bare);
    if is(RANKS) {
        return Kind::Rank;
    }
    if is(NAMES) {
        return Kind::Name;
    }
    if is(CLASSES) {
        return Kind::Class;
    }
    let not_the_score = ["市级", "差", "占比", "均", "变化"];
    match () {
        () if has(&["变化", "环比", "升降", "增减", "较上"]) => Kind::Change,
        () if has(&["市级排名", "全市排名", "市排名", "市内排名"]) => {
            Kind::CityRank
        }
        () if has(&["响应率"]) => Kind::Response,
        () if has(&["解决率"]) => Kind::Resolution,
        () if has(&["满意率"]) => Kind::Satisfaction,
        () if has(&["加分"]) => Kind::Bonus,
        () if has(&["成绩", "得分", "总分"]) && !has(&not_the_score) => Kind::Score,
        () if has(&["万人诉求", "万人投诉"]) => Kind::PerTenThousand,
        () if has(&["人口"]) => Kind::Residents,
        () if has(COUNTS) => Kind::Count,
        () => Kind::Other,
    }
}

const RANKS: &[&str] =
    &["排名", "名次", "位次", "区级排名", "区内排名", "综合排名", "本期排名", "本月排名"];
const NAMES: &[&str] = &[
    "镇街",
    "街镇",
    "街乡镇",
    "属地",
    "部门",
    "单位",
    "单位名称",
    "名称",
    "承办单位",
    "区",
    "区名",
    "街道",
    "乡镇",
    "镇街名称",
    "部门名称",
    "主办单位",
];
const CLASSES: &[&str] = &["分类", "类别", "部门分类", "单位分类"];
const COUNTS: &[&str] = &[
    "纳入考评",
    "纳入考核",
    "参评",
    "诉求量",
    "件数",
    "数量",
    "受理量",
    "工单量",
    "工单数",
    "总量",
];

/// What a row that is no single unit's tells of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Summary {
    /// 合计, 总计: the sum of all rows.
    Total,
    /// 小计: the sum of the rows since the last one.
    Subtotal,
    /// 全区, 平均: no sum.
    Other,
}

/// Whether a row sums up others.
pub(super) fn summary(table: &Table, y: usize) -> Option<Summary> {
    table.rows.get(y)?.iter().find_map(|cell| {
        let bare: String = cell.text.split_whitespace().collect();
        match bare.as_str() {
            "合计" | "总计" | "共计" => Some(Summary::Total),
            "小计" => Some(Summary::Subtotal),
            "全区" | "全市" | "平均" | "平均值" | "均值" | "总体" | "全区平均"
            | "全区合计" => Some(Summary::Other),
            _ => None,
        }
    })
}

/// A row that is one cell with words: the heading of those under it.
pub(super) fn is_band(table: &Table, y: usize) -> bool {
    let row = table.rows.get(y).map(Vec::as_slice).unwrap_or_default();
    let first = row.first().map(|cell| cell.text.clone());
    row.len() > 1
        && row.iter().all(|cell| Some(&cell.text) == first.as_ref())
        && row.iter().skip(1).all(|cell| cell.is_continued)
}

/// The number of a cell that holds nothing else.
pub(super) fn lone_number(cell: &Cell) -> Option<Number> {
    let all = numbers(&cell.text);
    let [number] = all.as_slice() else { return None };
    let before = cell.text.get(..number.range.start).unwrap_or_default();
    let after = cell.text.get(number.range.end..).unwrap_or_default();
    let is_unit = |text: &str| {
        text.chars()
            .all(|c| c.is_whitespace() || "↑↓▲▼分件位名个万人/()（）+-".contains(c))
    };
    (is_unit(before) && is_unit(after)).then(|| number.clone())
}
