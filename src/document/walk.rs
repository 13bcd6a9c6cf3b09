//! Every text of a document in reading order, with its role and its place.

use super::{
    Attachment, Block, Caption, Cell, Chart, Column, Contents, Document, Draft, Figure,
    Heading, Imprint, ImprintRow, Inline, Masthead, Picture, Place, Properties, Row,
    Series, Signature, Spot, Table,
};

/// A text: what stands together and is read as one.
#[derive(Debug)]
pub struct Text<'d> {
    /// What it is, which decides its face.
    pub role: Role,
    /// Where it stands.
    pub place: Place,
    /// From left to right.
    pub parts: Vec<Part<'d>>,
}

/// A stretch of a text, which may be changed.
#[derive(Debug)]
pub enum Part<'d> {
    /// Words.
    Words(&'d mut String),
    /// A number that keeps its name.
    Figure(&'d mut Figure),
}

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// On the property sheet; not printed.
    Property,
    /// 发文机关标志.
    Masthead,
    /// 期号.
    Issue,
    /// 发文字号.
    DocumentNumber,
    /// Office and date above the red rule.
    MastheadLine,
    /// A line of the title or more.
    Title,
    /// 主送.
    Addressee,
    /// 目录.
    Contents,
    /// A heading of a level, from 1.
    Heading(u8),
    /// A paragraph.
    Body,
    /// A footnote.
    Footnote,
    /// Above a table.
    TableCaption,
    /// The header of a column.
    TableHeader,
    /// A cell.
    TableText,
    /// Under a table.
    TableNote,
    /// Under a chart.
    ChartCaption,
    /// Names and values in a chart.
    ChartText,
    /// Under a picture.
    PictureCaption,
    /// Read out, not printed.
    Alternative,
    /// A name of an attachment.
    Attachment,
    /// Who signs, and the date.
    Signature,
    /// 版记.
    Imprint,
    /// The mark across a draft's pages.
    DraftMark,
    /// The heading of what is open.
    DraftHeading,
    /// What is open.
    DraftOpen,
}

impl Part<'_> {
    /// What is printed.
    pub fn text(&mut self) -> &mut String {
        match self {
            Self::Words(text) => text,
            Self::Figure(figure) => &mut figure.text,
        }
    }
}

impl Text<'_> {
    /// What is printed, joined.
    pub fn text(&mut self) -> String {
        self.parts.iter_mut().map(|part| part.text().as_str()).collect()
    }
}

/// Every text of a document.
pub fn texts(document: &mut Document) -> Vec<Text<'_>> {
    let Document {
        properties,
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
    let mut walk = Walk::default();
    let Properties { title: name, author, subject, date: _ } = properties;
    walk.each(Role::Property, &Spot::Properties, [name, author, subject]);
    if let Some(Masthead { name, issue, document_number, office, date }) = masthead {
        walk.each(Role::Masthead, &Spot::Masthead, [name]);
        walk.each(Role::Issue, &Spot::Masthead, issue);
        walk.each(Role::DocumentNumber, &Spot::Masthead, document_number);
        walk.each(Role::MastheadLine, &Spot::Masthead, office.iter_mut().chain(date));
    }
    walk.add(Role::Title, Spot::Title, title.iter_mut().map(Part::Words).collect());
    walk.each(Role::Addressee, &Spot::Addressee, addressee);
    for Contents { heading, of: _, lines } in contents {
        walk.each(Role::Contents, &Spot::Contents, [heading]);
        let lines = lines.iter_mut().map(|line| &mut line.text);
        walk.each(Role::Contents, &Spot::Contents, lines);
    }
    blocks.iter_mut().for_each(|block| walk.block(block));
    walk.headings.clear();
    let (names, attached): (Vec<_>, Vec<_>) = attachments
        .iter_mut()
        .map(|Attachment { tag, name, blocks, is_landscape: _ }| (name, (tag, blocks)))
        .unzip();
    walk.each(Role::Attachment, &Spot::Attachments, names);
    if let Some(Signature { issuer, date, sealed: _ }) = signature {
        walk.each(Role::Signature, &Spot::Signature, [issuer, date]);
    }
    for (tag, blocks) in attached {
        walk.headings = vec![(0, tag.clone())];
        walk.paragraph = 0;
        blocks.iter_mut().for_each(|block| walk.block(block));
    }
    walk.headings.clear();
    if let Some(Imprint { rows, is_apart: _ }) = imprint {
        for ImprintRow { left, right } in rows {
            walk.each(Role::Imprint, &Spot::Imprint, [left, right]);
        }
    }
    if let Some(Draft { mark, heading, open }) = draft {
        walk.each(Role::DraftMark, &Spot::Draft, [mark]);
        walk.each(Role::DraftHeading, &Spot::Draft, [heading]);
        walk.each(Role::DraftOpen, &Spot::Draft, open);
    }
    walk.texts
}

#[derive(Default)]
struct Walk<'d> {
    texts: Vec<Text<'d>>,
    /// Headings above what comes next, from the outermost.
    headings: Vec<(u8, String)>,
    paragraph: u32,
}

impl<'d> Walk<'d> {
    fn add(&mut self, role: Role, spot: Spot, parts: Vec<Part<'d>>) {
        let lines: Vec<&str> =
            self.headings.iter().map(|(_, line)| line.as_str()).collect();
        let place = Place { heading: lines.join(" / "), spot };
        self.texts.push(Text { role, place, parts });
    }

    /// Adds texts of a kind, each of its own.
    fn each(
        &mut self,
        role: Role,
        spot: &Spot,
        texts: impl IntoIterator<Item = &'d mut String>,
    ) {
        for text in texts {
            self.add(role, spot.clone(), vec![Part::Words(text)]);
        }
    }

    fn block(&mut self, block: &'d mut Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph { text } => {
                self.paragraph += 1;
                let spot = Spot::Paragraph { paragraph: self.paragraph };
                let is_note =
                    |inline: &&mut Inline| matches!(inline, Inline::Note { .. });
                let (notes, words): (Vec<_>, Vec<_>) = text.iter_mut().partition(is_note);
                self.add(
                    Role::Body,
                    spot.clone(),
                    words.into_iter().filter_map(part).collect(),
                );
                for note in notes {
                    if let Inline::Note { text } = note {
                        self.add(Role::Footnote, spot.clone(), parts(text).collect());
                    }
                }
            }
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
            Block::Pictures { pictures } => {
                let spot = Spot::Picture { paragraph: self.paragraph };
                for Picture { image: _, caption, alt } in pictures {
                    self.add(
                        Role::PictureCaption,
                        spot.clone(),
                        parts(caption).collect(),
                    );
                    let of = spot.to_string();
                    self.each(Role::Alternative, &Spot::Alternative { of }, [alt]);
                }
            }
        }
    }

    fn heading(&mut self, heading: &'d mut Heading) {
        let Heading { level, number, text } = heading;
        self.headings.retain(|(above, _)| *above < *level);
        let line = format!("{number}{}", super::plain_text(text));
        self.headings.push((*level, line));
        self.paragraph = 0;
        let number = std::iter::once(Part::Words(number));
        let parts = number.chain(parts(text)).collect();
        self.add(Role::Heading(*level), Spot::Heading, parts);
    }

    fn table(&mut self, table: &'d mut Table) {
        let Table { name: _, caption, columns, rows, notes, share: _, alt } = table;
        let table = self.caption(Role::TableCaption, caption);
        let header = Spot::Header { table: table.clone() };
        let headers: Vec<String> =
            columns.iter().map(|column| column.header.clone()).collect();
        for Column { header: text, align: _, width: _ } in columns {
            self.each(Role::TableHeader, &header, [text]);
        }
        for (row, Row { cells }) in (1..).zip(rows) {
            let name = name(cells);
            for (cell, column) in cells.iter_mut().zip(&headers) {
                let Cell::Content { text } = cell else { continue };
                let (name, column) = (name.clone(), column.clone());
                let spot = Spot::Cell { table: table.clone(), row, name, column };
                self.add(Role::TableText, spot, parts(text).collect());
            }
        }
        for (note, text) in (1..).zip(notes) {
            let spot = Spot::Note { table: table.clone(), note };
            self.add(Role::TableNote, spot, parts(text).collect());
        }
        self.each(Role::Alternative, &Spot::Alternative { of: table }, [alt]);
    }

    fn chart(&mut self, chart: &'d mut Chart) {
        let Chart {
            name: _,
            caption,
            form: _,
            unit,
            categories,
            series,
            marked: _,
            editable: _,
            share: _,
            alt,
        } = chart;
        let chart = self.caption(Role::ChartCaption, caption);
        let label = Spot::Label { chart: chart.clone() };
        let names = categories.clone();
        self.each(Role::ChartText, &label, [unit]);
        self.each(Role::ChartText, &label, categories);
        for Series { name, points } in series {
            let series = name.clone();
            self.each(Role::ChartText, &label, [name]);
            for (point, category) in points.iter_mut().zip(&names) {
                let Some(point) = point else { continue };
                let (series, category) = (series.clone(), category.clone());
                let spot = Spot::Point { chart: chart.clone(), series, category };
                self.add(Role::ChartText, spot, vec![Part::Figure(point)]);
            }
        }
        self.each(Role::Alternative, &Spot::Alternative { of: chart }, [alt]);
    }

    /// Adds a caption, its label first, and returns what the reader calls it: “表1”.
    fn caption(&mut self, role: Role, caption: &'d mut Caption) -> String {
        let tag = caption.tag();
        let Caption { label, number: _, text } = caption;
        let label = std::iter::once(Part::Words(label));
        let parts = label.chain(parts(text)).collect();
        self.add(role, Spot::Caption { of: tag.clone() }, parts);
        tag
    }
}

fn parts(inlines: &mut [Inline]) -> impl Iterator<Item = Part<'_>> {
    inlines.iter_mut().filter_map(part)
}

/// A stretch of a line; what a note says stands elsewhere.
fn part(inline: &mut Inline) -> Option<Part<'_>> {
    match inline {
        Inline::Text { text } | Inline::Reference { target: _, text } => {
            Some(Part::Words(text))
        }
        Inline::Figure(figure) => Some(Part::Figure(figure)),
        Inline::Note { .. } => None,
    }
}

/// What a row is about: its last cell of words, since a class stands before the unit.
fn name(cells: &[Cell]) -> String {
    let words = |cell: &Cell| match cell {
        Cell::Content { text } => match text.as_slice() {
            [Inline::Text { text }] => Some(text.clone()),
            _ => None,
        },
        Cell::Continued => None,
    };
    cells.iter().filter_map(words).next_back().unwrap_or_default()
}
