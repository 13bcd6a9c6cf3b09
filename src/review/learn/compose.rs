//! The parts of a Word file become an outline, from top to bottom.

use std::collections::BTreeMap;
use std::mem;

use super::blocks::{self, Part};
use super::cases::{self, Cases};
use super::dates::dates;
use super::edits::{Edit, Entry, Sure, templates};
use super::frame;
use super::grid::Grid;
use super::known::Catalogue;
use super::resolve::Resolver;
use super::sense::Sense;
use super::tables::{self, Matched};
use super::{Given, Learned, charts, fit, mark, unfilled};
use crate::layout::{self, Item, Outline, Section};
use crate::word;

/// The name of the first table, chart and so on by their labels: 表1.
pub(super) type References = BTreeMap<String, String>;

struct Composer<'a> {
    catalogue: Catalogue<'a>,
    references: References,
    /// Tables of the file in its order; none where no list fits.
    tables: Vec<Option<Matched>>,
    /// How many tables and charts came so far.
    counts: (usize, usize),
    rooms: Vec<fit::Room>,
    remarks: Vec<Vec<String>>,
    entries: Vec<Entry>,
    left: Vec<(String, String)>,
    /// Headings over the place, outer ones first.
    headings: Vec<String>,
    paragraphs: usize,
    has_gaps: bool,
    named: BTreeMap<String, String>,
    sections: Vec<Open>,
    done: Vec<Section>,
}

/// A section that is not finished.
struct Open {
    level: u8,
    section: Section,
}

pub(super) fn compose(given: &Given<'_>) -> Learned {
    let parts = blocks::parts(given.reading);
    let mut composer = Composer::new(given, &parts.body);
    let without_blanks = |line: &String| line.split_whitespace().collect();
    let title_lines = parts.title.iter().map(without_blanks).collect();
    let title = parts
        .title
        .iter()
        .map(|line| composer.text(line).concat())
        .collect::<Vec<_>>();
    let (mut frame, body) = frame::around(&parts.head, parts.body);
    let mut cases = Cases::default();
    let mut parts = body.into_iter().peekable();
    while let Some(part) = parts.next() {
        let Part::Heading { level, text } = part else {
            composer.part(part);
            continue;
        };
        composer.heading(level, &text);
        if text.contains("案例") {
            let mut inner = Vec::new();
            while let Some(part) = parts.next_if(|part| cases::is_within(part, level)) {
                inner.push(part);
            }
            let (taken, item) = cases::take(inner, given.bytes);
            cases = taken;
            composer.item(item);
        }
    }
    frame.title.clone_from(&title);
    let mut learned = composer.finish(given, title, frame, cases);
    learned.title_lines = title_lines;
    learned
}

impl<'a> Composer<'a> {
    fn new(given: &Given<'a>, body: &[Part]) -> Self {
        let catalogue = Catalogue::of(given.statistics);
        let mut tables = Vec::new();
        let mut references = References::new();
        let mut charts = 0;
        for part in body {
            match part {
                Part::Table { caption, table, .. } => {
                    let grid = Grid::of(table);
                    let mut found = tables::matched(&catalogue, &grid, caption)
                        .or_else(|| unfilled::table(&catalogue, &grid, caption));
                    if let Some(Matched { table, .. }) = &mut found {
                        let label = format!("表{}", tables.len() + 1);
                        if references.values().any(|name| *name == table.rows) {
                            table.name = Some(label.clone());
                        }
                        let name =
                            table.name.clone().unwrap_or_else(|| table.rows.clone());
                        references.insert(label, name);
                    }
                    tables.push(found);
                }
                Part::Chart { chart, caption } => {
                    charts += 1;
                    if charted(&catalogue, chart, caption).is_some() {
                        references.insert(format!("图{charts}"), format!("图{charts}"));
                    }
                }
                Part::Heading { .. }
                | Part::Text(_)
                | Part::Pictures { .. }
                | Part::Closed(_) => {}
            }
        }
        Self {
            catalogue,
            references,
            tables,
            counts: (0, 0),
            rooms: Vec::new(),
            remarks: Vec::new(),
            entries: Vec::new(),
            left: Vec::new(),
            headings: Vec::new(),
            paragraphs: 0,
            has_gaps: given.has_gaps,
            named: BTreeMap::new(),
            sections: Vec::new(),
            done: Vec::new(),
        }
    }

    fn heading(&mut self, level: u8, text: &str) {
        self.close(level);
        // A heading that skips a level stands under the one that is there.
        let depth = u8::try_from(self.sections.len()).unwrap_or(u8::MAX) + 1;
        let level = level.min(depth);
        self.headings.truncate(usize::from(level - 1));
        self.headings.push(text.to_owned());
        self.paragraphs = 0;
        let heading = self.text(text).concat();
        self.paragraphs = 0;
        let section = Section { heading, body: Vec::new() };
        self.sections.push(Open { level, section });
    }

    /// Ends the sections of a level and those within.
    fn close(&mut self, level: u8) {
        while self.sections.last().is_some_and(|open| open.level >= level) {
            let Some(Open { section, .. }) = self.sections.pop() else { return };
            match self.sections.last_mut() {
                Some(outer) => outer.section.body.push(Item::Section(section)),
                None => self.done.push(section),
            }
        }
    }

    fn item(&mut self, item: Item) {
        if self.sections.is_empty() {
            let section = Section { heading: String::new(), body: Vec::new() };
            self.sections.push(Open { level: 1, section });
        }
        if let Some(open) = self.sections.last_mut() {
            open.section.body.push(item);
        }
    }

    /// Lines that stand as remarks where they belong.
    fn remark(&mut self, lines: Vec<String>) {
        if lines.is_empty() {
            return;
        }
        let item = Item::Paragraph(vec![mark(self.remarks.len())]);
        self.remarks.push(lines);
        self.item(item);
    }

    fn part(&mut self, part: Part) {
        match part {
            Part::Heading { level, text } => self.heading(level, &text),
            Part::Text(text) => {
                self.paragraphs += 1;
                let before = self.entries.len();
                let texts = self.text(&text);
                let remarks = remarks(self.entries.get(before..).unwrap_or_default());
                self.remark(remarks);
                self.item(Item::Paragraph(texts));
            }
            Part::Table { caption, table, notes } => {
                self.table(&caption, &Grid::of(&table), &notes);
            }
            Part::Chart { caption, chart } => {
                self.counts.1 += 1;
                match charted(&self.catalogue, &chart, &caption) {
                    Some(mut found) => {
                        let name = format!("图{}", self.counts.1);
                        found.caption = self.text(&caption).concat();
                        found.name = self.references.get(&name).cloned();
                        self.item(Item::Chart(found));
                    }
                    None => {
                        self.leave(&format!("图“{caption}”没有对应的列表，没有带过来"));
                    }
                }
            }
            Part::Pictures { .. } => {
                self.leave("图片不在典型案例里，没有带过来；是图表的，改用 chart 生成");
            }
            Part::Closed(what) => self.leave(&format!("{what}没有带过来")),
        }
    }

    fn leave(&mut self, what: &str) {
        let place = self.place();
        self.remark(vec![what.to_owned()]);
        self.left.push((place, what.to_owned()));
    }

    fn place(&self) -> String {
        match self.headings.last() {
            Some(heading) if self.paragraphs > 0 => {
                format!("“{heading}”下第{}段", self.paragraphs)
            }
            Some(heading) => format!("标题“{heading}”"),
            None if self.paragraphs > 0 => format!("开头第{}段", self.paragraphs),
            None => "标题".to_owned(),
        }
    }

    fn table(&mut self, caption: &str, grid: &Grid, notes: &[String]) {
        let label = format!("表{}", self.counts.0 + 1);
        let found = self.tables.get_mut(self.counts.0).and_then(mem::take);
        self.counts.0 += 1;
        let Some(Matched { mut table, entries, left }) = found else {
            let headers = grid.headers.join("、");
            let what =
                format!("{label}“{caption}”没有对应的列表，没有带过来；各列是{headers}");
            self.leave(&what);
            self.entries.extend(tables::unknown_cells(grid, &label));
            return;
        };
        self.rooms
            .extend(fit::fit(self.catalogue.statistics, &mut table, grid));
        let before = self.entries.len();
        table.caption = self.text(caption).concat();
        table.note = notes.iter().map(|note| self.text(note).concat()).collect();
        let mut lines = remarks(self.entries.get(before..).unwrap_or_default());
        for what in left {
            lines.push(format!("{label}：{what}"));
            self.left.push((label.clone(), what));
        }
        for mut entry in entries {
            entry.place = format!("{label}{}", entry.place);
            self.entries.push(entry);
        }
        self.remark(lines);
        self.item(Item::Table(table));
    }

    /// The templates of a text, a sentence each.
    fn text(&mut self, text: &str) -> Vec<String> {
        let names = &self.catalogue.names;
        let mut above = Sense::default();
        for heading in self.headings.iter().rev() {
            let said = Sense::of_words(heading, names);
            if above.measure.is_empty() {
                above.measure = said.measure;
            }
            above.who = above.who.or(said.who);
        }
        let mut resolver = Resolver::new(&self.catalogue, text, above, self.has_gaps);
        resolver.run();
        resolver.rows();
        let Resolver { mut edits, mut entries, named, .. } = resolver;
        for (key, value) in named {
            // What is told first is the figure, what follows speaks of it.
            self.named.entry(key).or_insert(value);
        }
        for dated in dates(text, self.catalogue.statistics.period) {
            entries.push(Entry {
                place: String::new(),
                words: dated.text.clone(),
                became: dated.edit.as_ref().map(Edit::shown).unwrap_or_default(),
                sure: if dated.edit.is_some() { Sure::Certain } else { Sure::Unknown },
                number: dated.text,
                at: usize::MAX,
            });
            edits.extend(dated.edit);
        }
        edits.extend(references(text, &self.references));
        let place = self.place();
        for mut entry in entries {
            entry.place.clone_from(&place);
            self.entries.push(entry);
        }
        templates(text, &edits)
    }

    fn finish(
        mut self,
        given: &Given<'_>,
        title: Vec<String>,
        frame: frame::Frame,
        cases: Cases,
    ) -> Learned {
        self.close(0);
        let usual = given.usual.clone();
        let title = if title.is_empty() { usual.title.clone() } else { title };
        Learned {
            outline: Outline { title, sections: self.done, ..usual },
            remarks: self.remarks,
            entries: self.entries,
            left: self.left,
            named: self.named,
            frame,
            cases,
            rooms: self.rooms,
            title_lines: Vec::new(),
        }
    }
}

/// The list that a chart shows, by its values or, where the data are not there, its words.
fn charted(
    catalogue: &Catalogue<'_>,
    chart: &word::Chart,
    caption: &str,
) -> Option<layout::Chart> {
    charts::matched(catalogue, chart).or_else(|| unfilled::chart(catalogue, caption))
}

/// References to tables and charts that are there: 见表1.
fn references(text: &str, known: &References) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| "表图".contains(*c)) {
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start_matches(' ').len();
        let digits: String = rest
            .trim_start_matches(' ')
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        if let Some(name) = known.get(&format!("{c}{digits}")) {
            let end = at + c.len_utf8() + blanks + digits.len();
            edits.push(Edit::text(at..end, format!("{{{{ ref('{name}') }}}}")));
        }
    }
    edits
}

/// What is to be told at the very place of numbers that are not settled.
fn remarks(entries: &[Entry]) -> Vec<String> {
    let remark = |entry: &Entry| {
        let number = &entry.number;
        Some(match &entry.sure {
            Sure::Certain | Sure::Form(_) => return None,
            Sure::Named => format!("“{}”按文字认定，数据里还没有", entry.words),
            Sure::Other(data) => format!("“{}”：原文{number}，数据是{data}", entry.words),
            Sure::Open(choices) => {
                format!("“{}”可能是：{}", entry.words, choices.join("、"))
            }
            // A gap shows by itself.
            Sure::Unknown if !entry.became.is_empty() => return None,
            Sure::Unknown => format!("“{}”没有对应的数字，照原文保留", entry.words),
        })
    };
    entries.iter().filter_map(remark).collect()
}
