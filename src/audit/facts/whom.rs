//! Whom a bulletin names: the district or unit that it is of, rows, points, classes, and
//! names with a slip in them.

use std::collections::BTreeSet;

use super::names::Names;
use super::patterns::patterns;
use super::table::{RowKind, TableFacts};
use super::words::GROUPS;
use super::{Facts, Kind, Misspelt, Series};
use crate::audit::manuscript::{Block, Manuscript};
use crate::audit::places;

patterns! {
    MARKED = "图中标出的是([^。，]+)";
}

/// The unit whose issue it is; empty for a bulletin of the district.
pub(super) fn title_subject(
    manuscript: &Manuscript,
    names: &Names,
    own: Option<&str>,
) -> String {
    let texts = places::texts(manuscript);
    let title = texts.iter().find(|(_, text)| !text.trim().is_empty());
    let found = title.and_then(|(_, text)| names.find(text).into_iter().next());
    let is_district = |name: &str| {
        Some(name) == own || (name.ends_with('区') && !name.ends_with("地区"))
    };
    found
        .filter(|it| !is_district(it.name))
        .map_or_else(String::new, |it| it.name.to_owned())
}

/// Words of sentences that are nearly the name of a unit, and stand nowhere else.
pub(super) fn misspelt(facts: &Facts<'_>, names: &Names) -> Vec<Misspelt> {
    let bodies = || facts.paragraphs.iter().filter(|it| it.kind == Kind::Body);
    let all: String = bodies().map(|it| it.text).collect();
    let near = bodies().flat_map(|paragraph| {
        let near = names.near(paragraph.text).into_iter();
        near.map(move |(range, name)| (paragraph, range, name))
    });
    near.filter_map(|(paragraph, range, name)| {
        let written = paragraph.text.get(range.clone())?.to_owned();
        let is_single = all.matches(&written).count() == 1;
        is_single.then(|| Misspelt {
            spot: paragraph.spot,
            range,
            written,
            name: name.to_owned(),
        })
    })
    .collect()
}

/// The district that the bulletin is of, where a chart marks it.
pub(super) fn own_name(manuscript: &Manuscript) -> Option<String> {
    manuscript.blocks.iter().find_map(|block| match block {
        Block::Drawing(drawing) => {
            let found = MARKED.captures(&drawing.alt)?;
            let name = found.get(1)?.as_str();
            let is_district = name.ends_with('区') && !name.ends_with("地区");
            is_district.then(|| name.to_owned())
        }
        Block::Paragraph(_) | Block::Table(_) => None,
    })
}

/// Names of rows and points.
pub(super) fn all_names<'t>(
    tables: &'t [TableFacts<'_>],
    series: &'t [Series],
) -> BTreeSet<&'t str> {
    let rows = tables.iter().filter(|table| !table.is_series).flat_map(|table| {
        table
            .rows
            .iter()
            .filter(|row| matches!(row.kind, RowKind::One | RowKind::Part))
    });
    let rows =
        rows.map(|row| row.name.trim_start_matches("其中").trim_start_matches('：'));
    let points = series.iter().flat_map(|it| &it.points).map(|(name, _)| name.as_str());
    rows.chain(points)
        .filter(|name| !GROUPS.iter().any(|(group, _)| name == group))
        .collect()
}

/// Classes of rows.
pub(super) fn classes(tables: &[TableFacts<'_>]) -> Vec<String> {
    let all = tables
        .iter()
        .flat_map(|table| &table.rows)
        .map(|row| row.class.clone());
    let all: BTreeSet<String> = all.filter(|class| class.chars().count() > 1).collect();
    all.into_iter().collect()
}
