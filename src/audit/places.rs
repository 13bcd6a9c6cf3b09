//! Where a text stands in a bulletin, told as a person finds it.

use std::ops::Range;

use super::columns::Layout;
use super::manuscript::{Block, Manuscript, Source, Table};

/// A text of a manuscript: a block, or a cell of a table by row and column of its grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) block: usize,
    pub(super) cell: Option<(usize, usize)>,
}

/// Every text in reading order; merged cells once, what lies in a cell before its words.
pub(super) fn texts(manuscript: &Manuscript) -> Vec<(Spot, &str)> {
    let mut all = Vec::new();
    for (at, block) in manuscript.blocks.iter().enumerate() {
        add(&mut all, block, Spot { block: at, cell: None }, true);
    }
    all
}

fn add<'a>(all: &mut Vec<(Spot, &'a str)>, block: &'a Block, spot: Spot, is_outer: bool) {
    match block {
        Block::Paragraph(paragraph) => all.push((spot, &paragraph.text)),
        Block::Drawing(drawing) => all.push((spot, &drawing.alt)),
        Block::Table(table) => {
            for (y, row) in table.rows.iter().enumerate() {
                for (x, cell) in row.iter().enumerate() {
                    let inner = Spot { cell: Some((y, x)), ..spot };
                    let spot = if is_outer { inner } else { spot };
                    for block in &cell.inner {
                        add(all, block, spot, false);
                    }
                    if !cell.is_continued {
                        all.push((spot, &cell.text));
                    }
                }
            }
        }
    }
}

/// A place in a Word file: a paragraph as the reading numbers it, and characters of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// The how manieth of the body.
    pub paragraph: usize,
    /// All of it when absent.
    pub characters: Option<Range<usize>>,
}

/// Where in its file the bytes of a text stand, or the text as a whole; none for a
/// manuscript that no file holds.
pub(super) fn anchor(
    manuscript: &Manuscript,
    spot: Spot,
    range: Option<&Range<usize>>,
) -> Option<Anchor> {
    let (text, sources) = source(manuscript.blocks.get(spot.block)?, spot.cell)?;
    let characters = |bytes: usize| Some(text.get(..bytes)?.chars().count());
    let wanted = range.and_then(|it| Some(characters(it.start)?..characters(it.end)?));
    let inside = wanted.and_then(|wanted| {
        let holds = |it: &&Source| it.characters.contains(&wanted.start);
        let Source { paragraph, characters } = sources.iter().find(holds)?;
        let end = wanted.end.min(characters.end) - characters.start;
        let characters = Some(wanted.start - characters.start..end);
        Some(Anchor { paragraph: *paragraph, characters })
    });
    inside.or_else(|| {
        let has_words = |it: &&Source| !it.characters.is_empty();
        let source = sources.iter().find(has_words).or_else(|| sources.first())?;
        Some(Anchor { paragraph: source.paragraph, characters: None })
    })
}

/// A text with what it was read from; for a table as a whole its first cell.
fn source(block: &Block, cell: Option<(usize, usize)>) -> Option<(&str, &[Source])> {
    match block {
        Block::Paragraph(it) => Some((&it.text, &it.sources)),
        Block::Drawing(it) => Some((&it.alt, &it.sources)),
        Block::Table(table) => {
            let (y, x) = cell.unwrap_or_default();
            let cell = table.rows.get(y)?.get(x)?;
            Some((&cell.text, &cell.sources))
        }
    }
}

/// The place in words: `表2第5行（河南寨镇）“综合成绩”`, `“一、诉求总量情况”下第1段`.
pub(super) fn describe(manuscript: &Manuscript, spot: Spot) -> String {
    match (manuscript.blocks.get(spot.block), spot.cell) {
        (Some(Block::Table(table)), Some((y, x))) => {
            format!("{}{}", table_name(manuscript, spot.block), cell(table, y, x))
        }
        (Some(Block::Table(_)), None) => table_name(manuscript, spot.block),
        (Some(Block::Drawing(_)), _) => {
            format!("{}图片的替代文字", under(manuscript, spot.block))
        }
        (Some(Block::Paragraph(paragraph)), _) if paragraph.is_heading => {
            format!("标题“{}”", paragraph.text.trim())
        }
        (Some(Block::Paragraph(paragraph)), _) => {
            let text = paragraph.text.trim();
            if let Some(label) = label(text) {
                return format!("{label}的标题");
            }
            let before = section(manuscript, spot.block);
            let count = before
                .iter()
                .filter(|block| matches!(block, Block::Paragraph(it) if counts(&it.text)))
                .count();
            let place = under(manuscript, spot.block);
            format!("{place}第{}段“{}”", count + 1, short(text))
        }
        (None, _) => String::new(),
    }
}

/// Whether a paragraph is counted: it has words and is no caption.
fn counts(text: &str) -> bool {
    !text.trim().is_empty() && label(text.trim()).is_none()
}

/// The first words, not cut within a number.
fn short(text: &str) -> String {
    let mut short: String = text.chars().take(14).collect();
    if short.len() < text.len() {
        short.truncate(
            short.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len(),
        );
        short.push('…');
    }
    short.replace('\n', " ")
}

/// The blocks between the heading that a block stands under and the block.
fn section(manuscript: &Manuscript, at: usize) -> &[Block] {
    let before = manuscript.blocks.get(..at).unwrap_or_default();
    let start = before.iter().rposition(is_heading).map_or(0, |at| at + 1);
    before.get(start..).unwrap_or_default()
}

fn is_heading(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph) if paragraph.is_heading)
}

fn under(manuscript: &Manuscript, at: usize) -> String {
    heading(manuscript, at)
        .map_or_else(|| "开头".to_owned(), |heading| format!("“{}”下", heading.trim()))
}

/// The heading that a block stands under.
pub(super) fn heading(manuscript: &Manuscript, at: usize) -> Option<&str> {
    let before = manuscript.blocks.get(..at).unwrap_or_default();
    before.iter().rev().find_map(|block| match block {
        Block::Paragraph(paragraph) if paragraph.is_heading => {
            Some(paragraph.text.as_str())
        }
        Block::Paragraph(_) | Block::Table(_) | Block::Drawing(_) => None,
    })
}

/// Label and number at the start of a caption: “表2”.
pub(super) fn label(text: &str) -> Option<String> {
    let rest = text.strip_prefix(['表', '图', '附'])?;
    let rest = if text.starts_with('附') { rest.strip_prefix('表')? } else { rest };
    let digits: String =
        rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
    let head = text.strip_suffix(rest)?;
    (!digits.is_empty()).then(|| format!("{head}{digits}"))
}

/// The caption above a table, if the paragraph before it is one.
pub(super) fn caption(manuscript: &Manuscript, at: usize) -> Option<&str> {
    let before = manuscript.blocks.get(..at).unwrap_or_default();
    before
        .iter()
        .rev()
        .take(3)
        .map_while(|block| match block {
            Block::Paragraph(paragraph) if !paragraph.is_heading => {
                Some(paragraph.text.trim())
            }
            Block::Paragraph(_) | Block::Table(_) | Block::Drawing(_) => None,
        })
        .find(|text| !text.is_empty())
        .filter(|text| {
            label(text).is_some() || (text.contains('表') && !text.contains('。'))
        })
}

fn table_name(manuscript: &Manuscript, at: usize) -> String {
    if let Some(label) = caption(manuscript, at).and_then(label) {
        return label;
    }
    let before = manuscript.blocks.get(..at).unwrap_or_default();
    let count = before.iter().filter(|block| matches!(block, Block::Table(_))).count();
    format!("第{}个表格", count + 1)
}

fn cell(table: &Table, y: usize, x: usize) -> String {
    let layout = Layout::of(table);
    let header = layout.header(x);
    let header = if header.is_empty() {
        format!("第{}列", x + 1)
    } else {
        format!("“{header}”")
    };
    if y < layout.header_rows {
        return format!("表头{header}");
    }
    format!("{}{header}", row(&layout, y))
}

fn row(layout: &Layout<'_>, y: usize) -> String {
    let name = layout.row_name(y);
    let name = name.map_or_else(String::new, |name| format!("（{name}）"));
    format!("第{}行{name}", (y + 1).saturating_sub(layout.header_rows))
}

/// A row of a table in words: `表2第5行（河南寨镇）`.
pub(super) fn describe_row(manuscript: &Manuscript, block: usize, y: usize) -> String {
    let row = match manuscript.blocks.get(block) {
        Some(Block::Table(table)) => row(&Layout::of(table), y),
        Some(Block::Paragraph(_) | Block::Drawing(_)) | None => String::new(),
    };
    format!("{}{row}", table_name(manuscript, block))
}
