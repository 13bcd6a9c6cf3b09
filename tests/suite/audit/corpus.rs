//! Single errors of every kind planted into clean bulletins: how many are found where they
//! stand.
//!
//! `planted.tsv` has one error a line: bulletin, kind, place in the file, what stands
//! there, what is put there, and words of the place that must be told. `other.docx` is a
//! bulletin in another district's style.

#![expect(
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "the measurement is read by people"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use bulletin::pipeline::{self, Options};
use bulletin::writers::docx;
use regex::Regex;

use super::plant::{self, Found, REFERENCE};

const PLANTED: &str = include_str!("planted.tsv");
const OTHER: &[u8] = include_bytes!("other.docx");
const HANDMADE: &[u8] = include_bytes!("handmade.docx");

/// The bulletin of an example; of a unit, its issue.
fn example(name: &str, unit: Option<&str>) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
    let (loaded, problems) = pipeline::load(&folder, &|_| {});
    let loaded = loaded.expect("the example loads");
    let document = match unit {
        Some(unit) => pipeline::issue(&loaded, unit).unwrap().composed.document,
        None => pipeline::compose(&loaded, problems, Options::default()).document,
    };
    docx::write(&document, &loaded.layout.style).unwrap()
}

static UNIT: LazyLock<Vec<u8>> = LazyLock::new(|| example("2023-09", Some("不老屯镇")));
static ANALYSIS: LazyLock<Vec<u8>> = LazyLock::new(|| example("2023-09-analysis", None));
static OCTOBER: LazyLock<Vec<u8>> = LazyLock::new(|| example("2023-10", None));

fn clean(name: &str) -> &'static [u8] {
    match name {
        "九月" => &REFERENCE.2,
        "十月" => &OCTOBER,
        "单位" => &UNIT,
        "分析" => &ANALYSIS,
        "手工" => HANDMADE,
        _ => OTHER,
    }
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

/// The words of a stretch of XML.
fn text(xml: &str) -> String {
    let runs = pattern(r"<w:t(?: [^>]*)?>([^<]*)</w:t>");
    runs.captures_iter(xml).map(|run| run[1].to_owned()).collect()
}

/// The stretch with words replaced, also where they go over several runs.
fn replaced(xml: &str, old: &str, new: &str) -> String {
    let runs = pattern(r"<w:t(?: [^>]*)?>([^<]*)</w:t>");
    let whole = text(xml);
    let start = whole.find(old).unwrap_or_else(|| panic!("no “{old}” in “{whole}”"));
    let end = start + old.len();
    let (mut out, mut copied, mut at) = (String::new(), 0, 0);
    let mut put = Some(new);
    for run in runs.captures_iter(xml) {
        let words = run.get(1).unwrap();
        let (from, to) = (at, at + words.len());
        at = to;
        let (low, high) = (from.max(start), to.min(end));
        if low < high {
            out.push_str(&xml[copied..words.start()]);
            out.push_str(&words.as_str()[..low - from]);
            out.push_str(put.take().unwrap_or_default());
            out.push_str(&words.as_str()[high - from..]);
            copied = words.end();
        }
    }
    out + &xml[copied..]
}

/// The body with one error: in a cell `表1/密云镇/3`, of a row `行1/密云镇/删`, or in the
/// paragraph that has these words.
fn planted(body: &str, place: &str, old: &str, new: &str) -> String {
    let parts: Vec<&str> = place.split('/').collect();
    let ([table, name, column], true) =
        (parts.as_slice(), place.starts_with(['表', '行']) && parts.len() == 3)
    else {
        let paragraphs = pattern(r"(?s)<w:p[ >].*?</w:p>");
        let mut all = paragraphs.find_iter(body);
        let found = all.find(|paragraph| text(paragraph.as_str()).contains(place));
        let found = found.unwrap_or_else(|| panic!("no “{place}”"));
        let changed = replaced(found.as_str(), place, &place.replacen(old, new, 1));
        return format!("{}{changed}{}", &body[..found.start()], &body[found.end()..]);
    };
    let number: usize = table.trim_start_matches(['表', '行']).parse().unwrap();
    let tables = pattern(r"(?s)<w:tbl>.*?</w:tbl>");
    let table_xml = tables.find_iter(body).nth(number - 1).unwrap();
    let rows_of = pattern(r"(?s)<w:tr[ >].*?</w:tr>");
    let cells_of = pattern(r"(?s)<w:tc>.*?</w:tc>");
    let rows: Vec<_> = rows_of.find_iter(table_xml.as_str()).collect();
    let is_named = |row: &regex::Match<'_>| {
        cells_of
            .find_iter(row.as_str())
            .any(|cell| text(cell.as_str()) == *name)
    };
    let at = rows.iter().position(is_named).unwrap_or_else(|| panic!("no {place}"));
    let row = rows[at];
    let (end, with) = match *column {
        "删" => (row.end(), String::new()),
        "重" => (row.end(), row.as_str().repeat(2)),
        "换" => {
            let next = rows[at + 1];
            (next.end(), format!("{}{}", next.as_str(), row.as_str()))
        }
        column => {
            let column: usize = column.parse().unwrap();
            let cell = cells_of.find_iter(row.as_str()).nth(column - 1).unwrap();
            let changed = replaced(cell.as_str(), old, new);
            let (before, after) =
                (&row.as_str()[..cell.start()], &row.as_str()[cell.end()..]);
            (row.end(), format!("{before}{changed}{after}"))
        }
    };
    let (from, to) = (table_xml.start() + row.start(), table_xml.start() + end);
    format!("{}{with}{}", &body[..from], &body[to..])
}

#[test]
fn a_bulletin_of_another_style_is_free_of_findings() {
    assert_eq!(plant::audit(OTHER), []);
}

#[test]
fn nine_in_ten_planted_errors_are_found_where_they_stand() {
    let mut kinds: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut told = String::new();
    for line in PLANTED.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [name, kind, place, old, new, expected] = fields.as_slice() else {
            panic!("six fields: {line}");
        };
        let before = plant::audit(clean(name));
        let word = plant::changed(clean(name), |body| planted(&body, place, old, new));
        let found: Vec<Found> = plant::audit(&word)
            .into_iter()
            .filter(|found| !before.contains(found))
            .collect();
        let is_there = found.iter().any(|(_, spot, ..)| spot.contains(expected));
        let outcome = if is_there { 0 } else { 1 + usize::from(found.is_empty()) };
        kinds.entry(kind).or_default()[outcome] += 1;
        if outcome > 0 {
            told.push_str(&format!("{line}\n    {found:?}\n"));
        }
    }
    let all: usize = kinds.values().flatten().sum();
    let right: usize = kinds.values().map(|counts| counts[0]).sum();
    for (kind, [found, misplaced, missed]) in &kinds {
        println!("{kind}: {found} found, {misplaced} misplaced, {missed} missed");
    }
    assert!(all >= 80, "{all} planted");
    assert!(right * 10 >= all * 9, "{right} of {all}\n{told}");
    let poor = kinds
        .iter()
        .find(|(_, [found, misplaced, missed])| found * 2 < found + misplaced + missed);
    assert_eq!(poor, None, "{told}");
}
