//! Case studies that editors supply.

use std::collections::BTreeMap;

use serde::Serialize;

use super::body::Body;
use super::{attachments, notes};
use crate::document::{Block, Inline, Picture, Table};
use crate::layout;

/// A case study.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Its heading.
    pub title: String,
    /// The unit that it is about.
    pub unit: Option<String>,
    /// What it says.
    pub paragraphs: Vec<String>,
    /// Its pictures in the order written.
    pub pictures: Vec<CasePicture>,
    /// Tables of an attachment, each with the paragraphs that stand before it.
    pub tables: Vec<(usize, Table)>,
}

/// A picture of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct CasePicture {
    /// The paragraph after which it stands, from 1; 0 for before the first.
    pub after: usize,
    /// Ready to print.
    pub picture: Picture,
}

/// What the template of a case's heading sees.
#[derive(Serialize)]
struct Words<'a> {
    title: &'a str,
    unit: Option<&'a str>,
}

pub(super) fn add(body: &mut Body<'_, '_>, spec: &layout::Cases, level: u8, path: &str) {
    let cases = body.cases;
    for (n, case) in (1u32..).zip(cases) {
        let words = Words { title: &case.title, unit: case.unit.as_deref() };
        let path = format!("{path}.heading");
        let heading = body.texts.plain_with(&spec.heading, &path, &words);
        // One case alone needs no number.
        let number = (cases.len() > 1).then_some(n);
        if !heading.is_empty() {
            body.heading((level + 1).min(4), number, vec![Inline::words(heading)]);
        }
        add_text(body, case);
    }
}

/// Adds paragraphs with what stands after them.
pub(super) fn add_text(body: &mut Body<'_, '_>, case: &Case) {
    let afters: Vec<usize> = case.pictures.iter().map(|picture| picture.after).collect();
    let rows = picture_rows(&afters);
    for n in 0..=case.paragraphs.len() {
        let paragraph = n.checked_sub(1).and_then(|n| case.paragraphs.get(n));
        if let Some(words) = paragraph {
            let text = notes::marked(vec![Inline::words(words)]);
            body.blocks.push(Block::Paragraph { text });
        }
        add_pictures(body, case, rows.get(&n));
        for (_, table) in case.tables.iter().filter(|(after, _)| *after == n) {
            let table = attachments::table(body, case, table);
            body.blocks.push(Block::Table(table));
        }
    }
}

fn add_pictures(body: &mut Body<'_, '_>, case: &Case, rows: Option<&Vec<Vec<usize>>>) {
    for row in rows.into_iter().flatten() {
        let pictures = row.iter().filter_map(|n| case.pictures.get(*n));
        let pictures = pictures.map(|picture| named(picture.picture.clone())).collect();
        body.blocks.push(Block::Pictures { pictures });
    }
}

/// A picture whose caption is its words alone, and whose alternative text says that it is a
/// picture where it only repeats them.
fn named(mut picture: Picture) -> Picture {
    if let [Inline::Text { text }] = picture.caption.as_mut_slice() {
        let bare = ["图：", "图片：", "照片：", "图:"]
            .iter()
            .find_map(|mark| text.strip_prefix(mark))
            .map(|bare| bare.trim_start().to_owned());
        let is_repeated = picture.alt == *text;
        *text = bare.unwrap_or_else(|| std::mem::take(text));
        if is_repeated {
            picture.alt = format!("照片：{text}");
        }
    }
    picture
}

/// Which pictures of a case stand side by side: for each paragraph, rows of places in
/// the list of pictures, given the paragraph after which each stands.
///
/// Two stand side by side; of an odd number the last stands alone.
pub fn picture_rows(afters: &[usize]) -> BTreeMap<usize, Vec<Vec<usize>>> {
    let mut rows: BTreeMap<usize, Vec<Vec<usize>>> = BTreeMap::new();
    for (n, &after) in afters.iter().enumerate() {
        let rows = rows.entry(after).or_default();
        match rows.last_mut() {
            Some(row) if row.len() < 2 => row.push(n),
            Some(_) | None => rows.push(vec![n]),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_after_the_same_paragraph_stand_in_pairs() {
        let rows = picture_rows(&[2, 3, 3, 3]);
        assert_eq!(rows[&2], [vec![0]]);
        assert_eq!(rows[&3], [vec![1, 2], vec![3]]);
    }
}
