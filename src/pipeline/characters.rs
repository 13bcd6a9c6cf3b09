//! Characters that cannot be printed, told where they were written.

use super::Loaded;
use crate::config::{Case, CaseImage};
use crate::content::Frame;
use crate::diagnostics::{Place, Problem};
use crate::document::{Document, Imprint, ImprintRow, Masthead, Signature};
use crate::writers::pdf;

/// A warning for each character that the PDF cannot show.
pub(super) fn problems(loaded: &Loaded, document: &Document) -> Vec<Problem> {
    let sources = sources(loaded);
    let places = |character: char| {
        let holding = sources.iter().filter(|(text, _)| text.contains(character));
        holding.map(|(_, place)| place.clone()).collect()
    };
    pdf::unprintable(document, &loaded.layout.style, &places)
}

/// Every text that someone has written and that is printed, with its place.
fn sources(loaded: &Loaded) -> Vec<(&str, Place)> {
    let mut sources = Vec::new();
    let project = &loaded.project;
    for Case { title, unit, paragraphs, images, confirmed: _ } in &project.cases {
        let captions = images.iter().flat_map(|CaseImage { caption, alt, .. }| {
            [caption, alt].into_iter().flatten()
        });
        let spots = std::iter::once(title).chain(unit).chain(paragraphs).chain(captions);
        sources.extend(spots.map(|spot| (spot.value.as_str(), spot.place())));
    }
    let names = project.unit_names.iter();
    sources.extend(names.map(|name| (name.value.as_str(), name.place())));
    let frame = frame(loaded).into_iter();
    sources.extend(frame.map(|(text, key)| (text, project.places.of(&key))));
    sources.extend(districts(loaded));
    sources
}

/// The texts of bulletin.yaml with their keys.
fn frame(loaded: &Loaded) -> Vec<(&str, String)> {
    let Frame { title, masthead, addressee, attachments, signature, imprint } =
        &loaded.frame;
    let mut texts = vec![
        (loaded.project.district.as_str(), "district".to_owned()),
        (loaded.project.office.as_str(), "office".to_owned()),
    ];
    let numbered = |(n, text), key: &str| (text, format!("{key}[{n}]"));
    texts.extend(strings(title).map(|line| numbered(line, "title")));
    if let Some(Masthead { name, issue, document_number, office: _, date: _ }) = masthead
    {
        let parts = [(Some(name), "name"), (issue.as_ref(), "issue")];
        let parts = parts
            .into_iter()
            .chain([(document_number.as_ref(), "document_number")]);
        let parts = parts.filter_map(|(text, key)| Some((text?.as_str(), key)));
        texts.extend(parts.map(|(text, key)| (text, format!("masthead.{key}"))));
    }
    texts.extend(addressee.iter().map(|text| (text.as_str(), "addressee".to_owned())));
    texts.extend(strings(attachments).map(|name| numbered(name, "attachments")));
    if let Some(Signature { issuer, date: _ }) = signature
        && *issuer != loaded.project.office
    {
        texts.push((issuer, "signature.issuer".to_owned()));
    }
    for (n, ImprintRow { left, right }) in rows(imprint.as_ref()).iter().enumerate() {
        texts.push((left, format!("imprint[{n}].left")));
        texts.push((right, format!("imprint[{n}].right")));
    }
    texts
}

fn strings(texts: &[String]) -> impl Iterator<Item = (usize, &str)> {
    texts.iter().map(String::as_str).enumerate()
}

fn rows(imprint: Option<&Imprint>) -> &[ImprintRow] {
    imprint.map_or(&[], |Imprint { rows }| rows)
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
