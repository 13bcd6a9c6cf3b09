//! Tables of Word as lists with columns: by the names of their rows and by their values.

use std::collections::BTreeSet;

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::edits::{Entry, Sure};
use super::grid::Grid;
use super::known::Catalogue;
use super::sense::{Sense, Who};
use crate::content;
use crate::figures::{Figure, List, Measure, Rounding, Statistics, parts, round};
use crate::layout;
use crate::tickets::Decimal;
use crate::wording;

/// Of so many rows in a hundred a list must have the name, and a column the value.
const NAMES_MIN: usize = 80;
const VALUES_MIN: usize = 60;

/// Rows that sum others up.
const SUMS: [&str; 6] = ["合计", "总计", "小计", "平均", "全区", "合 计"];

/// What a table became.
#[derive(Debug, Clone)]
pub(super) struct Matched {
    /// The table as an outline has it; caption and note are still empty.
    pub(super) table: layout::Table,
    /// Its numbers.
    pub(super) entries: Vec<Entry>,
    /// What of it could not be taken over, in Chinese.
    pub(super) left: Vec<String>,
}

/// A list held against a table.
struct Fit<'l, 's> {
    list: &'s List,
    /// The column of the rows' names.
    name: usize,
    /// The row of the list for each row of the table; none for sums.
    rows: Vec<Option<usize>>,
    /// What each column became.
    columns: Vec<Option<Column>>,
    grid: &'l Grid,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    Class,
    Figure(String, usize),
}

/// The list whose rows a table shows.
pub(super) fn matched(
    catalogue: &Catalogue<'_>,
    grid: &Grid,
    caption: &str,
) -> Option<Matched> {
    let statistics = catalogue.statistics;
    let wanted = Sense::of_words(caption, &catalogue.names);
    let fits =
        statistics
            .lists()
            .filter(|list| !list.rows.is_empty())
            .filter_map(|list| {
                let fit = fit(statistics, list, grid)?;
                let values: usize = fit
                    .columns
                    .iter()
                    .flatten()
                    .map(|column| match column {
                        Column::Class => grid.rows.len(),
                        Column::Figure(_, hits) => *hits,
                    })
                    .sum();
                let shown = fit.rows.iter().flatten().count();
                let rest = fit.list.rows.len().saturating_sub(shown);
                let is_named = names_list(&wanted, &list.key);
                (values > 0).then_some((
                    values,
                    is_named,
                    std::cmp::Reverse((rest, list.key.len())),
                    fit,
                ))
            });
    let best = fits.max_by(|a, b| (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2)))?;
    Some(best.3.taken(statistics))
}

/// Whether a caption's words are of a list: 直派 of towns.direct.
fn names_list(wanted: &Sense, list: &str) -> bool {
    use super::sense::Scope;
    let scope = match wanted.scope {
        Some(Scope::Direct) => list.contains("direct"),
        Some(Scope::Transferred) => list.contains("transferred"),
        Some(Scope::All) => list.contains("all"),
        None => true,
    };
    let who = match &wanted.who {
        Some(Who::Towns) => list.starts_with("towns") || list.ends_with("towns"),
        Some(Who::Departments) => list.starts_with("departments"),
        Some(_) | None => true,
    };
    scope && who
}

fn fit<'l, 's>(
    statistics: &'s Statistics,
    list: &'s List,
    grid: &'l Grid,
) -> Option<Fit<'l, 's>> {
    let is_sum = |row: &[String]| row.iter().any(|cell| SUMS.contains(&cell.as_str()));
    let body = grid.rows.iter().filter(|row| !is_sum(row)).count();
    let find = |cell: &str| list.rows.iter().position(|row| row.name == cell);
    let rows_by = |x: usize| -> Vec<Option<usize>> {
        let rows = grid.rows.iter();
        rows.map(|row| if is_sum(row) { None } else { find(row.get(x)?) })
            .collect()
    };
    let by_column = (0..grid.headers.len()).map(|x| (x, rows_by(x)));
    let (name, rows) = by_column
        .max_by_key(|(x, rows)| (rows.iter().flatten().count(), std::cmp::Reverse(*x)))?;
    let hits = rows.iter().flatten().count();
    if hits == 0 || hits * 100 < body * NAMES_MIN {
        return None;
    }
    let measures = measures(statistics, list);
    let column = |x: usize| {
        if x == name {
            return None;
        }
        column(statistics, list, grid, &rows, x, &measures)
    };
    let columns = (0..grid.headers.len()).map(column).collect();
    Some(Fit { list, name, rows, columns, grid })
}

/// The last parts of the names that figures of a list's rows have.
fn measures(statistics: &Statistics, list: &List) -> BTreeSet<String> {
    let keys: BTreeSet<&str> = list.rows.iter().map(|row| row.key.as_str()).collect();
    statistics
        .figures()
        .filter(|figure| keys.contains(parts(&figure.key).0))
        .map(|figure| parts(&figure.key).1.to_owned())
        .collect()
}

fn column(
    statistics: &Statistics,
    list: &List,
    grid: &Grid,
    rows: &[Option<usize>],
    x: usize,
    measures: &BTreeSet<String>,
) -> Option<Column> {
    let shown: Vec<(usize, &crate::figures::Row)> = rows
        .iter()
        .enumerate()
        .filter_map(|(y, row)| Some((y, list.rows.get((*row)?)?)))
        .collect();
    let is_class = |(y, row): &(usize, &crate::figures::Row)| {
        row.class.as_deref().is_some_and(|class| class == grid.cell(*y, x))
    };
    if shown.iter().filter(|it| is_class(it)).count() * 100 >= shown.len() * NAMES_MIN {
        return Some(Column::Class);
    }
    let header = grid.headers.get(x).map_or("", String::as_str);
    // Where the data are not there yet the header alone tells.
    let has_values = |measure: &&String| {
        shown.iter().any(|(_, row)| {
            let figure = statistics.figure(&format!("{}.{measure}", row.key));
            figure.is_some_and(|figure| figure.printed.is_some())
        })
    };
    let by_header = measures.iter().filter(|measure| !has_values(measure));
    let by_header = by_header.max_by_key(|measure| {
        (is_called(statistics, header, measure), std::cmp::Reverse(measure.len()))
    });
    let by_header = by_header.filter(|it| is_called(statistics, header, it) > 0);
    let scored = measures.iter().filter(has_values).filter_map(|measure| {
        let hits = shown.iter().filter(|(y, row)| {
            let figure = statistics.figure(&format!("{}.{measure}", row.key));
            figure.is_some_and(|figure| same(grid.cell(*y, x), figure).is_some())
        });
        let hits = hits.count();
        (hits * 100 >= shown.len() * VALUES_MIN)
            .then(|| (hits, is_called(statistics, header, measure), measure))
    });
    let best = scored.max_by_key(|(hits, called, measure)| {
        (*hits, *called, std::cmp::Reverse(measure.len()))
    });
    match (best, by_header) {
        (Some((hits, _, measure)), _) => Some(Column::Figure(measure.clone(), hits)),
        (None, by_header) => by_header.map(|it| Column::Figure(it.clone(), 1)),
    }
}

/// How far a header is the name of a measure.
fn is_called(statistics: &Statistics, header: &str, measure: &str) -> u8 {
    let words = statistics.words(&format!("x.{measure}"));
    let own = Measure::find(measure).map_or("", |known| known.header);
    match header {
        "" => 0,
        header if header == own || header == words => 2,
        header
            if header.contains(&words)
                || (header.chars().count() > 1 && words.contains(header)) =>
        {
            1
        }
        header if words == "响应率" && header.contains("联系率") => 1,
        header if words == "综合成绩" && header.contains("得分") => 1,
        _ => 0,
    }
}

/// Whether a cell shows a figure, and whether in the program's own way.
fn same(cell: &str, figure: &Figure) -> Option<bool> {
    let own = wording::cell(figure);
    if cell == own || (figure.printed.is_none() && is_blank(cell)) {
        return Some(true);
    }
    let (own, told) = (figure.printed_exact()?, value(cell)?);
    let places = cell.split_once('.').map_or(0, |(_, rest)| {
        u32::try_from(rest.chars().take_while(char::is_ascii_digit).count()).unwrap_or(0)
    });
    let coarser = || {
        let rounded = round(figure.exact.as_ref()?, places, Rounding::HalfUp)?;
        (places > 0 && rounded.exact() == told).then_some(false)
    };
    if own == told { Some(false) } else { coarser() }
}

fn is_blank(cell: &str) -> bool {
    cell.is_empty() || ["—", "-", "－", "/", "——", "–"].contains(&cell)
}

/// What a cell is worth: 12↑, ↓44, +10.73%, 1,234, 持平.
fn value(cell: &str) -> Option<BigRational> {
    if cell == "持平" {
        return Some(BigRational::zero());
    }
    let is_down = cell.contains(['↓', '▼', '⬇', '-', '－']);
    let digits: String =
        cell.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let rest = cell
        .chars()
        .filter(|c| !c.is_ascii_digit() && !".,，%+-－↑↓▲▼⬆⬇件分位名第个".contains(*c));
    if rest.count() > 0 {
        return None;
    }
    let value = digits.parse::<Decimal>().ok()?.exact();
    Some(if is_down { -value.abs() } else { value })
}

impl Fit<'_, '_> {
    fn taken(self, statistics: &Statistics) -> Matched {
        let Self { list, name, rows, columns, grid } = self;
        let shown: Vec<usize> = rows.iter().flatten().copied().collect();
        let all = list.rows.len();
        let is_first = shown.iter().copied().eq(0..shown.len());
        let from = all.saturating_sub(shown.len());
        let is_last = shown.iter().copied().eq(from..all);
        let mut left = Vec::new();
        let mut entries = Vec::new();
        let mut taken: Vec<layout::Column> = Vec::new();
        for (x, header) in grid.headers.iter().enumerate() {
            let figure = match columns.get(x).and_then(Option::as_ref) {
                _ if x == name => "unit",
                Some(Column::Class) => "class",
                Some(Column::Figure(measure, _)) => {
                    for (y, row) in rows.iter().enumerate() {
                        let row = row.and_then(|row| list.rows.get(row));
                        let entry = entry(statistics, (grid, y, x), row, measure, name);
                        entries.extend(entry);
                    }
                    measure
                }
                None => {
                    left.push(format!("“{header}”一列没有对应的数字，没有带过来"));
                    let cells = (0..grid.rows.len()).map(|y| unknown(grid, y, x, name));
                    entries.extend(cells.flatten());
                    continue;
                }
            };
            let own = own_header(statistics, figure);
            let header =
                (own.as_deref() != Some(header.as_str())).then(|| header.clone());
            taken.push(layout::Column { figure: figure.to_owned(), header, width: None });
        }
        for (y, row) in rows.iter().enumerate().filter(|(_, row)| row.is_none()) {
            debug_assert!(row.is_none(), "only rows without a row of the list");
            let told: Vec<&str> =
                grid.rows.get(y).into_iter().flatten().map(String::as_str).collect();
            left.push(format!("“{}”这一行不在列表里，没有带过来", told.join(" ")));
            entries.extend(
                (0..grid.headers.len()).filter_map(|x| unknown(grid, y, x, name)),
            );
        }
        if !is_first && !is_last {
            left.push("各行的次序与列表不同，改按列表的次序".to_owned());
        }
        let part = (shown.len() < all).then_some(shown.len());
        let table = layout::Table {
            name: None,
            caption: String::new(),
            rows: list.key.clone(),
            first: part.filter(|_| is_first || !is_last),
            last: part.filter(|_| is_last && !is_first),
            columns: taken,
            note: Vec::new(),
        };
        Matched { table, entries, left }
    }
}

/// The header of a column unless the outline gives another; none for rows' names.
pub(super) fn own_header(statistics: &Statistics, figure: &str) -> Option<String> {
    let own = statistics.measures().iter().find(|spec| spec.name == figure);
    if let Some(own) = own {
        return Some(own.words.clone());
    }
    let known = content::columns().find(|column| column.name == figure)?;
    (figure != "unit").then(|| known.header.into_owned())
}

fn entry(
    statistics: &Statistics,
    (grid, y, x): (&Grid, usize, usize),
    row: Option<&crate::figures::Row>,
    measure: &str,
    name: usize,
) -> Option<Entry> {
    let row = row?;
    let cell = grid.cell(y, x);
    let key = format!("{}.{measure}", row.key);
    let figure = statistics.figure(&key)?;
    let sure = match same(cell, figure) {
        Some(true) => Sure::Certain,
        Some(false) => Sure::Form(wording::cell(figure)),
        None if figure.printed.is_none() => Sure::Named,
        None => Sure::Other(wording::cell(figure)),
    };
    let is_number = cell.chars().any(|c| c.is_ascii_digit());
    if !is_number && sure == Sure::Certain {
        return None;
    }
    Some(told(grid, (y, x), name, key, sure))
}

pub(super) fn unknown(grid: &Grid, y: usize, x: usize, name: usize) -> Option<Entry> {
    let is_number = grid.cell(y, x).chars().any(|c| c.is_ascii_digit());
    is_number.then(|| told(grid, (y, x), name, String::new(), Sure::Unknown))
}

fn told(
    grid: &Grid,
    (y, x): (usize, usize),
    name: usize,
    became: String,
    sure: Sure,
) -> Entry {
    let header = grid.headers.get(x).map_or("", String::as_str);
    Entry {
        place: format!("第{}行（{}）“{header}”", y + 1, grid.cell(y, name)),
        words: header.to_owned(),
        number: grid.cell(y, x).to_owned(),
        became,
        sure,
        at: 0,
    }
}

/// The numbers of a table that no list gives.
pub(super) fn unknown_cells(grid: &Grid, label: &str) -> Vec<Entry> {
    let places =
        (0..grid.rows.len()).flat_map(|y| (0..grid.headers.len()).map(move |x| (y, x)));
    places
        .filter_map(|(y, x)| {
            let entry = unknown(grid, y, x, 0)?;
            Some(Entry { place: format!("{label}{}", entry.place), ..entry })
        })
        .collect()
}
