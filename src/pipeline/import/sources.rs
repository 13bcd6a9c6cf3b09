//! Where each text of a month's bulletin is written.

use super::super::{Loaded, material};
use super::texts::{outline_of, value_at};
use crate::config::Case;
use crate::content;
use crate::diagnostics::Place;
use crate::review::import::{CasePart, Render, Source, Written};
use crate::wording::Piece;
use crate::yaml::{self, Value};

/// Every text with its source, in the order of the outline.
pub(super) fn written(loaded: &Loaded, render: Render<'_>) -> Vec<Written> {
    let outline = outline_of(&loaded.project);
    let outline = yaml::value(&outline.text).unwrap_or_default();
    let mut written: Vec<Written> = Vec::new();
    let mut cases = loaded.project.cases.iter().enumerate();
    let mut last = String::new();
    for (path, text) in content::printed(&material(loaded, &|_| Place::file("".as_ref())))
    {
        if path.ends_with(".cases.heading") {
            if let Some((n, case)) = cases.next() {
                written.extend(of_case(n, case, text));
            }
            continue;
        }
        let is_text = (path.starts_with("sections") || path == "title[0]")
            && !text.trim().is_empty();
        let Some(template) = template(&outline, &path).filter(|_| is_text) else {
            continue;
        };
        // The sentences of a paragraph stand together.
        let paragraph = path.rsplit_once(".paragraph").map_or("", |(item, _)| item);
        let sentence = (path.clone(), template);
        match written.last_mut() {
            Some(Written { text: whole, source: Source::Outline(sentences) })
                if !paragraph.is_empty() && paragraph == last =>
            {
                whole.push_str(&text);
                sentences.push(sentence);
            }
            _ => {
                let source = Source::Outline(vec![sentence]);
                written.push(Written { text, source });
            }
        }
        paragraph.clone_into(&mut last);
    }
    for (n, edit) in loaded.project.edits.iter().enumerate() {
        let template = edit.text.value.clone();
        let printed = render(&template).unwrap_or_default();
        let text = printed.iter().map(Piece::text).collect();
        written.push(Written { text, source: Source::Edit(n, template) });
    }
    let attachments = &loaded.project.attachments;
    for paragraph in attachments.iter().flat_map(|one| &one.text.paragraphs) {
        let source = Source::Elsewhere("附件在 bulletin.yaml 或它的 Word 文件里改");
        written.push(Written { text: paragraph.value.clone(), source });
    }
    written
}

fn template(outline: &Value, path: &str) -> Option<String> {
    let (value, _) = value_at(outline, path)?;
    value.as_str().map(str::to_owned)
}

fn of_case(n: usize, case: &Case, heading: String) -> Vec<Written> {
    // What lies in a Word file is changed there.
    let is_yaml = |place: Place| matches!(place, Place::Line { .. });
    let elsewhere = Source::Elsewhere("案例在它的 Word 文件里改");
    let source = |place: Place, part| match is_yaml(place) {
        true => Source::Case(n, part),
        false => elsewhere.clone(),
    };
    let title = heading.find(&case.title.value).map(|head| {
        let tail = heading.len() - head - case.title.value.len();
        source(case.title.place(), CasePart::Title(head, tail))
    });
    let title = title.unwrap_or(Source::Elsewhere("案例的标题在提纲里改"));
    let mut written = vec![Written { text: heading, source: title }];
    for (at, paragraph) in case.paragraphs.iter().enumerate() {
        let source = source(paragraph.place(), CasePart::Paragraph(at));
        written.push(Written { text: paragraph.value.clone(), source });
    }
    for (at, image) in case.images.iter().enumerate() {
        let Some(caption) = &image.caption else { continue };
        let source = source(caption.place(), CasePart::Caption(at));
        written.push(Written { text: caption.value.clone(), source });
    }
    written
}
