//! Tables and charts whose data are not there: what they show is known by their captions
//! and headers alone.

use super::edits::{Entry, Sure};
use super::grid::Grid;
use super::known::Catalogue;
use super::sense::{Scope, Sense};
use super::tables::{self, Matched};
use crate::document::ChartForm;
use crate::figures::Measure;
use crate::layout;

/// What rows are called, and the list that they are of; of several the first counts.
const LISTS: [(&[&str], &str); 8] = [
    (&["街镇", "镇街", "乡镇", "街道", "属地"], "towns"),
    (&["部门", "委办局"], "departments"),
    (&["渠道", "来源"], "accepted.channels"),
    (&["诉求类型", "工单类型", "来电类型"], "accepted.types"),
    (&["二级分类", "小类"], "accepted.subcategories"),
    (&["问题", "分类", "类别", "一级分类"], "accepted.categories"),
    (&["社区", "村居"], "accepted.communities"),
    (&["各区", "区名", "行政区"], "districts"),
];

/// What headers of units say, and the measure; those that say more come first.
const OF_UNITS: &[(&str, &str)] = &[
    ("市级排名", "city_rank"),
    ("排名变化", "place_change"),
    ("名次变化", "place_change"),
    ("上月排名", "previous_rank"),
    ("上期排名", "previous_rank"),
    ("上月", ""),
    ("上期", ""),
    ("同期", ""),
    ("环比", ""),
    ("同比", ""),
    ("排名", "rank"),
    ("名次", "rank"),
    ("考评", "assessed"),
    ("考核件", "assessed"),
    ("参评", "rated"),
    ("响应率", "response"),
    ("联系率", "response"),
    ("解决率", "resolution"),
    ("满意", "satisfaction"),
    ("加分", "bonus"),
    ("得分", "score"),
    ("成绩", "score"),
];

/// The same of groups of tickets.
const OF_GROUPS: &[(&str, &str)] = &[
    ("上月", "previous"),
    ("上期", "previous"),
    ("环比", "change"),
    ("占比", "share"),
    ("比重", "share"),
    ("同比", ""),
    ("同期", ""),
    ("本月", "count"),
    ("件", "count"),
    ("量", "count"),
];

/// The same of districts.
const OF_DISTRICTS: &[(&str, &str)] = &[
    ("上月", ""),
    ("上期", ""),
    ("环比", "change"),
    ("变化", "change"),
    ("排名", "rank"),
    ("人口", "residents"),
    ("万人", "per_10k"),
    ("诉求量", "tickets"),
];

fn measures(list: &str) -> &'static [(&'static str, &'static str)] {
    match list {
        "districts" => OF_DISTRICTS,
        list if list.starts_with("accepted.") => OF_GROUPS,
        _ => OF_UNITS,
    }
}

fn measure(list: &str, header: &str) -> Option<&'static str> {
    let known = measures(list).iter().find(|(word, _)| header.contains(word))?;
    Some(known.1).filter(|measure| !measure.is_empty())
}

/// The list that some words are of, as far as the data do not give it.
fn list(catalogue: &Catalogue<'_>, rows: &str, words: &str) -> Option<String> {
    let is = |of: &[&str]| of.iter().any(|word| rows.contains(word));
    let (_, list) = LISTS.into_iter().find(|(of, _)| is(of))?;
    let has_score = ["率", "分", "成绩", "排名"].iter().any(|word| words.contains(word));
    let list = match list {
        "towns" if !has_score => "accepted.towns",
        "towns" => match Sense::of_words(words, &catalogue.names).scope {
            Some(Scope::Direct) => "towns.direct",
            Some(Scope::Transferred) => "towns.transferred",
            Some(Scope::All) | None => "towns.all",
        },
        list => list,
    };
    let known = catalogue.statistics.list(list);
    known
        .is_none_or(|known| known.rows.is_empty())
        .then(|| list.to_owned())
}

/// The list that a table shows; none where the data give it or no word tells.
pub(super) fn table(
    catalogue: &Catalogue<'_>,
    grid: &Grid,
    caption: &str,
) -> Option<Matched> {
    let is_name = |x: &usize| {
        let header = grid.headers.get(*x).map_or("", String::as_str);
        let cells = (0..grid.rows.len()).map(|y| grid.cell(y, *x));
        let is_words =
            cells.clone().all(|cell| !cell.contains(|c: char| c.is_ascii_digit()));
        let is_list = LISTS
            .iter()
            .any(|(of, _)| of.iter().any(|word| header.contains(word)));
        is_words && is_list
    };
    // 类别 and 部门: the last of them names the rows, the others their class.
    let name = (0..grid.headers.len()).rfind(is_name)?;
    let words = format!("{caption}{}", grid.headers.concat());
    let list = list(catalogue, grid.headers.get(name)?, &words)?;
    let mut left = Vec::new();
    let mut entries = Vec::new();
    let mut columns: Vec<layout::Column> = Vec::new();
    for (x, header) in grid.headers.iter().enumerate() {
        let known = measure(&list, header);
        let figure = match known {
            _ if x == name => "unit",
            None if is_name(&x) => "class",
            Some(known) if columns.iter().all(|column| column.figure != known) => known,
            Some(_) | None => {
                left.push(format!("“{header}”一列没有对应的数字，没有带过来"));
                ""
            }
        };
        if !["unit", "class"].contains(&figure) {
            let rows = 0..grid.rows.len();
            let of = |y| entry(grid, (y, x), name, (&list, figure));
            entries.extend(rows.filter_map(of));
        }
        if !figure.is_empty() {
            let own = Measure::find(figure).map_or("", |known| known.header);
            let header = (own != header).then(|| header.clone());
            columns.push(layout::Column {
                figure: figure.to_owned(),
                header,
                width: None,
            });
        }
    }
    let first = caption.contains("前").then_some(grid.rows.len());
    let has_figures = columns.iter().any(|it| Measure::find(&it.figure).is_some());
    has_figures.then(|| Matched {
        table: layout::Table {
            name: None,
            caption: String::new(),
            rows: list,
            first,
            last: None,
            columns,
            note: Vec::new(),
        },
        entries,
        left,
    })
}

/// What a number of a column became; the column is nobody's where the figure is empty.
fn entry(
    grid: &Grid,
    (y, x): (usize, usize),
    name: usize,
    (list, figure): (&str, &str),
) -> Option<Entry> {
    let told = tables::unknown(grid, y, x, name)?;
    if figure.is_empty() {
        return Some(told);
    }
    let became = format!("{list}.{}.{figure}", grid.cell(y, name));
    Some(Entry { became, sure: Sure::Named, ..told })
}

/// The list that a chart shows, by its caption.
pub(super) fn chart(catalogue: &Catalogue<'_>, caption: &str) -> Option<layout::Chart> {
    let list = list(catalogue, caption, caption)?;
    let measure = measure(&list, caption)?;
    Some(layout::Chart {
        name: None,
        form: ChartForm::Columns,
        subject: vec![format!("{list}.{measure}")],
        across: None,
        across_first: None,
        mark: (list == "districts").then(|| "own".to_owned()),
        caption: String::new(),
        unit: None,
        first: None,
        last: None,
        charts: None,
    })
}
