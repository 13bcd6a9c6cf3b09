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

/// Rows at the top that tell what the columns hold.
pub(super) fn header_rows(table: &Table) -> usize {
    const MAX: usize = 4;
    let is_header = |row: &Vec<Cell>| !row.iter().any(|cell| lone_number(cell).is_some());
    let found = table.rows.iter().take(MAX).take_while(|row| is_header(row)).count();
    let found = if found == table.rows.len() { found.min(1) } else { found };
    found.max(table.header_rows)
}

/// The header of a column, from the top down what differs from the row above: the last.
pub(super) fn header(table: &Table, x: usize) -> String {
    parts(table, x).pop().unwrap_or_default()
}

/// All that stands above a column, from the top down, titles over the whole table aside.
fn parts(table: &Table, x: usize) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for row in table.rows.iter().take(header_rows(table)) {
        let is_title = row.len() > 1
            && row.first().is_some_and(|first| row.iter().all(|it| it.text == first.text));
        let Some(cell) = row.get(x).filter(|_| !is_title) else { continue };
        let text: String = cell.text.split_whitespace().collect();
        if !text.is_empty() && parts.last() != Some(&text) {
            parts.push(text);
        }
    }
    parts
}

/// What every column holds.
pub(super) fn kinds(table: &Table) -> Vec<Kind> {
    let width = table.rows.iter().map(Vec::len).max().unwrap_or_default();
    (0..width).map(|x| kind(&parts(table, x))).collect()
}

fn kind(parts: &[String]) -> Kind {
    let Some(last) = parts.last() else { return Kind::Other };
    // “考核三率” over “响应率” says nothing more, “上月” over “排名” does.
    let all = parts.concat();
    let is_former = ["上期", "上月", "上次", "上年", "去年", "同期", "上轮", "往期"]
        .iter()
        .any(|word| all.contains(word));
    if is_former {
        return Kind::Other;
    }
    let bare = last.split(['（', '(', '/']).next().unwrap_or(last);
    let has = |words: &[&str]| words.iter().any(|word| bare.contains(word));
    let is = |words: &[&str]| words.contains(&bare);
    let no_score_words = ["市级成绩", "变化", "差", "占比", "均"];
    if has(&["变化", "环比", "升降", "增减", "较上"]) {
        Kind::Change
    } else if has(&["市级排名", "全市排名", "市排名", "市内排名"]) {
        Kind::CityRank
    } else if is(&["排名", "名次", "位次", "区级排名", "区内排名", "综合排名", "本期排名", "本月排名"]) {
        Kind::Rank
    } else if is(&["序号"]) {
        Kind::Other
    } else if has(&["响应率"]) {
        Kind::Response
    } else if has(&["解决率"]) {
        Kind::Resolution
    } else if has(&["满意率"]) {
        Kind::Satisfaction
    } else if has(&["加分"]) {
        Kind::Bonus
    } else if has(&["成绩", "得分", "总分"]) && !has(&no_score_words) {
        Kind::Score
    } else if has(&["万人诉求", "万人投诉"]) {
        Kind::PerTenThousand
    } else if has(&["人口"]) {
        Kind::Residents
    } else if is(&["分类", "类别", "部门分类", "单位分类", "类型"]) {
        Kind::Class
    } else if is(&["镇街", "街镇", "街乡镇", "属地", "部门", "单位", "单位名称", "名称", "承办单位", "区", "区名", "街道", "乡镇", "镇街名称", "部门名称", "主办单位"]) {
        Kind::Name
    } else if has(&["纳入考评", "纳入考核", "参评", "诉求量", "件数", "数量", "受理量", "工单量", "工单数", "总量"]) {
        Kind::Count
    } else {
        Kind::Other
    }
}

/// The name of a row: of the column of names, else its first words.
pub(super) fn row_name(table: &Table, y: usize) -> Option<String> {
    let row = table.rows.get(y)?;
    let named = kinds(table).iter().position(|kind| *kind == Kind::Name);
    let is_name = |text: &str| !text.is_empty() && numbers(text).is_empty();
    let cell = match named {
        Some(x) => row.get(x),
        None => row.iter().find(|cell| is_name(&cell.text)),
    };
    let name: String = cell?.text.split_whitespace().collect();
    (!name.is_empty()).then_some(name)
}

/// Rows under the header, by their index in the grid; headers that stand again are left
/// out, and so are rows without any text.
pub(super) fn data_rows(table: &Table) -> Vec<usize> {
    let header_rows = header_rows(table);
    let texts = |row: &[Cell]| row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
    let headers: BTreeSet<_> =
        table.rows.iter().take(header_rows).map(|row| texts(row)).collect();
    let rows = table.rows.iter().enumerate().skip(header_rows);
    rows.filter(|(_, row)| !headers.contains(&texts(row)))
        .filter(|(_, row)| row.iter().any(|cell| !cell.text.is_empty()))
        .map(|(y, _)| y)
        .collect()
}

/// Whether a row sums up others: 合计, 总计, 小计, 全区.
pub(super) fn is_total(table: &Table, y: usize) -> bool {
    let row = table.rows.get(y).map(Vec::as_slice).unwrap_or_default();
    row.iter().any(|cell| total_word(&cell.text).is_some())
}

/// The word by which a cell marks its row as a sum.
pub(super) fn total_word(text: &str) -> Option<&'static str> {
    let bare: String = text.split_whitespace().collect();
    ["合计", "总计", "小计", "全区", "全市", "平均", "平均值", "均值", "总体", "全区合计", "全区平均"]
        .into_iter()
        .find(|word| bare == *word)
}

/// The number of a cell that holds nothing else.
pub(super) fn lone_number(cell: &Cell) -> Option<Number> {
    let all = numbers(&cell.text);
    let [number] = all.as_slice() else { return None };
    let before = cell.text.get(..number.range.start).unwrap_or_default();
    let after = cell.text.get(number.range.end..).unwrap_or_default();
    let is_unit = |text: &str| {
        text.chars().all(|c| c.is_whitespace() || "↑↓▲▼分件位名个万人/()（）+-".contains(c))
    };
    (is_unit(before) && is_unit(after)).then(|| number.clone())
}
