//! An estimate of where pages end, so that a merged label can show again.
//!
//! Word repeats the header row but no label. The heights are those that the styles ask
//! for; a row more or less does no harm but to the label's place.

use super::measures::{mm_pt, mm_twips, pt_twips};
use super::page::{line_pitch_twips, text_width_twips};
use super::roles::Role;
use super::styles::{PICTURE_BEFORE_PT, line_twips};
use super::table::{column_widths, lines};
use super::text;
use crate::document::{Block, Cell, Document, Picture, Row, Table, plain_text};
use crate::layout::Style;

/// For each block of the document, the table rows that are expected to start a page.
pub(super) fn breaks(document: &Document, style: &Style) -> Vec<Vec<usize>> {
    let page = &style.page;
    let height = line_pitch_twips(page) * i32::from(page.lines);
    let mut place = Place { at: head_twips(document, style), height };
    let mut pending = 0;
    let mut breaks = Vec::with_capacity(document.blocks.len());
    for block in &document.blocks {
        let mut starts = Vec::new();
        match block {
            Block::Heading(heading) => {
                let words = format!("{}{}", heading.number, plain_text(&heading.text));
                pending += paragraph_twips(style, Role::heading(heading.level), &words);
            }
            Block::Paragraph { text } => {
                place.keep(std::mem::take(&mut pending) + line_pitch_twips(page));
                let whole = paragraph_twips(style, Role::Body, &plain_text(text));
                place.lines(whole - line_pitch_twips(page), line_pitch_twips(page));
            }
            Block::Table(table) => {
                starts = place.table(style, table, std::mem::take(&mut pending));
            }
            Block::Chart(_) => {
                let chart = pt_twips(mm_pt(style.chart.height_mm) + PICTURE_BEFORE_PT);
                let caption = paragraph_twips(style, Role::ChartCaption, "");
                place.keep(std::mem::take(&mut pending) + chart + caption);
            }
            Block::Pictures { pictures } => {
                place
                    .keep(std::mem::take(&mut pending) + pictures_twips(style, pictures));
            }
        }
        breaks.push(starts);
    }
    breaks
}

/// Where the next line stands on its page, in twips.
struct Place {
    at: i32,
    height: i32,
}

impl Place {
    /// Sets something that is not split; true if it starts a page.
    fn keep(&mut self, height: i32) -> bool {
        let starts = self.at > 0 && self.at + height > self.height;
        self.at = if starts { height } else { self.at + height };
        starts
    }

    /// Sets lines that go on over the page.
    fn lines(&mut self, mut height: i32, line: i32) {
        while height > 0 {
            self.keep(line.min(height));
            height -= line.max(1);
        }
    }

    fn table(&mut self, style: &Style, table: &Table, pending: i32) -> Vec<usize> {
        let widths = column_widths(style, &table.columns);
        let headers = table.columns.iter().map(|column| column.header.as_str());
        let header =
            row_twips(style, Role::TableHeader, headers.zip(widths.iter().copied()));
        let heights: Vec<i32> = table
            .rows
            .iter()
            .map(|row| cells_twips(style, row, &widths))
            .collect();
        let notes: i32 = table
            .notes
            .iter()
            .map(|note| paragraph_twips(style, Role::TableNote, &plain_text(note)))
            .sum();
        let caption = paragraph_twips(
            style,
            Role::TableCaption,
            &format!("{}：{}", table.caption.tag(), plain_text(&table.caption.text)),
        );
        let first: i32 = heights.iter().take(2).sum();
        // Caption, header and the first rows stay together.
        if self.at > 0 && self.at + pending + caption + header + first > self.height {
            self.at = 0;
        }
        self.at += pending + caption + header;
        let mut starts = Vec::new();
        for (number, height) in heights.iter().enumerate() {
            // The last two rows and the notes stay together.
            let rest = if number + 2 == heights.len() {
                heights.last().copied().unwrap_or_default() + notes
            } else {
                0
            };
            if self.at + height + rest > self.height && self.at > header {
                starts.push(number);
                self.at = header;
            }
            self.at += height;
        }
        self.at += notes;
        starts
    }
}

fn cells_twips(style: &Style, row: &Row, widths: &[i32]) -> i32 {
    let words: Vec<String> = row
        .cells
        .iter()
        .map(|cell| match cell {
            Cell::Content { text } => plain_text(text),
            Cell::Continued => String::new(),
        })
        .collect();
    let words = words.iter().map(String::as_str).zip(widths.iter().copied());
    row_twips(style, Role::TableText, words)
}

fn row_twips<'t>(
    style: &Style,
    role: Role,
    cells: impl Iterator<Item = (&'t str, i32)>,
) -> i32 {
    let most = cells.map(|(words, width)| lines(style, role, words, width)).max();
    let text = line_twips(style, role) * most.unwrap_or(1);
    text.max(mm_twips(style.table.row_mm)) + pt_twips(style.table.inner_rule_pt)
}

/// Height of a paragraph with its spaces.
fn paragraph_twips(style: &Style, role: Role, words: &str) -> i32 {
    let look = role.style(style);
    let characters = f64::from(text_width_twips(&style.page)) / (look.size_pt * 20.0);
    let indent = "　".repeat(look.indent_characters.max(0.0) as usize);
    let lines = text::lines(&format!("{indent}{words}"), characters + 0.3);
    lines * line_twips(style, role) + pt_twips(look.before_pt + look.after_pt)
}

fn pictures_twips(style: &Style, pictures: &[Picture]) -> i32 {
    let place = style.picture.width_mm(pictures.len(), style.page.text_width_mm());
    let tallest = pictures.iter().map(|picture| {
        let image = &picture.image;
        style.picture.printed_mm(place, image.width_px, image.height_px).1
    });
    pt_twips(mm_pt(tallest.fold(0.0, f64::max)) + PICTURE_BEFORE_PT)
        + paragraph_twips(style, Role::PictureCaption, "")
}

/// Height of what stands over the body on the first page.
fn head_twips(document: &Document, style: &Style) -> i32 {
    let mut height = 0;
    if let Some(masthead) = &document.masthead {
        let frame = &style.frame;
        height += mm_twips(frame.masthead_top_mm + frame.masthead_rule_gap_mm);
        height += pt_twips(frame.title_gap_pt);
        let rows = [
            (Some(&masthead.name), Role::Masthead),
            (masthead.issue.as_ref(), Role::Issue),
            (masthead.document_number.as_ref(), Role::DocumentNumber),
            (masthead.office.as_ref().or(masthead.date.as_ref()), Role::MastheadLine),
        ];
        let rows = rows.into_iter().filter(|(words, _)| words.is_some());
        height += rows.map(|(_, role)| paragraph_twips(style, role, "")).sum::<i32>();
    }
    let title = Role::Title.style(style);
    let lines = i32::try_from(document.title.len()).unwrap_or(1);
    height += lines * line_twips(style, Role::Title);
    height += pt_twips(title.before_pt + title.after_pt);
    if let Some(addressee) = &document.addressee {
        height += paragraph_twips(style, Role::Addressee, addressee);
    }
    height
}
