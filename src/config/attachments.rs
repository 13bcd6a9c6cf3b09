//! 附件: names alone, or with what they say: text, a Word file, tables of figures.

use super::blank;
use super::cases::text_twice;
use super::files::Folder;
use super::keys::AttachmentKeys;
use super::manuscript::{self, As, Taken};
use super::project::{Attachment, Case};
use crate::diagnostics::Problem;
use crate::document::{Align, Caption, Cell, Column, Inline, Row, Table};
use crate::word::CaseTable;
use crate::yaml::{Paragraphs, Places, Spot, WordOr};

/// Columns are no narrower and no wider than so many characters, relative to each other.
const WIDTHS: (usize, usize) = (4, 24);

/// Longer words stand at the left of their cell.
const CENTRED_MAX: usize = 12;

/// The attachments, with what is wrong in them.
pub(super) fn attachments(
    keys: Vec<WordOr<Spot<String>, AttachmentKeys>>,
    places: &Places,
    folder: &Folder,
) -> (Vec<Attachment>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut attachments = Vec::with_capacity(keys.len());
    for (index, keys) in keys.into_iter().enumerate() {
        let keys = match keys {
            WordOr::Word(name) => AttachmentKeys {
                name,
                text: Paragraphs(Vec::new()),
                file: None,
                body: Vec::new(),
                landscape: false,
                confirmed: Vec::new(),
            },
            WordOr::Longer(keys) => keys,
        };
        if keys.file.is_some() && !keys.text.0.is_empty() {
            let place = places.of(&format!("attachments[{index}].text"));
            problems.push(text_twice().at(place));
        }
        attachments.push(attachment(keys, folder, &mut problems));
    }
    (attachments, problems)
}

fn attachment(
    keys: AttachmentKeys,
    folder: &Folder,
    problems: &mut Vec<Problem>,
) -> Attachment {
    let AttachmentKeys { name, text, file, body, landscape, confirmed } = keys;
    problems.extend(blank(&name));
    let Paragraphs(mut paragraphs) = text;
    paragraphs.retain(|paragraph| !paragraph.value.trim().is_empty());
    let (mut images, mut tables) = (Vec::new(), Vec::new());
    let path = file.as_ref().map(|file| folder.file(file));
    let path = path.transpose().map_err(|problem| problems.push(problem));
    if let Some((file, path)) = file.as_ref().zip(path.ok().flatten()) {
        let (taken, found) =
            manuscript::take(file, &path, Some(name.clone()), As::Attachment);
        problems.extend(found);
        if let Some(taken) = taken {
            let Taken { title: _, paragraphs: words, .. } = &taken;
            paragraphs.clone_from(words);
            tables = taken.tables.iter().map(|it| (it.after, table(it))).collect();
            images = taken.images;
        }
    }
    let lead = paragraphs.iter().take_while(|line| is_repeated(line, &name)).count();
    paragraphs.drain(..lead);
    images
        .iter_mut()
        .for_each(|image| image.after = image.after.saturating_sub(lead));
    tables
        .iter_mut()
        .for_each(|(after, _)| *after = usize::saturating_sub(*after, lead));
    let text = Case { title: name, unit: None, paragraphs, images, tables, confirmed };
    Attachment { text, body, is_landscape: landscape }
}

/// Whether a line at the start only says the number or the name, which are printed anyway.
fn is_repeated(line: &Spot<String>, name: &Spot<String>) -> bool {
    let bare = |text: &Spot<String>| -> String {
        let is_word = |c: &char| !c.is_whitespace() && !matches!(c, '：' | ':');
        text.value.chars().filter(is_word).collect()
    };
    let line = bare(line);
    let number = line.strip_prefix("附件");
    line == bare(name) || number.is_some_and(|n| n.chars().all(char::is_numeric))
}

/// A table without caption; what is read out for it is worded later.
fn table(table: &CaseTable) -> Table {
    let CaseTable { rows, after: _ } = table;
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut rows = rows.iter().map(|row| {
        let mut cells = row.clone();
        cells.resize(count, Some(String::new()));
        cells
    });
    let header = rows.next().unwrap_or_default();
    let rows: Vec<Vec<Option<String>>> = rows.collect();
    let column = |(at, header): (usize, Option<String>)| {
        let header = header.unwrap_or_default();
        let cells = rows.iter().filter_map(|row| row.get(at)).flatten();
        let longest = cells.map(|cell| cell.chars().count()).max().unwrap_or(0);
        let width = longest.max(header.chars().count()).clamp(WIDTHS.0, WIDTHS.1);
        Column {
            header,
            align: if longest > CENTRED_MAX { Align::Left } else { Align::Centre },
            width: u16::try_from(width).unwrap_or(u16::MAX),
        }
    };
    let columns = header.into_iter().enumerate().map(column).collect();
    let cell = |cell: &Option<String>| match cell {
        Some(words) => Cell::Content { text: vec![Inline::words(words)] },
        None => Cell::Continued,
    };
    Table {
        name: String::new(),
        caption: Caption::default(),
        columns,
        rows: rows
            .iter()
            .map(|row| Row { cells: row.iter().map(cell).collect() })
            .collect(),
        notes: Vec::new(),
        share: 1.0,
        alt: String::new(),
    }
}
