//! Every figure and every sentence of a document, in reading order.

use serde::{Deserialize, Serialize};

use super::place::{Place, Spot};
use crate::document::{
    Block, Caption, Cell, Chart, Document, Heading, Inline, Picture, Row, Table,
    plain_text,
};

/// A figure as it stands in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Its name.
    pub key: String,
    /// As printed there: a sentence that says 低于 prints no sign.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// A sentence of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Where.
    pub place: Place,
    /// What it says, with its full stop.
    pub text: String,
}

/// What a document prints.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) printed: Vec<Printed>,
    pub(super) sentences: Vec<Sentence>,
    /// Headings above what comes next, from the outermost.
    headings: Vec<(u8, String)>,
    paragraph: u32,
}

pub(super) fn walk(document: &Document) -> Walk {
    let mut walk = Walk::default();
    walk.tell(Spot::Title, &document.title.concat());
    for block in &document.blocks {
        match block {
            Block::Heading(heading) => walk.heading(heading),
            Block::Paragraph { text } => {
                walk.paragraph += 1;
                walk.text(Spot::Paragraph { paragraph: walk.paragraph }, text);
            }
            Block::Table(table) => walk.table(table),
            Block::Chart(chart) => walk.chart(chart),
            Block::Pictures { pictures } => {
                for Picture { image: _, caption, alt: _ } in pictures {
                    walk.text(Spot::Picture { paragraph: walk.paragraph }, caption);
                }
            }
        }
    }
    walk
}

impl Walk {
    fn heading(&mut self, heading: &Heading) {
        let Heading { level, number, text } = heading;
        self.headings.retain(|(above, _)| above < level);
        let line = format!("{number}{}", plain_text(text));
        self.headings.push((*level, line.clone()));
        self.paragraph = 0;
        self.figures(&Spot::Heading, text);
        self.tell(Spot::Heading, &line);
    }

    fn table(&mut self, table: &Table) {
        let Table { name: _, caption, columns, rows, notes, alt: _ } = table;
        self.caption(caption);
        let label = caption.tag();
        for (n, Row { cells }) in (1..).zip(rows) {
            let name = name(cells);
            for (cell, column) in cells.iter().zip(columns) {
                let Cell::Content { text } = cell else { continue };
                let spot = Spot::Cell {
                    table: label.clone(),
                    row: n,
                    name: name.clone(),
                    column: column.header.clone(),
                };
                self.figures(&spot, text);
            }
        }
        for (note, text) in (1..).zip(notes) {
            self.text(Spot::Note { table: label.clone(), note }, text);
        }
    }

    fn chart(&mut self, chart: &Chart) {
        self.caption(&chart.caption);
        for series in &chart.series {
            for (point, category) in series.points.iter().zip(&chart.categories) {
                let Some(point) = point else { continue };
                let spot = Spot::Point {
                    chart: chart.caption.tag(),
                    series: series.name.clone(),
                    category: category.clone(),
                };
                self.figures(&spot, &[Inline::Figure(point.clone())]);
            }
        }
    }

    fn caption(&mut self, caption: &Caption) {
        let spot = Spot::Caption { of: caption.tag() };
        self.figures(&spot, &caption.text);
        self.tell(spot, &format!("{}：{}", caption.tag(), plain_text(&caption.text)));
    }

    fn text(&mut self, spot: Spot, text: &[Inline]) {
        self.figures(&spot, text);
        self.tell(spot, &plain_text(text));
    }

    fn figures(&mut self, spot: &Spot, text: &[Inline]) {
        for inline in text {
            if let Inline::Figure(figure) = inline {
                let (key, text) = (figure.key.clone(), figure.text.clone());
                let place = self.place(spot.clone());
                self.printed.push(Printed { key, text, place });
            }
        }
    }

    fn tell(&mut self, spot: Spot, text: &str) {
        let place = self.place(spot);
        self.sentences.extend(
            sentences(text)
                .into_iter()
                .map(|text| Sentence { place: place.clone(), text }),
        );
    }

    fn place(&self, spot: Spot) -> Place {
        let lines: Vec<&str> =
            self.headings.iter().map(|(_, line)| line.as_str()).collect();
        Place { heading: lines.join(" / "), spot }
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

/// A text cut behind each full stop; a closing quotation mark stays with its sentence.
fn sentences(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut sentence = String::new();
    let mut is_over = false;
    for c in text.chars() {
        if is_over && !"。！？”）』」".contains(c) {
            all.push(std::mem::take(&mut sentence));
            is_over = false;
        }
        sentence.push(c);
        is_over |= "。！？".contains(c);
    }
    if !sentence.trim().is_empty() {
        all.push(sentence);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_behind_full_stops_and_their_quotation_marks() {
        let cut = sentences("他说：“好。”再问（是吗？）不答。其余");
        assert_eq!(cut, ["他说：“好。”", "再问（是吗？）", "不答。", "其余"]);
    }
}
