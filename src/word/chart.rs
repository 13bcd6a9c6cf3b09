//! The data that a chart of Word's own keeps: names and values of its points.

use std::collections::BTreeMap;

use super::Refusal;
use super::body::Reader;
use super::model::{Chart, Series};
use super::xml::Element;

/// The chart that an element names; none when its part is not there.
pub(super) fn read(
    reader: &Reader<'_>,
    element: &Element,
) -> Result<Option<Chart>, Refusal> {
    let Some(part) = element.get("r:id").and_then(|id| reader.target(id)) else {
        return Ok(None);
    };
    let Some(tree) = reader.package.tree(&part)? else { return Ok(None) };
    let mut chart = Chart::default();
    if let Some(title) = tree.root.find("c:title") {
        words(title, &mut chart.title);
    }
    series(&tree.root, &mut chart.series);
    Ok(Some(chart))
}

fn words(element: &Element, out: &mut String) {
    for inner in element.elements() {
        match &*inner.name {
            "a:t" | "c:v" => out.push_str(&inner.text()),
            _ => words(inner, out),
        }
    }
}

fn series(element: &Element, out: &mut Vec<Series>) {
    for inner in element.elements() {
        if &*inner.name != "c:ser" {
            series(inner, out);
            continue;
        }
        let cached = |names: [&str; 2]| {
            let found = names.iter().find_map(|name| inner.child(name));
            found.map(points).unwrap_or_default()
        };
        let mut name = String::new();
        if let Some(title) = inner.child("c:tx") {
            words(title, &mut name);
        }
        let names = cached(["c:cat", "c:xVal"]);
        let points = cached(["c:val", "c:yVal"])
            .into_iter()
            .map(|(at, value)| (names.get(&at).cloned().unwrap_or_default(), value));
        out.push(Series { name, points: points.collect() });
    }
}

/// Points that are kept, by their places; of several levels the one nearest to the chart.
fn points(element: &Element) -> BTreeMap<u32, String> {
    let level = element.find("c:lvl").or_else(|| {
        let caches = ["c:numCache", "c:strCache", "c:numLit", "c:strLit"];
        caches.iter().find_map(|cache| element.find(cache))
    });
    let points = level.into_iter().flat_map(Element::elements);
    points
        .filter(|point| &*point.name == "c:pt")
        .filter_map(|point| {
            let at = point.get("idx")?.parse().ok()?;
            Some((at, point.child("c:v")?.text()))
        })
        .collect()
}
