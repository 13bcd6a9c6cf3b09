//! Paragraphs, tables and what wraps them, from top to bottom.

use std::borrow::Cow;

use super::Refusal;
use super::fields::Fields;
use super::model::{Block, Cell, Inline, NoteId, Paragraph, Reading, Role, Row, Table};
use super::numbering::Lists;
use super::package::{Package, Relation};
use super::styles::{self, Numbering, Styles};
use super::xml::Element;

/// What a part is read with.
pub(super) struct Reader<'a> {
    pub(super) package: &'a Package,
    pub(super) styles: &'a Styles,
    pub(super) lists: &'a mut Lists,
    /// What the part refers to.
    pub(super) relations: &'a [Relation],
    pub(super) reading: &'a mut Reading,
    pub(super) fields: Fields,
    /// Comments whose words are being read, each with its place among those of the file.
    pub(super) comments: Vec<(String, usize)>,
    /// The style of the paragraph that is being read.
    pub(super) style: Option<String>,
    /// The number of the run that is being read.
    pub(super) run: usize,
    /// The number of the paragraph that was read last.
    paragraph: usize,
    /// What stands in paragraphs whose end is hidden or taken out: it belongs to the next.
    carried: Vec<Inline>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        package: &'a Package,
        styles: &'a Styles,
        lists: &'a mut Lists,
        relations: &'a [Relation],
        reading: &'a mut Reading,
    ) -> Self {
        Self {
            package,
            styles,
            lists,
            relations,
            reading,
            fields: Fields::default(),
            comments: Vec::new(),
            style: None,
            run: 0,
            paragraph: 0,
            carried: Vec::new(),
        }
    }

    /// What stands in a body, a cell, a note or a text box.
    pub(super) fn container(&mut self, element: &Element) -> Result<Vec<Block>, Refusal> {
        let outer = std::mem::take(&mut self.carried);
        let mut blocks = Vec::new();
        self.blocks(element, &mut blocks)?;
        self.settle(&mut blocks);
        self.carried = outer;
        Ok(blocks)
    }

    fn blocks(&mut self, parent: &Element, out: &mut Vec<Block>) -> Result<(), Refusal> {
        for element in parent.elements() {
            match &*element.name {
                "w:p" => self.paragraph(element, out)?,
                "w:tbl" => {
                    self.settle(out);
                    let table = self.table(element)?;
                    out.push(Block::Table(table));
                }
                "w:sdt" => {
                    if let Some(content) = self.content(element) {
                        self.blocks(content, out)?;
                    }
                }
                "mc:AlternateContent" => {
                    if let Some(chosen) = chosen(element) {
                        self.blocks(chosen, out)?;
                    }
                }
                "w:del" | "w:moveFrom" => self.reading.open_changes += 1,
                "w:ins" | "w:moveTo" => {
                    self.reading.open_changes += 1;
                    self.blocks(element, out)?;
                }
                "w:altChunk" => self.unread("插入的文件", out),
                "w:subDoc" => self.unread("子文档", out),
                "m:oMathPara" | "m:oMath" => {
                    let mut inlines = Vec::new();
                    self.inline(element, &mut inlines)?;
                    out.push(Block::Paragraph(Paragraph {
                        inlines,
                        ..Paragraph::default()
                    }));
                }
                name => {
                    self.mark(element, name);
                    self.blocks(element, out)?;
                }
            }
        }
        Ok(())
    }

    fn unread(&mut self, what: &'static str, out: &mut Vec<Block>) {
        self.settle(out);
        out.push(Block::Unread(Cow::Borrowed(what)));
    }

    /// A paragraph of what was carried, where no paragraph takes it up.
    fn settle(&mut self, out: &mut Vec<Block>) {
        let inlines = std::mem::take(&mut self.carried);
        if !inlines.is_empty() {
            out.push(Block::Paragraph(Paragraph {
                at: self.paragraph,
                inlines,
                ..Paragraph::default()
            }));
        }
    }

    fn paragraph(
        &mut self,
        element: &Element,
        out: &mut Vec<Block>,
    ) -> Result<(), Refusal> {
        let at = element.number();
        self.paragraph = at;
        let properties = element.child("w:pPr");
        let style = properties.and_then(|properties| properties.value("w:pStyle"));
        let mut inlines = std::mem::take(&mut self.carried);
        self.runs(element, style, &mut inlines)?;
        if self.joins_next(properties, style) {
            self.carried = inlines;
            return Ok(());
        }
        let says = |say: fn(&Element) -> Option<Role>| properties.and_then(say);
        let numbering = properties.map(Numbering::of).unwrap_or_default();
        let numbering = numbering.or(self.styles.numbering(style));
        out.push(Block::Paragraph(Paragraph {
            at,
            role: match self.styles.role(style) {
                Role::Body => says(styles::outline).unwrap_or_default(),
                role @ (Role::Title | Role::Heading(_) | Role::Caption) => role,
            },
            is_centred: properties
                .and_then(styles::centred)
                .unwrap_or_else(|| self.styles.is_centred(style)),
            number: self.lists.next(&numbering, style),
            inlines,
        }));
        Ok(())
    }

    /// Whether a paragraph has no end of its own: its mark is hidden, or was taken out.
    fn joins_next(&mut self, properties: Option<&Element>, style: Option<&str>) -> bool {
        let Some(properties) = properties else { return false };
        if properties.child("w:pPrChange").is_some() {
            self.reading.open_changes += 1;
        }
        let mark = properties.child("w:rPr");
        let is_taken_out = mark.is_some_and(|mark| {
            mark.child("w:del").is_some() || mark.child("w:moveFrom").is_some()
        });
        let own = mark.and_then(|mark| mark.switch("w:vanish"));
        is_taken_out || own.unwrap_or_else(|| self.styles.is_hidden(style, None))
    }

    fn table(&mut self, element: &Element) -> Result<Table, Refusal> {
        let mut rows = Vec::new();
        self.rows(element, &mut rows)?;
        let grid = element.child("w:tblGrid");
        let columns = grid.into_iter().flat_map(Element::elements);
        let widths = columns.filter_map(|column| column.get("w:w")?.parse().ok());
        Ok(Table { rows, widths: widths.collect() })
    }

    fn rows(&mut self, parent: &Element, rows: &mut Vec<Row>) -> Result<(), Refusal> {
        for element in parent.elements() {
            match &*element.name {
                "w:tr" => rows.extend(self.row(element)?),
                "w:tblPr" | "w:tblGrid" | "w:del" | "w:moveFrom" => {}
                "mc:AlternateContent" => {
                    if let Some(chosen) = chosen(element) {
                        self.rows(chosen, rows)?;
                    }
                }
                "w:sdt" => {
                    if let Some(content) = self.content(element) {
                        self.rows(content, rows)?;
                    }
                }
                name => {
                    self.mark(element, name);
                    self.rows(element, rows)?;
                }
            }
        }
        Ok(())
    }

    /// A row; none when it was taken out or is hidden.
    fn row(&mut self, element: &Element) -> Result<Option<Row>, Refusal> {
        let mut row = Row::default();
        if let Some(properties) = element.child("w:trPr") {
            let change = ["w:del", "w:ins", "w:trPrChange"];
            let is_change = |name: &&str| properties.child(name).is_some();
            self.reading.open_changes +=
                change.iter().filter(|name| is_change(name)).count();
            let is_hidden = properties.switch("w:hidden").unwrap_or_default();
            if is_hidden || properties.child("w:del").is_some() {
                return Ok(None);
            }
            row.is_header = properties.switch("w:tblHeader").unwrap_or_default();
            let before = properties.value("w:gridBefore");
            row.before = before.and_then(|before| before.parse().ok()).unwrap_or(0);
        }
        self.cells(element, &mut row.cells)?;
        Ok(Some(row))
    }

    fn cells(&mut self, parent: &Element, cells: &mut Vec<Cell>) -> Result<(), Refusal> {
        for element in parent.elements() {
            match &*element.name {
                "w:tc" => self.cell(element, cells)?,
                "w:trPr" | "w:tblPrEx" | "w:del" | "w:moveFrom" => {}
                "mc:AlternateContent" => {
                    if let Some(chosen) = chosen(element) {
                        self.cells(chosen, cells)?;
                    }
                }
                "w:sdt" => {
                    if let Some(content) = self.content(element) {
                        self.cells(content, cells)?;
                    }
                }
                name => {
                    self.mark(element, name);
                    self.cells(element, cells)?;
                }
            }
        }
        Ok(())
    }

    fn cell(&mut self, element: &Element, cells: &mut Vec<Cell>) -> Result<(), Refusal> {
        let properties = element.child("w:tcPr");
        let value = |name| properties.and_then(|properties| properties.value(name));
        let merged = |name| {
            let merge = properties.and_then(|properties| properties.child(name));
            merge.is_some_and(|merge| merge.get("w:val") != Some("restart"))
        };
        let span = value("w:gridSpan").and_then(|span| span.parse().ok()).unwrap_or(1);
        if properties.is_some_and(|properties| properties.child("w:cellDel").is_some()) {
            self.reading.open_changes += 1;
            return Ok(());
        }
        let blocks = self.container(element)?;
        // As Word before 2007 wrote cells that are merged with the one at the left.
        if merged("w:hMerge")
            && let Some(left) = cells.last_mut()
        {
            left.span += span;
            return Ok(());
        }
        cells.push(Cell { span: span.max(1), is_continued: merged("w:vMerge"), blocks });
        Ok(())
    }

    /// What a content control shows; none when it is only asked for.
    pub(super) fn content<'e>(&self, control: &'e Element) -> Option<&'e Element> {
        let properties = control.child("w:sdtPr");
        let shows_placeholder =
            properties.and_then(|properties| properties.switch("w:showingPlcHdr"));
        control
            .child("w:sdtContent")
            .filter(|_| shows_placeholder != Some(true))
    }

    /// Notes where the words of a comment begin and end.
    pub(super) fn mark(&mut self, element: &Element, name: &str) {
        let Some(id) = element.get("w:id") else { return };
        match name {
            "w:commentRangeStart" => {
                let at = self.reading.comments.iter().position(|it| it.id == id);
                self.comments.extend(at.map(|at| (id.to_owned(), at)));
            }
            "w:commentRangeEnd" => self.comments.retain(|(open, _)| open != id),
            _ => {}
        }
    }
}

/// The branch that a program takes which knows what this room knows.
pub(super) fn chosen(alternatives: &Element) -> Option<&Element> {
    let known = |choice: &&Element| {
        let mut needed = choice.get("Requires").unwrap_or_default().split_whitespace();
        &*choice.name == "mc:Choice"
            && needed.all(|prefix| super::names::namespace(prefix).is_some())
    };
    alternatives
        .elements()
        .find(known)
        .or_else(|| alternatives.child("mc:Fallback"))
}

/// The notes of a part by their ids.
pub(super) fn notes(
    reader: &mut Reader<'_>,
    part: &Element,
    id: fn(String) -> NoteId,
) -> Result<(), Refusal> {
    for note in part.elements() {
        // The others are the lines between text and notes.
        if note.get("w:type").is_some_and(|kind| kind != "normal") {
            continue;
        }
        let blocks = reader.container(note)?;
        let id = id(note.get("w:id").unwrap_or_default().to_owned());
        reader.reading.notes.insert(id, blocks);
    }
    Ok(())
}
