//! The body of a Word file: paragraphs, tables, text boxes, notes, drawings.

use std::collections::{BTreeMap, BTreeSet};

use super::Refusal;
use super::grid::{self, Merge, RawCell, RawRow};
use super::markup::{Element, Markup, Piece};
use super::package::Package;
use crate::audit::manuscript::{
    Block, Drawing, Manuscript, Paragraph, Table, half_width,
};

/// Elements whose content nobody sees: deleted or moved text, codes of fields, what
/// stands in for old programs, sounds of characters.
const UNSEEN: &[&str] = &[
    "w:del",
    "w:moveFrom",
    "w:instrText",
    "w:delText",
    "w:delInstrText",
    "mc:Fallback",
    "w:rt",
    "w:tblPrEx",
    "w:sectPr",
];

/// Reads the body with the footnotes at their places.
pub(super) fn read(package: &Package) -> Result<Manuscript, Refusal> {
    let headings = heading_styles(&package.styles)?;
    let notes = notes(&package.footnotes, &headings)?;
    let mut charts = BTreeMap::new();
    for (id, part) in &package.charts {
        charts.insert(id.as_str(), super::chart::points(part)?);
    }
    let mut reader =
        Reader { headings: &headings, notes: &notes, charts: &charts, ..Reader::new() };
    reader.run(&package.document)?;
    Ok(Manuscript { blocks: reader.blocks })
}

/// Ids of the styles that are headings or based on one.
fn heading_styles(part: &[u8]) -> Result<BTreeSet<String>, Refusal> {
    let mut headings = BTreeSet::new();
    let mut style = String::new();
    let mut markup = Markup::new(part);
    while let Some(piece) = markup.next()? {
        let Piece::Open(element) = piece else { continue };
        let is_heading = match element.name.as_str() {
            "w:style" => {
                style = element.get("w:styleId").unwrap_or_default().to_owned();
                false
            }
            "w:name" => element
                .get("w:val")
                .is_some_and(|name| name.to_ascii_lowercase().starts_with("heading")),
            "w:outlineLvl" => element.get("w:val").is_some_and(|level| level != "9"),
            "w:basedOn" => {
                element.get("w:val").is_some_and(|base| headings.contains(base))
            }
            _ => false,
        };
        if is_heading {
            headings.insert(style.clone());
        }
    }
    Ok(headings)
}

/// Whether words are a heading by their number, as offices type it without a style:
/// 一、总体情况, （二）部门成绩.
fn is_numbered_heading(text: &str) -> bool {
    const NUMERALS: &[char] =
        &['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    const LENGTH_MAX: usize = 40;
    let text = text.trim();
    let (bracketed, rest) = match text.strip_prefix(['（', '(']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let after = rest.trim_start_matches(NUMERALS);
    let has_end = if bracketed {
        after.starts_with(['）', ')'])
    } else {
        after.starts_with('、')
    };
    let is_short = text.chars().count() <= LENGTH_MAX && !text.contains(['。', '；']);
    after.len() < rest.len() && has_end && is_short
}

/// The words of each footnote by its id.
fn notes(
    part: &[u8],
    headings: &BTreeSet<String>,
) -> Result<BTreeMap<String, String>, Refusal> {
    let none = (BTreeMap::new(), BTreeMap::new());
    let mut notes = BTreeMap::new();
    let mut reader =
        Reader { headings, notes: &none.0, charts: &none.1, ..Reader::new() };
    let mut id = String::new();
    let mut markup = Markup::new(part);
    while let Some(piece) = markup.next()? {
        match &piece {
            Piece::Open(element) if element.name == "w:footnote" => {
                id = element.get("w:id").unwrap_or_default().to_owned();
            }
            Piece::Close(name) if name == "w:footnote" => {
                let blocks = std::mem::take(&mut reader.blocks);
                let texts = blocks.into_iter().filter_map(|block| match block {
                    Block::Paragraph(paragraph) => Some(paragraph.text),
                    Block::Table(_) | Block::Drawing(_) => None,
                });
                notes.insert(id.clone(), texts.collect::<Vec<_>>().join("\n"));
            }
            Piece::Open(_) | Piece::Close(_) | Piece::Text(_) => {}
        }
        reader.take(piece)?;
    }
    Ok(notes)
}

/// What is open around the place that is being read.
enum Frame {
    Paragraph { paragraph: Paragraph, notes: Vec<String> },
    Table(Vec<RawRow>),
    Row(RawRow),
    Cell(RawCell),
}

struct Reader<'a> {
    headings: &'a BTreeSet<String>,
    notes: &'a BTreeMap<String, String>,
    charts: &'a BTreeMap<&'a str, Vec<(String, String)>>,
    blocks: Vec<Block>,
    frames: Vec<Frame>,
    /// How deep inside something unseen.
    unseen: usize,
    /// For every open field, whether its result is being read.
    fields: Vec<bool>,
    run: Run,
    in_row_properties: bool,
}

/// The run of text that is open.
#[derive(Default)]
struct Run {
    is_open: bool,
    is_hidden: bool,
    in_text: bool,
}

static NO_HEADINGS: BTreeSet<String> = BTreeSet::new();
static NO_NOTES: BTreeMap<String, String> = BTreeMap::new();
static NO_CHARTS: BTreeMap<&'static str, Vec<(String, String)>> = BTreeMap::new();

impl<'a> Reader<'a> {
    fn new() -> Self {
        Self {
            headings: &NO_HEADINGS,
            notes: &NO_NOTES,
            charts: &NO_CHARTS,
            blocks: Vec::new(),
            frames: Vec::new(),
            unseen: 0,
            fields: Vec::new(),
            run: Run::default(),
            in_row_properties: false,
        }
    }

    fn run(&mut self, part: &[u8]) -> Result<(), Refusal> {
        let mut markup = Markup::new(part);
        while let Some(piece) = markup.next()? {
            self.take(piece)?;
        }
        Ok(())
    }

    fn take(&mut self, piece: Piece) -> Result<(), Refusal> {
        match piece {
            Piece::Open(element) if self.in_row_properties && element.name == "w:del" => {
                self.unseen += 1;
                if let Some(Frame::Row(row)) = self.frames.last_mut() {
                    row.is_deleted = true;
                }
            }
            Piece::Open(element) => {
                if self.unseen > 0 || UNSEEN.contains(&element.name.as_str()) {
                    self.unseen += 1;
                } else {
                    self.open(&element);
                }
            }
            Piece::Close(name) => {
                if self.unseen > 0 {
                    self.unseen -= 1;
                } else {
                    self.close(&name)?;
                }
            }
            Piece::Text(text) => {
                if self.unseen == 0 && self.run.in_text {
                    self.say(&text);
                }
            }
        }
        Ok(())
    }

    fn open(&mut self, element: &Element) {
        match element.name.as_str() {
            "w:p" => self.frames.push(Frame::Paragraph {
                paragraph: Paragraph::default(),
                notes: Vec::new(),
            }),
            "w:tbl" => self.frames.push(Frame::Table(Vec::new())),
            "w:tr" => self.frames.push(Frame::Row(RawRow::default())),
            "w:tc" => self.frames.push(Frame::Cell(RawCell::default())),
            "w:r" => self.run = Run { is_open: true, ..Run::default() },
            "w:t" | "m:t" => self.run.in_text = true,
            "w:vanish" if self.run.is_open => self.run.is_hidden = element.is_on(),
            "w:tab" if self.run.is_open => self.say("\t"),
            "w:br" | "w:cr" => self.say("\n"),
            "w:noBreakHyphen" => self.say("-"),
            "w:fldChar" => self.field(element.get("w:fldCharType").unwrap_or_default()),
            "w:trPr" => self.in_row_properties = true,
            "wp:docPr" => self.drawing(element.get("descr").unwrap_or_default()),
            "c:chart" => self.chart(element.get("r:id").unwrap_or_default()),
            _ => self.property(element),
        }
    }

    /// Properties of what is open innermost.
    fn property(&mut self, element: &Element) {
        let value = element.get("w:val").unwrap_or_default();
        match (self.frames.last_mut(), element.name.as_str()) {
            (Some(Frame::Paragraph { paragraph, .. }), "w:pStyle") => {
                paragraph.is_heading |= self.headings.contains(value);
            }
            (Some(Frame::Paragraph { paragraph, .. }), "w:outlineLvl") => {
                paragraph.is_heading |= value != "9";
            }
            (Some(Frame::Paragraph { notes, .. }), "w:footnoteReference") => {
                let id = element.get("w:id").unwrap_or_default();
                notes.extend(self.notes.get(id).cloned());
            }
            (Some(Frame::Row(row)), "w:tblHeader") => row.is_header = element.is_on(),
            (Some(Frame::Row(row)), "w:gridBefore") => {
                row.before = value.parse().unwrap_or_default();
            }
            (Some(Frame::Cell(cell)), "w:gridSpan") => {
                cell.span = value.parse().unwrap_or_default();
            }
            (Some(Frame::Cell(cell)), "w:vMerge") if value != "restart" => {
                cell.merge = Merge::Continued;
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "w:t" | "m:t" => self.run.in_text = false,
            "w:r" => self.run = Run::default(),
            "w:trPr" => self.in_row_properties = false,
            "w:p" | "w:tbl" | "w:tr" | "w:tc" => {
                if let Some(frame) = self.frames.pop() {
                    self.shut(frame)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn shut(&mut self, frame: Frame) -> Result<(), Refusal> {
        match frame {
            Frame::Paragraph { paragraph, notes } => {
                self.paragraph(paragraph);
                for text in notes {
                    self.paragraph(Paragraph { text, is_heading: false });
                }
            }
            Frame::Table(rows) => {
                let table = grid::table(rows)?;
                if table.rows.len() > 1 && table.rows.iter().any(|row| row.len() > 1) {
                    self.put(Block::Table(table));
                } else {
                    self.unpack(table);
                }
            }
            Frame::Row(row) => {
                if let Some(Frame::Table(rows)) = self.frames.last_mut() {
                    rows.push(row);
                }
            }
            Frame::Cell(cell) => {
                if let Some(Frame::Row(row)) = self.frames.last_mut() {
                    row.cells.push(cell);
                }
            }
        }
        Ok(())
    }

    /// A finished paragraph, in a cell or in the flow; a text box stands before the
    /// paragraph that it hangs on.
    fn paragraph(&mut self, mut paragraph: Paragraph) {
        paragraph.is_heading |= is_numbered_heading(&paragraph.text);
        match self.cell() {
            Some(cell) => {
                if !cell.text.is_empty() {
                    cell.text.push('\n');
                }
                cell.text.push_str(&paragraph.text);
            }
            None => self.blocks.push(Block::Paragraph(paragraph)),
        }
    }

    /// What stands in a table that only places things: pictures side by side, an imprint.
    fn unpack(&mut self, table: Table) {
        for cell in table.rows.into_iter().flatten().filter(|cell| !cell.is_continued) {
            for block in cell.inner {
                self.put(block);
            }
            for line in cell.text.split('\n') {
                self.paragraph(Paragraph { text: line.to_owned(), is_heading: false });
            }
        }
    }

    fn put(&mut self, block: Block) {
        match self.cell() {
            Some(cell) => cell.inner.push(block),
            None => self.blocks.push(block),
        }
    }

    fn cell(&mut self) -> Option<&mut RawCell> {
        self.frames.iter_mut().rev().find_map(|frame| match frame {
            Frame::Cell(cell) => Some(cell),
            Frame::Paragraph { .. } | Frame::Table(_) | Frame::Row(_) => None,
        })
    }

    fn say(&mut self, words: &str) {
        if self.run.is_hidden || self.fields.contains(&false) {
            return;
        }
        if let Some(Frame::Paragraph { paragraph, .. }) = self.frames.last_mut() {
            paragraph.text.extend(words.chars().map(half_width));
        }
    }

    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => self.fields.push(false),
            "separate" => {
                if let Some(in_result) = self.fields.last_mut() {
                    *in_result = true;
                }
            }
            "end" => drop(self.fields.pop()),
            _ => {}
        }
    }

    fn drawing(&mut self, alt: &str) {
        let alt = alt.chars().map(half_width).collect();
        self.put(Block::Drawing(Drawing { alt, points: Vec::new() }));
    }

    /// The data of the drawing that was opened last.
    fn chart(&mut self, id: &str) {
        let points = self.charts.get(id).cloned().unwrap_or_default();
        let blocks = match self.cell() {
            Some(cell) => &mut cell.inner,
            None => &mut self.blocks,
        };
        if let Some(Block::Drawing(drawing)) = blocks.last_mut() {
            drawing.points = points;
        }
    }
}
