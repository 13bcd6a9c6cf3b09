//! An estimate of where pages end, so that a merged label can show again.
//!
//! Word repeats the header row but no label. The heights are those that the styles ask
//! for; a row more or less does no harm but to the label's place.

use super::measures::{mm_pt, mm_twips, pt_twips};
use super::page::text_width_twips;
use super::roles::Role;
use super::styles::{PICTURE_BEFORE_PT, line_twips};
use super::table::{column_widths, lines};
use super::text;
use crate::document::{Block, Cell, Document, Picture, Row, Table, plain_text};
use crate::layout::Style;

/// For each block of the document, the table rows that are expected to start a page.
pub(super) fn breaks(document: &Document, style: &Style) -> Vec<Vec<usize>> {
    let mut place =
        Place { at: 0, after: 0, height: mm_twips(style.page.text_height_mm()) };
    place.keep(head(document, style));
    // Headings wait for what they stand over.
    let mut over = Piece::default();
    let mut breaks = Vec::with_capacity(document.blocks.len());
    for block in &document.blocks {
        let mut starts = Vec::new();
        match block {
            Block::Heading(heading) => {
                let words = format!("{}{}", heading.number, plain_text(&heading.text));
                over = over.then(paragraph(style, Role::heading(heading.level), &words));
                breaks.push(Vec::new());
                continue;
            }
            Block::Paragraph { text } => {
                let text = paragraph(style, Role::Body, &plain_text(text));
                place.lines(over, text, line_twips(style, Role::Body));
            }
            Block::Table(table) => starts = place.table(style, table, over),
            Block::Chart(_) => {
                let chart = picture(style.chart.height_mm);
                let caption = paragraph(style, Role::ChartCaption, "");
                place.keep(over.then(chart).then(caption));
            }
            Block::Pictures { pictures } => {
                place.keep(over.then(self::pictures(style, pictures)));
            }
        }
        over = Piece::default();
        breaks.push(starts);
    }
    breaks
}

/// What is set without a break, with the space that it asks for above and below.
#[derive(Clone, Copy, Default)]
struct Piece {
    before: i32,
    height: i32,
    after: i32,
}

impl Piece {
    /// This and what follows; of the spaces between them Word takes the larger.
    fn then(self, next: Self) -> Self {
        if self.height == 0 {
            return next;
        }
        let between = self.after.max(next.before);
        Self {
            before: self.before,
            height: self.height + between + next.height,
            after: next.after,
        }
    }
}

/// Where the next line stands on its page, in twips.
struct Place {
    at: i32,
    /// Space under what was set last.
    after: i32,
    height: i32,
}

impl Place {
    /// Sets a piece, on a new page if it does not fit; there its space above is dropped.
    fn keep(&mut self, piece: Piece) {
        let between = self.after.max(piece.before);
        let fits = self.at + between + piece.height <= self.height;
        self.at = match fits || self.at == 0 {
            true => self.at + between + piece.height,
            false => piece.height,
        };
        self.after = piece.after;
    }

    /// Sets a paragraph that goes on over the page, its first line under the headings.
    fn lines(&mut self, over: Piece, text: Piece, line: i32) {
        self.keep(over.then(Piece { height: line, after: 0, ..text }));
        for _ in 1..text.height / line.max(1) {
            self.keep(Piece { height: line, ..Piece::default() });
        }
        self.after = text.after;
    }

    fn table(&mut self, style: &Style, table: &Table, over: Piece) -> Vec<usize> {
        let widths = column_widths(style, &table.columns);
        let headers = table.columns.iter().map(|column| column.header.as_str());
        let header =
            row_twips(style, Role::TableHeader, headers.zip(widths.iter().copied()));
        let below = table.rows.iter().skip(1).map(Some).chain([None]);
        let rows = table.rows.iter().zip(below);
        let heights: Vec<i32> = rows
            .map(|(row, below)| cells_twips(style, row, below, &widths))
            .collect();
        let notes = table.notes.iter().fold(Piece::default(), |notes, note| {
            notes.then(paragraph(style, Role::TableNote, &plain_text(note)))
        });
        let words =
            format!("{}：{}", table.caption.tag(), plain_text(&table.caption.text));
        let caption = paragraph(style, Role::TableCaption, &words);
        // Caption, header and the first two rows stay together.
        let first: i32 = heights.iter().take(2).sum();
        let start = Piece { height: header + first, ..Piece::default() };
        self.keep(over.then(caption).then(start));
        self.at -= first;
        let mut starts = Vec::new();
        for (number, height) in heights.iter().enumerate() {
            // The last two rows and the notes stay together.
            let rest = match number + 2 == heights.len() {
                true => {
                    heights.last().map_or(0, |last| last + notes.before + notes.height)
                }
                false => 0,
            };
            if self.at + height + rest > self.height && self.at > header {
                starts.push(number);
                self.at = header;
            }
            self.at += height;
        }
        self.keep(notes);
        starts
    }
}

/// Height of a row; a label that goes on below takes its room there.
fn cells_twips(style: &Style, row: &Row, below: Option<&Row>, widths: &[i32]) -> i32 {
    let goes_on = |at: usize| {
        let cell = below.and_then(|below| below.cells.get(at));
        matches!(cell, Some(Cell::Continued))
    };
    let cells = row.cells.iter().enumerate();
    let words: Vec<String> = cells
        .map(|(at, cell)| match cell {
            Cell::Content { text } if !goes_on(at) => plain_text(text),
            Cell::Content { .. } | Cell::Continued => String::new(),
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
    // The least height counts the rule in.
    (text + pt_twips(style.table.inner_rule_pt)).max(mm_twips(style.table.row_mm))
}

/// A paragraph with its spaces.
fn paragraph(style: &Style, role: Role, words: &str) -> Piece {
    let look = role.style(style);
    let ems_a_line = if look.line_pt.is_none() {
        // The grid holds as many, whatever their size.
        f64::from(style.page.characters) * style.text.body.size_pt / look.size_pt
    } else {
        f64::from(text_width_twips(&style.page)) / (look.size_pt * 20.0)
    };
    let indent = "　".repeat(look.indent_characters.max(0.0) as usize);
    let lines = text::lines(&format!("{indent}{words}"), ems_a_line);
    Piece {
        before: pt_twips(look.before_pt),
        height: lines * line_twips(style, role),
        after: pt_twips(look.after_pt),
    }
}

/// A paragraph that holds a picture.
fn picture(height_mm: f64) -> Piece {
    Piece {
        before: pt_twips(PICTURE_BEFORE_PT),
        height: pt_twips(mm_pt(height_mm)),
        after: 0,
    }
}

fn pictures(style: &Style, pictures: &[Picture]) -> Piece {
    let sizes_px: Vec<_> = pictures.iter().map(Picture::size_px).collect();
    let sizes = style.picture.row_mm(&sizes_px, style.page.text_width_mm());
    let tallest = sizes.iter().map(|(_, height)| *height);
    let caption = paragraph(style, Role::PictureCaption, "");
    picture(tallest.fold(0.0, f64::max)).then(caption)
}

/// What stands over the body on the first page.
fn head(document: &Document, style: &Style) -> Piece {
    let mut head = Piece::default();
    if let Some(masthead) = &document.masthead {
        let frame = &style.frame;
        let rows = [
            (Some(&masthead.name), Role::Masthead),
            (masthead.issue.as_ref(), Role::Issue),
            (masthead.document_number.as_ref(), Role::DocumentNumber),
            (masthead.office.as_ref().or(masthead.date.as_ref()), Role::MastheadLine),
        ];
        let rows = rows.into_iter().filter(|(words, _)| words.is_some());
        head = rows.fold(head, |head, (_, role)| head.then(paragraph(style, role, "")));
        head.height += mm_twips(frame.masthead_top_mm + frame.masthead_rule_gap_mm);
        head.height += pt_twips(frame.title_gap_pt);
    }
    let title = document.title.join("\n");
    head = head.then(paragraph(style, Role::Title, &title));
    if let Some(addressee) = &document.addressee {
        head = head.then(paragraph(style, Role::Addressee, addressee));
    }
    head
}
