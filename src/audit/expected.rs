//! What a reader of a document has to see, in order.

use std::sync::Arc;

use super::manuscript::{Block, Cell, Drawing, Manuscript, Table};
use crate::document::{self, Document, plain_text};

/// The document as a reader sees it.
pub(super) fn manuscript(document: &Document) -> Manuscript {
    let Document {
        properties: _,
        masthead,
        title,
        addressee,
        contents,
        blocks,
        attachments,
        signature,
        imprint,
        draft,
    } = document;
    let mut all = Manuscript::default();
    if let Some(masthead) = masthead {
        let document::Masthead { name, issue, document_number, office, date } = masthead;
        all.paragraph(name);
        let lines = [issue, document_number];
        lines.into_iter().flatten().for_each(|line| all.paragraph(line));
        let edges: Vec<&str> =
            [office, date].into_iter().flatten().map(String::as_str).collect();
        all.paragraph(edges.join("\t"));
    }
    all.paragraph(title.join("\n"));
    addressee.iter().for_each(|line| all.paragraph(line));
    for document::Contents { heading, of: _, lines } in contents {
        all.paragraph(heading);
        let lines = lines.iter().map(|line| format!("{}\t{}", line.text, line.page));
        lines.for_each(|line| all.paragraph(line));
    }
    blocks.iter().for_each(|block| add(&mut all, block));
    for (at, document::Attachment { name, .. }) in attachments.iter().enumerate() {
        match attachments.as_slice() {
            [_] => all.paragraph(name),
            _ => all.paragraph(format!("{}. {name}", at + 1)),
        }
    }
    if let Some(document::Signature { issuer, date, sealed: _ }) = signature {
        all.paragraph(issuer);
        all.paragraph(date);
    }
    for document::Attachment { tag, name, blocks, is_landscape: _ } in attachments {
        if !blocks.is_empty() {
            all.heading(tag);
            all.paragraph(name);
            blocks.iter().for_each(|block| add(&mut all, block));
        }
    }
    for row in imprint.iter().flat_map(|imprint| &imprint.rows) {
        all.paragraph(format!("{}\t{}", row.left, row.right));
    }
    if let Some(draft) = draft.as_ref().filter(|draft| !draft.open.is_empty()) {
        all.heading(&draft.heading);
        draft.open.iter().for_each(|line| all.paragraph(line));
    }
    all
}

fn add(all: &mut Manuscript, block: &document::Block) {
    match block {
        document::Block::Heading(heading) => {
            let document::Heading { level: _, number, text } = heading;
            all.heading(format!("{number}{}", plain_text(text)));
        }
        document::Block::Paragraph { text } => {
            all.paragraph(plain_text(text));
            for inline in text {
                if let document::Inline::Note { text } = inline {
                    all.paragraph(plain_text(text));
                }
            }
        }
        document::Block::Table(table) => add_table(all, table),
        document::Block::Chart(chart) => {
            let series = chart.series.iter();
            let points = series.flat_map(|it| chart.categories.iter().zip(&it.points));
            let points = points.filter_map(|(name, point)| {
                Some((name.clone(), point.as_ref()?.text.clone()))
            });
            let points = points.collect();
            all.blocks
                .push(Block::Drawing(Drawing { points, ..Drawing::new(&chart.alt) }));
            all.paragraph(caption(&chart.caption));
        }
        document::Block::Pictures { pictures } => {
            for document::Picture { image: _, caption, alt } in pictures {
                all.blocks.push(Block::Drawing(Drawing::new(alt)));
                all.paragraph(plain_text(caption));
            }
        }
    }
}

fn add_table(all: &mut Manuscript, table: &document::Table) {
    let document::Table {
        name: _,
        caption: label,
        columns,
        rows,
        notes,
        share: _,
        alt: _,
    } = table;
    if !label.is_absent() {
        all.paragraph(caption(label));
    }
    let header = columns.iter().map(|column| Cell::new(&column.header)).collect();
    let mut grid: Vec<Vec<Cell>> = vec![header];
    for row in rows {
        let cells = row.cells.iter().enumerate().map(|(at, cell)| match cell {
            document::Cell::Content { text } => Cell::new(&plain_text(text)),
            document::Cell::Continued => {
                let above = grid.last().and_then(|above| above.get(at));
                let text = above.map_or_else(|| Arc::from(""), |cell| cell.text.clone());
                Cell { is_continued: true, ..Cell::new(&text) }
            }
        });
        let cells = cells.collect();
        grid.push(cells);
    }
    all.blocks.push(Block::Table(Table { header_rows: 1, rows: grid }));
    notes.iter().for_each(|note| all.paragraph(plain_text(note)));
}

fn caption(caption: &document::Caption) -> String {
    format!("{}：{}", caption.tag(), plain_text(&caption.text))
}
