//! A Word file as the audit looks at it: every place of a table with its text, drawings
//! and boxes before the paragraph that they hang on, notes behind it.

use super::manuscript::{
    Block, Cell, Drawing, Manuscript, Paragraph, Source, Table, words,
};
use crate::word::{self, Inline, Reading, Refusal, Role};

/// Word itself allows 63 columns.
const COLUMNS_MAX: usize = 256;
const CELLS_MAX: usize = 400_000;

/// What of a text that a tracked change of its format shows or hides is not looked at: how
/// it was before.
pub(super) const SHOWN_CHANGE: &str = "修订前隐藏与否不同的文字";

/// Reads a Word file, and tells what of it cannot be read.
///
/// # Errors
/// When it is no Word file, is broken, or holds more than a bulletin ever can.
pub(super) fn read(bytes: &[u8]) -> Result<(Manuscript, Vec<String>), Refusal> {
    let reading = word::read(bytes)?;
    let mut reader = Reader {
        reading: &reading,
        cells: 0,
        nested: Vec::new(),
        unread: Vec::new(),
        host: None,
    };
    let mut blocks = Vec::new();
    reader.blocks(&reading.body, &mut blocks)?;
    let shown = std::iter::repeat_n(SHOWN_CHANGE.to_owned(), reading.shown_changes);
    reader.unread.extend(shown);
    Ok((Manuscript { blocks }, reader.unread))
}

struct Reader<'a> {
    reading: &'a Reading,
    /// Places of all tables so far.
    cells: usize,
    /// Tables within the table that is being read: they stand behind it.
    nested: Vec<Block>,
    /// What the file holds and nobody here can read: “插入的文件”.
    unread: Vec<String>,
    /// The paragraph that refers to the note that is being read.
    host: Option<usize>,
}

impl Reader<'_> {
    fn blocks(
        &mut self,
        blocks: &[word::Block],
        out: &mut Vec<Block>,
    ) -> Result<(), Refusal> {
        for block in blocks {
            match block {
                word::Block::Paragraph(paragraph) => self.paragraph(paragraph, out)?,
                word::Block::Table(table) => {
                    let table = self.table(table)?;
                    let is_grid = table.rows.len() > 1
                        && table.rows.iter().any(|row| row.len() > 1);
                    match is_grid {
                        true => out.push(Block::Table(table)),
                        false => unpack(table, out),
                    }
                    out.append(&mut self.nested);
                }
                word::Block::Unread(what) => self.unread.push(what.to_string()),
            }
        }
        Ok(())
    }

    fn paragraph(
        &mut self,
        paragraph: &word::Paragraph,
        out: &mut Vec<Block>,
    ) -> Result<(), Refusal> {
        let mut notes = Vec::new();
        let at = self.host.unwrap_or(paragraph.at);
        for inline in &paragraph.inlines {
            match inline {
                Inline::Picture(picture) => {
                    if picture.alt.as_deref().unwrap_or_default().trim().is_empty() {
                        self.unread.push("图片".to_owned());
                    }
                    out.push(drawing(at, picture.alt.as_deref(), Vec::new()));
                }
                Inline::Chart(chart) => {
                    let points = chart.series.iter().flat_map(|series| &series.points);
                    let points = points.cloned().collect();
                    out.push(drawing(at, chart.alt.as_deref(), points));
                }
                Inline::TextBox(blocks) => self.blocks(blocks, out)?,
                Inline::Note(id) => notes.extend(self.reading.notes.get(id)),
                Inline::Unread(what) => self.unread.push(what.to_string()),
                Inline::Text(_) | Inline::Formula(_) | Inline::Plain(_) => {}
            }
        }
        let text = paragraph.text();
        let is_heading =
            matches!(paragraph.role, Role::Heading(_)) || is_numbered_heading(&text);
        let length = if self.host.is_some() { 0 } else { text.chars().count() };
        out.push(words(&text, is_heading, vec![Source::new(at, 0..length)]));
        let outer = self.host.replace(at);
        notes.into_iter().try_for_each(|note| self.blocks(note, out))?;
        self.host = outer;
        Ok(())
    }

    /// Resolves spans and merges.
    fn table(&mut self, table: &word::Table) -> Result<Table, Refusal> {
        let header_rows = table.rows.iter().take_while(|row| row.is_header).count();
        let mut grid: Vec<Vec<Cell>> = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let mut places: Vec<Cell> = Vec::new();
            places.resize_with(row.before.min(COLUMNS_MAX), || Cell::new(""));
            for cell in &row.cells {
                self.cell(cell, &mut places, grid.last())?;
            }
            self.cells += places.len();
            if self.cells > CELLS_MAX {
                return Err(Refusal::too_large("里面的表格单元格过多"));
            }
            grid.push(places);
        }
        Ok(Table { header_rows, rows: grid })
    }

    fn cell(
        &mut self,
        cell: &word::Cell,
        places: &mut Vec<Cell>,
        above: Option<&Vec<Cell>>,
    ) -> Result<(), Refusal> {
        let word::Cell { span, is_continued, blocks } = cell;
        let mut lines = Lines::default();
        let mut inner = Vec::new();
        let mut content = Vec::new();
        let outer = std::mem::take(&mut self.nested);
        self.blocks(blocks, &mut content)?;
        self.nested = outer;
        for block in content {
            match block {
                Block::Paragraph(paragraph) => lines.add(paragraph),
                Block::Table(_) => self.nested.push(block),
                Block::Drawing(_) => inner.push(block),
            }
        }
        let first = match above.and_then(|above| above.get(places.len())) {
            Some(above) if *is_continued => Cell { inner, ..above.clone() },
            Some(_) | None => lines.cell(inner),
        };
        let first = Cell { is_continued: *is_continued, ..first };
        let span = (*span).clamp(1, COLUMNS_MAX.saturating_sub(places.len()).max(1));
        let repeated = Cell { is_continued: true, inner: Vec::new(), ..first.clone() };
        places.push(first);
        places.extend(std::iter::repeat_n(repeated, span - 1));
        Ok(())
    }
}

/// What stands in a table that only places things: pictures side by side, an imprint.
fn unpack(table: Table, out: &mut Vec<Block>) {
    for cell in table.rows.into_iter().flatten().filter(|cell| !cell.is_continued) {
        out.extend(cell.inner);
        let mut start = 0;
        for line in cell.text.split('\n') {
            let end = start + line.chars().count();
            let is_of_line =
                |it: &&Source| it.characters.start < end && start < it.characters.end;
            let mut sources: Vec<Source> = cell.sources.clone();
            if sources.iter().any(|it| is_of_line(&it)) {
                sources.retain(|it| is_of_line(&it));
            }
            sources = sources.iter().map(|it| it.after(start)).collect();
            out.push(words(line, false, sources));
            start = end + 1;
        }
    }
}

/// The paragraphs of a cell.
#[derive(Default)]
struct Lines {
    text: String,
    /// Characters of the text.
    length: usize,
    sources: Vec<Source>,
}

impl Lines {
    fn add(&mut self, paragraph: Paragraph) {
        if !self.sources.is_empty() {
            self.text.push('\n');
            self.length += 1;
        }
        self.text.push_str(&paragraph.text);
        let start = self.length;
        self.length += paragraph.text.chars().count();
        self.sources
            .extend(paragraph.sources.into_iter().map(|it| it.behind(start)));
    }

    fn cell(self, inner: Vec<Block>) -> Cell {
        let blank = self.text.chars().take_while(|c| c.is_whitespace()).count();
        let sources = self.sources.iter().map(|source| source.after(blank)).collect();
        Cell { inner, sources, ..Cell::new(self.text.trim()) }
    }
}

fn drawing(at: usize, alt: Option<&str>, points: Vec<(String, String)>) -> Block {
    let sources = vec![Source::new(at, 0..0)];
    Block::Drawing(Drawing { points, sources, ..Drawing::new(alt.unwrap_or_default()) })
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
