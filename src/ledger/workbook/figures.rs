//! The sheet 指标: every figure with its proof.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::{Column, Formats, Sheet, Value};
use crate::ledger::{Entry, Ledger, Source};

/// Longer lists of rows are told by their number; the tickets have a sheet of their own.
const ROWS_LENGTH_MAX: usize = 80;

/// Places told of one figure.
const PLACES_MAX: usize = 4;

pub(super) fn write(
    sheet: &mut Worksheet,
    formats: &mut Formats,
    ledger: &Ledger,
) -> Result<(), XlsxError> {
    let columns = [
        ("位置", 40.0),
        ("印出", 14.0),
        ("口径", 42.0),
        ("计算", 60.0),
        ("分子", 12.0),
        ("分母", 12.0),
        ("来源", 36.0),
        ("取数范围", 40.0),
        ("行号", 18.0),
        ("名称", 40.0),
    ]
    .map(|(header, width)| Column::new(header, width));
    let mut sheet = Sheet::start(sheet, formats, "指标", None, &columns)?;
    for entry in &ledger.figures {
        sheet.row(&row(entry))?;
    }
    sheet.end(&[])
}

fn row(entry: &Entry) -> Vec<Value> {
    let Entry { key, numerator, denominator, definition, formula, source, .. } = entry;
    let number = |text: &Option<String>| match text {
        Some(text) => Value::exact(text),
        None => Value::Empty,
    };
    let Source { file, sheet, which, rows } = source.clone().unwrap_or_default();
    let origin = if sheet.is_empty() { file } else { format!("{file}，“{sheet}”") };
    let rows =
        if rows.len() > ROWS_LENGTH_MAX { "见“工单”表".to_owned() } else { rows };
    vec![
        Value::words(places(entry)),
        Value::of(entry),
        Value::words(definition),
        Value::words(formula),
        number(numerator),
        number(denominator),
        Value::words(origin),
        Value::words(which),
        Value::words(rows),
        Value::words(key),
    ]
}

fn places(entry: &Entry) -> String {
    let places = &entry.places;
    let told: Vec<String> = places
        .iter()
        .take(PLACES_MAX)
        .map(|standing| standing.place.to_string())
        .collect();
    match places.len() {
        0 => "（未印出）".to_owned(),
        n if n > PLACES_MAX => format!("{}等{n}处", told.join("；")),
        _ => told.join("；"),
    }
}
