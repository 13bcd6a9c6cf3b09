//! Where charts and pictures stand, so that no page ends far above its foot.
//!
//! What does not fit under the text before it is first drawn lower, within bounds; else the
//! text of its section passes it. A table that would be split for want of a few lines has
//! its rows drawn lower. Both files then have the same order, charts and rows.

use super::feet::Spot;
use super::{Pages, Purpose, Typesetter};
use crate::document::{
    Block, Chart, Contents, ContentsLine, Document, Heading, Listed, Table, plain_text,
};
use crate::layout::{ContentsStyle, Source, Style};

/// A foot lower than this is no fault.
const FOOT_MIN_MM: f64 = 22.0;

/// A chart is not drawn lower than this part of its height: its type keeps its size, and a
/// curve pressed flat tells nothing.
const SHARE_MIN: f64 = 0.62;

/// Before a chart is drawn lower than this, the rows of tables above it are.
const SHARE_GOOD: f64 = 0.85;

/// The rows of a table are not drawn lower than this part of their height.
const ROW_SHARE_MIN: f64 = 0.85;

/// A document of so many moves is laid out as it is.
const MOVES_MAX: usize = 40;

impl Typesetter {
    /// Moves and shrinks what would leave the foot of a page white; a document that cannot
    /// be laid out stays as it is.
    pub fn arrange(&self, document: &mut Document, style: &Style, report: &Source) {
        let mut desk = Desk { typesetter: self, style, report };
        let Some(pages) = desk.pages(document) else { return };
        let mut known = Some(pages).filter(|pages| !add_contents(document, style, pages));
        let mut settled = 0;
        for _ in 0..MOVES_MAX {
            let Some(pages) = known.take().or_else(|| desk.pages(document)) else {
                return;
            };
            let Some(gap) = first_gap(&pages, document, settled) else {
                set_imprint_apart(document, style, pages.laid_out().pages().len());
                number(document, &pages);
                return;
            };
            let mended = !desk.squeeze(document, &gap)
                && (desk.shrink(document, &gap, SHARE_GOOD)
                    || desk.make_room(document, &gap)
                    || desk.shrink(document, &gap, SHARE_MIN)
                    || (!gap.is_split && desk.pass(document, &gap)));
            // What passed may have text of its own to wait for.
            settled = if mended { gap.index } else { gap.index + 1 };
        }
    }
}

/// Whether a document of so many pages was given lists of contents, their pages still open.
fn add_contents(document: &mut Document, style: &Style, pages: &Pages) -> bool {
    let Some(ContentsStyle { over_pages, heading, tables }) = &style.contents else {
        return false;
    };
    let is_long = pages.laid_out().pages().len() > usize::from(*over_pages);
    if !is_long || document.draft.is_some() {
        return false;
    }
    let heading = (heading, Listed::Headings);
    let label = document.blocks.iter().find_map(|block| {
        let Block::Table(table) = block else { return None };
        Some(table.caption.label.clone())
    });
    let tables = tables.as_ref().zip(label.map(Listed::Tables));
    let lists = std::iter::once(heading).chain(tables);
    document.contents = lists
        .map(|(heading, of)| Contents {
            heading: heading.clone(),
            lines: document.blocks.iter().filter_map(|block| line(block, &of)).collect(),
            of,
        })
        .filter(|contents| !contents.lines.is_empty())
        .collect();
    !document.contents.is_empty()
}

/// The line of a block in a list of contents.
fn line(block: &Block, of: &Listed) -> Option<ContentsLine> {
    match (block, of) {
        (Block::Heading(Heading { level, number, text }), Listed::Headings)
            if *level <= 3 =>
        {
            let text = format!("{number}{}", plain_text(text));
            Some(ContentsLine { level: *level, text, page: 0 })
        }
        (Block::Table(Table { caption, .. }), Listed::Tables(_)) => {
            let text = format!("{}：{}", caption.tag(), plain_text(&caption.text));
            Some(ContentsLine { level: 1, text, page: 0 })
        }
        _ => None,
    }
}

/// Gives the lines of contents their pages.
fn number(document: &mut Document, pages: &Pages) {
    let begins = pages.blocks();
    let Document { contents, blocks, .. } = document;
    for Contents { of, lines, .. } in contents {
        let listed = blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| line(block, of).is_some());
        for (line, (index, _)) in lines.iter_mut().zip(listed) {
            line.page = begins.get(index).copied().flatten().map_or(0, |spot| spot.page);
        }
    }
}

struct Desk<'a> {
    typesetter: &'a Typesetter,
    style: &'a Style,
    report: &'a Source,
}

impl Desk<'_> {
    fn pages(&mut self, document: &Document) -> Option<Pages> {
        let Self { typesetter, style, report } = self;
        typesetter.lay_out(document, style, report, Purpose::Print).ok()
    }

    /// The page on which a block then begins, from 1.
    fn page_of(&mut self, document: &Document, index: usize) -> Option<usize> {
        Some(self.pages(document)?.blocks().get(index).copied().flatten()?.page)
    }

    /// Draws a chart lower, no lower than a part of its height, if it then stands on the
    /// page before.
    fn shrink(&mut self, document: &mut Document, gap: &Gap, least: f64) -> bool {
        let Gap { index, room_mm, before, is_split: _ } = *gap;
        let lead = leading_headings(&document.blocks, index);
        let Some(Block::Chart(chart)) = document.blocks.get_mut(index) else {
            return false;
        };
        let room_mm = room_mm - around_mm(self.style, lead);
        let fitting = fitting(chart, self.style, room_mm);
        let Some(share) = fitting.filter(|share| *share >= least) else { return false };
        chart.share = share;
        if self.page_of(document, index) == Some(before) {
            return true;
        }
        if let Some(Block::Chart(chart)) = document.blocks.get_mut(index) {
            chart.share = 1.0;
        }
        false
    }

    /// Draws the rows of the tables that end on the page before lower, if a chart then stands
    /// there at a good height.
    fn make_room(&mut self, document: &mut Document, gap: &Gap) -> bool {
        let Gap { index, before, .. } = *gap;
        let is_chart = matches!(document.blocks.get(index), Some(Block::Chart(_)));
        let Some(pages) = self.pages(document).filter(|_| is_chart) else { return false };
        let ends_there = |table: &Table| {
            table.share >= 1.0 && pages.last_page(&table.name) == Some(before)
        };
        let above = document.blocks.iter().take(index).enumerate();
        let above: Vec<usize> = above
            .filter(
                |(_, block)| matches!(block, Block::Table(table) if ends_there(table)),
            )
            .map(|(at, _)| at)
            .collect();
        let shares = [0.95, 0.9, ROW_SHARE_MIN].into_iter().filter(|_| !above.is_empty());
        for share in shares {
            above.iter().for_each(|at| set_row_share(document, *at, share));
            let Some(pages) = self.pages(document) else { break };
            let gap = first_gap(&pages, document, index);
            match gap.filter(|gap| gap.index == index && gap.before == before) {
                Some(gap) if self.shrink(document, &gap, SHARE_GOOD) => return true,
                Some(_) => {}
                None if self.page_of(document, index) == Some(before) => return true,
                None => break,
            }
        }
        above.iter().for_each(|at| set_row_share(document, *at, 1.0));
        false
    }

    /// Draws the rows of a table lower, if all of it then stands on the page before.
    fn squeeze(&mut self, document: &mut Document, gap: &Gap) -> bool {
        let Gap { index, room_mm, before, is_split: _ } = *gap;
        let Some(Block::Table(table)) = document.blocks.get_mut(index) else {
            return false;
        };
        // The header is a row too.
        let rows_mm = self.style.table.row_mm * (rows(table) + 1.0);
        let others_mm = around_table_mm(self.style, table);
        if rows_mm * ROW_SHARE_MIN + others_mm > room_mm {
            return false;
        }
        let name = table.name.clone();
        let mut share = ROW_SHARE_MIN;
        let left_mm = self.foot_under(document, index, &name, (share, before));
        // No lower than they need be.
        if let Some(left_mm) = left_mm {
            let wanted = (share + (left_mm - HAIR_MM).max(0.0) / rows_mm).min(1.0);
            let fits =
                self.foot_under(document, index, &name, (wanted, before)).is_some();
            share = if fits { wanted } else { share };
        }
        set_row_share(document, index, if left_mm.is_some() { share } else { 1.0 });
        left_mm.is_some()
    }

    /// The foot of a page on which a table ends when its rows have a share of their height.
    fn foot_under(
        &mut self,
        document: &mut Document,
        index: usize,
        name: &str,
        (share, page): (f64, usize),
    ) -> Option<f64> {
        set_row_share(document, index, share);
        let pages = self.pages(document)?;
        let foot_mm = pages.feet_mm().get(page.checked_sub(1)?).copied()?;
        (pages.last_page(name) == Some(page)).then_some(foot_mm)
    }

    /// Lets the next text of the section pass, if it then stands on the page before.
    fn pass(&mut self, document: &mut Document, gap: &Gap) -> bool {
        let Gap { index, before, .. } = *gap;
        let Some(next) = passing(&document.blocks, index) else { return false };
        turn(document, index..=next, <[Block]>::rotate_right);
        if self.page_of(document, index) == Some(before) {
            return true;
        }
        turn(document, index..=next, <[Block]>::rotate_left);
        false
    }
}

fn turn(
    document: &mut Document,
    range: std::ops::RangeInclusive<usize>,
    rotate: impl Fn(&mut [Block], usize),
) {
    if let Some(blocks) = document.blocks.get_mut(range) {
        rotate(blocks, 1);
    }
}

/// The imprint stands on the back of the last sheet, where the layout wants that.
fn set_imprint_apart(document: &mut Document, style: &Style, pages: usize) {
    let is_wanted = style.frame.imprint_on_even_page && document.draft.is_none();
    if let Some(imprint) = &mut document.imprint {
        imprint.is_apart = is_wanted && pages % 2 == 1;
    }
}

fn set_row_share(document: &mut Document, index: usize, share: f64) {
    if let Some(Block::Table(table)) = document.blocks.get_mut(index) {
        table.share = share;
    }
}

/// A block that does not stand whole on a page where it would have begun.
struct Gap {
    index: usize,
    /// That page, from 1.
    before: usize,
    /// The white foot of that page, or the room that a table has there which goes on.
    room_mm: f64,
    /// Whether it is a table that begins there and goes on.
    is_split: bool,
}

/// The first gap from an index on.
fn first_gap(pages: &Pages, document: &Document, from: usize) -> Option<Gap> {
    let begins = pages.blocks();
    let feet = pages.feet_mm();
    let spot = |index: usize| begins.get(index).copied().flatten();
    let gap =
        |index: usize| {
            let block = document.blocks.get(index)?;
            let here = spot(index)?;
            split(pages, block, index, here).or_else(|| {
                // Headings go with what they stand over.
                let lead = leading_headings(&document.blocks, index);
                let first = spot(index.checked_sub(lead + 1)?)?.page;
                let before = here.page.checked_sub(1)?;
                let room_mm = feet.get(before.checked_sub(1)?).copied()?;
                let is_movable = matches!(
                    block,
                    Block::Chart(_) | Block::Pictures { .. } | Block::Table(_)
                );
                (is_movable && first < here.page && room_mm > FOOT_MIN_MM)
                    .then_some(Gap { index, before, room_mm, is_split: false })
            })
        };
    (from.max(1)..document.blocks.len()).find_map(gap)
}

/// The gap of a table that goes on on the next page.
fn split(pages: &Pages, block: &Block, index: usize, here: Spot) -> Option<Gap> {
    let Block::Table(table) = block else { return None };
    let Spot { page: before, room_mm } = here;
    (pages.last_page(&table.name)? == before + 1).then_some(Gap {
        index,
        before,
        room_mm,
        is_split: true,
    })
}

/// The part of its height at which a chart has room; none if that is out of bounds.
fn fitting(chart: &Chart, style: &Style, room_mm: f64) -> Option<f64> {
    let height_mm = |share: f64| {
        let chart = Chart { share, ..chart.clone() };
        crate::drawing::draw(&chart, style)
            .ok()
            .map(|drawing| drawing.height_mm)
    };
    let usual = height_mm(1.0)?;
    let mut share = 1.0;
    // Names and axes keep their height, so that the first guess falls short.
    for _ in 0..4 {
        let over = height_mm(share)? - room_mm;
        if over <= 0.0 {
            return Some(share);
        }
        share -= (over + 0.1) / usual;
        if share < SHARE_MIN {
            return None;
        }
    }
    None
}

/// How many headings stand directly before a block.
fn leading_headings(blocks: &[Block], index: usize) -> usize {
    let above = blocks.get(..index).unwrap_or_default().iter().rev();
    above.take_while(|block| matches!(block, Block::Heading(_))).count()
}

/// The next block of the section that may stand before the one of an index.
fn passing(blocks: &[Block], index: usize) -> Option<usize> {
    let waiting = blocks.get(index)?;
    let after = blocks.iter().enumerate().skip(index + 1);
    let section = after.take_while(|(_, block)| !matches!(block, Block::Heading(_)));
    let mut section = section.filter(|(_, block)| match (waiting, block) {
        (_, Block::Heading(_)) => false,
        // Words that point at a picture stay beside it.
        (Block::Pictures { .. }, Block::Paragraph { text }) => {
            let text = plain_text(text);
            !["上图", "下图", "左图", "右图", "如图"]
                .iter()
                .any(|word| text.contains(word))
        }
        (Block::Chart(_) | Block::Table(_), Block::Paragraph { .. }) => true,
        // Those of a kind are numbered in their order.
        (Block::Chart(_), Block::Table(_)) | (Block::Table(_), Block::Chart(_)) => true,
        _ => false,
    });
    section.next().map(|(next, _)| next)
}

/// Height of what stands around a chart: its caption, the spaces, headings before it.
fn around_mm(style: &Style, headings: usize) -> f64 {
    let caption = &style.text.chart_caption;
    let line_pt = |line: Option<f64>| line.unwrap_or(style.page.line_mm() * 72.0 / 25.4);
    let body_pt = line_pt(style.text.body.line_pt);
    let blank_pt = (body_pt - style.text.body.size_pt) / 2.0;
    let caption_pt = line_pt(caption.line_pt) + caption.before_pt;
    let headings = u32::try_from(headings).unwrap_or(0);
    (caption_pt + blank_pt * 2.0 + body_pt * f64::from(headings)) * 25.4 / 72.0 + HAIR_MM
}

/// A hair, since heights are rounded.
const HAIR_MM: f64 = 0.5;

fn rows(table: &Table) -> f64 {
    u32::try_from(table.rows.len()).map_or(0.0, f64::from)
}

/// The least height of what a table has besides its rows: caption, notes of a line.
fn around_table_mm(style: &Style, table: &Table) -> f64 {
    let text = &style.text;
    let line = |style: &crate::layout::TextStyle| style.line_pt.unwrap_or(style.size_pt);
    let notes = u32::try_from(table.notes.len()).map_or(0.0, f64::from);
    let pt = line(&text.table_caption) + line(&text.table_note) * notes;
    pt * 25.4 / 72.0
}
