//! Characters that cannot be printed, told where they were written.

use super::Loaded;
use super::texts::{self, Confirmed};
use crate::checks::Text;
use crate::diagnostics::{Place, Problem};
use crate::document::Document;
use crate::writers::pdf;

/// A warning for each character that the PDF cannot show.
pub(super) fn problems(loaded: &Loaded, document: &Document) -> Vec<Problem> {
    let confirmed = Confirmed::of(&loaded.project);
    let texts = texts::of(&loaded.project, &loaded.layout, &confirmed);
    let texts = texts.into_iter().map(|Text { text, place, .. }| (text, place));
    let sources: Vec<(&str, Place)> = texts.chain(districts(loaded)).collect();
    let places = |character: char| {
        let holding = sources.iter().filter(|(text, _)| text.contains(character));
        holding.map(|(_, place)| place.clone()).collect()
    };
    pdf::unprintable(document, &loaded.layout.style, &places)
}

/// The districts' names with their rows.
fn districts(loaded: &Loaded) -> Vec<(&str, Place)> {
    let (Some(export), Some(districts)) =
        (&loaded.project.exports.districts, &loaded.tickets.districts)
    else {
        return Vec::new();
    };
    let mut readings = loaded.tickets.readings.iter();
    let reading = readings.find(|reading| reading.file == export.name);
    let sheet = reading.map_or_else(String::new, |reading| reading.sheet.clone());
    let place = |row| Place::Cell {
        path: export.name.clone(),
        sheet: sheet.clone(),
        cell: format!("第{row}行"),
    };
    let names = districts.iter();
    names
        .map(|count| (count.district.as_str(), place(count.row)))
        .collect()
}
