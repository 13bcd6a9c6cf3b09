//! What changed between two bulletins, as a workbook.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::new_sheet;
use super::sheet::{Column, Formats, Sheet, Value};
use crate::files;
use crate::ledger::{Changes, Ledger, Moved, Reworded};

pub(super) fn fill(changes: &Changes, new: &Ledger) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = super::started(new)?;
    let formats = &mut Formats::new();
    figures(&mut workbook, formats, changes)?;
    if changes.is_same_period {
        sentences(&mut workbook, formats, changes)?;
    }
    workbook.save_to_buffer().map(files::as_on_unix)
}

fn figures(
    workbook: &mut Workbook,
    formats: &mut Formats,
    changes: &Changes,
) -> Result<(), XlsxError> {
    let [old, new] = &changes.titles;
    let caption = format!("数字变化：{old} → {new}");
    let columns = [
        ("位置", 46.0),
        ("口径", 50.0),
        ("原数", 16.0),
        ("新数", 16.0),
        ("差", 18.0),
        ("名称", 44.0),
    ]
    .map(|(header, width)| Column::new(header, width));
    let sheet = new_sheet(workbook)?;
    let mut sheet = Sheet::start(sheet, formats, "数字", Some(&caption), &columns)?;
    for Moved { key, definition, kind, old, new, values, difference, places } in
        &changes.figures
    {
        let [before, now] = *values;
        let number = |text: &Option<String>, value| match text {
            Some(text) => Value::number(text, value, *kind),
            None => Value::centred("无"),
        };
        let places: Vec<String> = places.iter().map(ToString::to_string).collect();
        let places = match places.is_empty() {
            true => "（未印出）".to_owned(),
            false => places.join("；"),
        };
        sheet.row(&[
            Value::words(places),
            Value::words(definition),
            number(old, before),
            number(new, now),
            Value::words(difference.clone().unwrap_or_default()),
            Value::words(key),
        ])?;
    }
    sheet.end(&[])
}

fn sentences(
    workbook: &mut Workbook,
    formats: &mut Formats,
    changes: &Changes,
) -> Result<(), XlsxError> {
    let columns = [("位置", 40.0), ("原文", 60.0), ("新文", 60.0)]
        .map(|(header, width)| Column::new(header, width));
    let sheet = new_sheet(workbook)?;
    let mut sheet = Sheet::start(sheet, formats, "语句", None, &columns)?;
    for Reworded { place, old, new } in &changes.sentences {
        let words = |text: &Option<String>| match text {
            Some(text) => Value::words(text),
            None => Value::centred("无"),
        };
        sheet.row(&[Value::words(place.to_string()), words(old), words(new)])?;
    }
    sheet.end(&[])
}
