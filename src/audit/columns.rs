//! What the columns of a table hold, told by their headers and by what stands in them.

use std::collections::BTreeSet;

use super::facts::words::{self, Measure, Period, has_any};
use super::manuscript::{Cell, Table};
use super::numbers::{Number, numbers};

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// 序号.
    Serial,
    /// The name of the row.
    Name,
    /// The class within which ranks count.
    Class,
    /// A figure of the row, ranks among them.
    Figure,
    /// Part of a whole in per cent.
    Share,
    /// A change in per cent.
    Rise,
    /// A difference of two figures, or of two ranks.
    Move,
    /// Words, or numbers that nothing is known of.
    Other,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) role: Role,
    pub(super) measure: Measure,
    pub(super) period: Period,
    /// The lowest header above it.
    pub(super) header: String,
    /// All that stands above it, from the top down.
    pub(super) all: String,
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
        let mut columns: Vec<Column> =
            (0..width).map(|x| column(table, header_rows, x)).collect();
        name_column(table, header_rows, &mut columns);
        Self { table, header_rows, columns }
    }

    pub(super) fn header(&self, x: usize) -> &str {
        self.columns.get(x).map_or("", |column| &column.header)
    }

    /// The name of a row: of the column of names, else its first words.
    pub(super) fn row_name(&self, y: usize) -> Option<String> {
        let row = self.table.rows.get(y)?;
        let named = self.columns.iter().position(|column| column.role == Role::Name);
        let cell = match named.and_then(|x| row.get(x)).filter(|it| !it.text.is_empty()) {
            Some(cell) => Some(cell),
            None => row.iter().find(|cell| is_words(cell)),
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
    let mut found = 0;
    for row in table.rows.iter().take(MAX) {
        // A band over the rows below is no header: only the first row is a title.
        let is_band = found > 0 && is_one(row);
        if !is_header(row) || is_band {
            break;
        }
        found += 1;
    }
    let found = if found == table.rows.len() { found.min(1) } else { found };
    found.max(table.header_rows)
}

/// Whether a row is one cell.
fn is_one(row: &[Cell]) -> bool {
    let first = row.first().map(|cell| &cell.text);
    row.len() > 1
        && row.iter().all(|cell| Some(&cell.text) == first)
        && row.iter().skip(1).all(|cell| cell.is_continued)
}

fn column(table: &Table, header_rows: usize, x: usize) -> Column {
    let parts = parts(table, header_rows, x);
    let last = parts.last().map_or("", String::as_str);
    let all = parts.concat();
    let (period, word) = Period::of(&all);
    // “受理量（件）” over “本月”: the lower header only tells the period.
    let bare = |text: &str| {
        let text = text.split(['（', '(', '/']).next().unwrap_or(text).to_owned();
        let text = word.map_or_else(|| text.clone(), |word| text.replace(word, ""));
        ["本月", "本期", "当月", "当期"]
            .iter()
            .fold(text, |it, now| it.replace(now, ""))
    };
    let own = bare(last);
    let cells = || {
        let rows = table.rows.iter().skip(header_rows);
        rows.filter_map(move |row| row.get(x))
            .filter(|cell| !cell.text.is_empty())
    };
    let is_change = has_any(last, CHANGES) && !has_any(last, "排名前 率变化前");
    let (role, measure) = if is_change {
        change(&all, &cells().collect::<Vec<_>>())
    } else if has_any(&own, "占比 比重 比例 占全 占总") {
        (Role::Share, measure(&parts, &bare))
    } else {
        plain(&own, &parts, &bare)
    };
    let period = if is_change && period == Period::Now { Period::Last } else { period };
    Column { role, measure, period, header: last.to_owned(), all }
}

const CHANGES: &str = "变化 环比 同比 升降 增减 较上 比上 增长 增幅 升幅 涨幅 降幅 \
    减幅 变动";

/// A column of changes, by what stands in it: per cents of counts, else differences.
fn change(all: &str, cells: &[&Cell]) -> (Role, Measure) {
    let numbers: Vec<Number> =
        cells.iter().filter_map(|cell| lone_number(cell)).collect();
    let shares = numbers.iter().filter(|number| number.is_percent).count();
    let says_share =
        has_any(all, "% 率变 增长率 增幅 升幅 涨幅 降幅 减幅") && !has_any(all, "百分点");
    let is_rate = has_any(all, "响应率 解决率 满意率 百分点");
    if (shares * 2 > numbers.len() || (says_share && !numbers.is_empty())) && !is_rate {
        return (Role::Rise, Measure::Count(String::new()));
    }
    let is_rank = has_any(all, RANKS);
    let measure = match words::measure(all) {
        Some((measure, ..)) if !is_rank => measure,
        _ if is_rank && has_any(all, CITY) => Measure::CityRank,
        _ if is_rank => Measure::Rank,
        _ => Measure::Other(String::new()),
    };
    (Role::Move, measure)
}

const RANKS: &str = "排名 名次 位次 排位";
const CITY: &str = "市级排 全市排 市排 市内排 市级名 全市名 市级位 全市位";

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only the kinds that are named are meant here"
)]
fn plain(own: &str, parts: &[String], bare: &dyn Fn(&str) -> String) -> (Role, Measure) {
    let other = Measure::Other(own.to_owned());
    let is = |words: &str| words.split_whitespace().any(|word| word == own);
    match () {
        () if is("序号 序 编号 No.") => (Role::Serial, other),
        () if is(NAMES) => (Role::Name, other),
        () if is(CLASSES) => (Role::Class, other),
        () if has_any(own, CITY) => (Role::Figure, Measure::CityRank),
        () if has_any(own, RANKS) => (Role::Figure, Measure::Rank),
        () => match measure(parts, bare) {
            Measure::Other(_) => (Role::Other, other),
            Measure::Score if has_any(own, "差 均") => (Role::Other, other),
            measure => (Role::Figure, measure),
        },
    }
}

/// The measure that the lowest header names, else one above it.
fn measure(parts: &[String], bare: &dyn Fn(&str) -> String) -> Measure {
    for part in parts.iter().rev() {
        let own = bare(part);
        if let Some((measure, ..)) = words::measure(&own) {
            return measure;
        }
        if let Some(word) = words::count(&own) {
            return Measure::Count(word.to_owned());
        }
        let is_count = !has_any(part, "编号 单号 清单")
            && has_any(part, "件数 数量 诉求量 工单 总量 （件） (件) 量");
        if is_count {
            return Measure::Count(words::bare(&own));
        }
    }
    Measure::Other(parts.concat())
}

/// A column of names without a header that says so: the first of words that differ.
fn name_column(table: &Table, header_rows: usize, columns: &mut [Column]) {
    if columns.iter().any(|column| column.role == Role::Name) {
        return;
    }
    let found = columns.iter().enumerate().find(|(x, column)| {
        let rows = table.rows.iter().skip(header_rows);
        let cells: Vec<&Cell> = rows.filter_map(|row| row.get(*x)).collect();
        let words = cells.iter().filter(|cell| is_words(cell));
        let distinct: BTreeSet<&str> = cells.iter().map(|cell| &*cell.text).collect();
        column.role == Role::Other
            && words.count() * 10 >= cells.len() * 7
            && distinct.len() * 10 >= cells.len() * 7
    });
    if let Some((x, _)) = found
        && let Some(column) = columns.get_mut(x)
    {
        column.role = Role::Name;
    }
}

/// Whether a cell holds words, numbers among them or not: 第03社区, 2023年7月.
fn is_words(cell: &Cell) -> bool {
    cell.text.chars().any(char::is_alphabetic) && lone_number(cell).is_none()
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

const NAMES: &str = "镇街 街镇 街乡镇 属地 部门 单位 单位名称 名称 承办单位 办理单位 \
    责任单位 区 区名 各区 行政区 街道 乡镇 地区 镇街名称 街镇名称 \
    街道名称 部门名称 主办单位 问题类别 问题分类 诉求类别 诉求分类 \
    社区";
const CLASSES: &str = "分类 类别 部门分类 单位分类 类型 组别 工单 派单方式";

/// A row that is one cell with words: the heading of those under it.
pub(super) fn is_band(table: &Table, y: usize) -> bool {
    table.rows.get(y).is_some_and(|row| is_one(row))
}

/// The number of a cell that holds nothing else but its unit.
pub(super) fn lone_number(cell: &Cell) -> Option<Number> {
    let all = numbers(&cell.text);
    let [number] = all.as_slice() else { return None };
    let before = cell.text.get(..number.range.start).unwrap_or_default();
    let after = cell.text.get(number.range.end..).unwrap_or_default();
    let is_unit = |text: &str| {
        text.chars().all(|c| {
            c.is_whitespace() || "↑↓▲▼⬆⬇分件位名第个万人百点宗/()（）+-‰".contains(c)
        })
    };
    (is_unit(before) && is_unit(after)).then(|| number.clone())
}
