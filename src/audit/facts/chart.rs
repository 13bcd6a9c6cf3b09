//! Charts as values by name: native ones by their data, pictures by their texts.

use std::collections::BTreeSet;

use super::Series;
use super::printed::Printed;
use super::words::{self, Measure, Period, Scope};
use crate::audit::manuscript::{Block, Drawing, Manuscript};
use crate::audit::numbers::numbers;
use crate::audit::places::{self, Spot};

/// Charts whose values are known: native ones by their data, pictures by their texts.
pub(super) fn series(manuscript: &Manuscript) -> Vec<Series> {
    let mut all = Vec::new();
    for (at, block) in manuscript.blocks.iter().enumerate() {
        let Block::Drawing(drawing) = block else { continue };
        let points = points(drawing);
        if points.len() < 3 {
            continue;
        }
        let names: BTreeSet<&str> =
            points.iter().map(|(name, _)| name.as_str()).collect();
        // Several series of one chart would be taken for one.
        if names.len() < points.len() {
            continue;
        }
        let caption = chart_caption(manuscript, at);
        let label = places::label(caption).unwrap_or_else(|| "图".to_owned());
        let words = format!("{}{caption}", drawing.alt.split('：').next().unwrap_or(""));
        let measure = match words::measure(&words) {
            Some((measure, ..)) => measure,
            None if drawing.alt.contains("件/万人") => Measure::PerTenThousand,
            None => Measure::Count(
                words::count(&words).map_or_else(String::new, str::to_owned),
            ),
        };
        all.push(Series {
            spot: Spot { block: at, cell: None },
            label,
            measure,
            scope: Scope::of(&words),
            period: Period::of(&words).0,
            points,
        });
    }
    all
}

fn chart_caption(manuscript: &Manuscript, at: usize) -> &str {
    let text = |at: Option<usize>| match at.and_then(|at| manuscript.blocks.get(at)) {
        Some(Block::Paragraph(it)) => it.text.trim(),
        _ => "",
    };
    let near = [Some(at + 1), at.checked_sub(1), Some(at + 2), at.checked_sub(2)];
    near.into_iter()
        .map(text)
        .find(|text| text.starts_with('图'))
        .unwrap_or_default()
}

fn points(drawing: &Drawing) -> Vec<(String, Printed)> {
    if !drawing.points.is_empty() {
        let number = |text: &str| numbers(text).first().and_then(Printed::of);
        let points = drawing.points.iter();
        return points
            .filter_map(|(name, value)| Some((bare(name), number(value)?)))
            .collect();
    }
    let alt = &drawing.alt;
    let mut points = Vec::new();
    for number in numbers(alt) {
        let before = alt.get(..number.range.start).unwrap_or_default();
        let name = before
            .rsplit(['，', '：', '。', '；', '、'])
            .next()
            .unwrap_or_default();
        let name = bare(name);
        if name.is_empty() || name.chars().any(|c| c.is_ascii_digit()) {
            continue;
        }
        points.extend(Printed::of(&number).map(|number| (name, number)));
    }
    points
}

fn bare(name: &str) -> String {
    name.split_whitespace().collect()
}
