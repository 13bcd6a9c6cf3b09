//! One reading of a bulletin: tables, sentences, notes and charts as facts and claims.
//!
//! Rules look at what is here and never at text. What no grammar takes gives no fact and
//! counts as not read.

mod chart;
pub(super) mod claim;
mod compare;
mod lists;
pub(super) mod mention;
mod names;
mod parts;
pub(super) mod patterns;
pub(super) mod printed;
pub(super) mod relation;
pub(super) mod sentence;
pub(super) mod table;
pub(super) mod term;
pub(super) mod time;
mod weights;
pub(super) mod words;

use std::collections::BTreeSet;
use std::ops::Range;

use super::columns::Role;
use super::manuscript::{Block, Manuscript};
use super::places::{self, Spot};
use names::Names;
use patterns::patterns;
use printed::{Exact, Printed};
use sentence::{Context, Reading, Told};
use table::{RowFacts, RowKind, TableFacts};
use term::Term;
use words::{GROUPS, Measure, Period, Scope};

/// A figure of the bulletin with its place.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) term: Term,
    pub(super) number: Printed,
    pub(super) spot: Spot,
    /// Bytes of the text; none for a cell or a chart.
    pub(super) range: Option<Range<usize>>,
    pub(super) origin: Origin,
}

/// Where a fact stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    Table,
    Chart,
    Text,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Title,
    Heading,
    Caption,
    Body,
}

/// A paragraph with what its sentences give.
#[derive(Debug)]
pub(super) struct Paragraph<'a> {
    pub(super) spot: Spot,
    pub(super) text: &'a str,
    pub(super) kind: Kind,
    pub(super) sentences: Vec<(Range<usize>, Reading)>,
}

/// Values of a chart by name.
#[derive(Debug)]
pub(super) struct Series {
    pub(super) spot: Spot,
    /// “图1”, or what it is called without a label.
    pub(super) label: String,
    pub(super) measure: Measure,
    pub(super) scope: Scope,
    pub(super) period: Period,
    pub(super) points: Vec<(String, Printed)>,
}

/// How much was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Coverage {
    pub(super) sentences: usize,
    /// Sentences with numbers of which some were not understood, each with its place.
    pub(super) unread: Vec<(Spot, String)>,
}

/// All that a bulletin says.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    pub(super) manuscript: &'a Manuscript,
    pub(super) tables: Vec<TableFacts<'a>>,
    pub(super) series: Vec<Series>,
    pub(super) paragraphs: Vec<Paragraph<'a>>,
    pub(super) all: Vec<Fact>,
    /// Weights of the three rates that the text states, in points.
    pub(super) weights: Option<[Exact; 3]>,
    pub(super) coverage: Coverage,
    /// How many 街乡镇 the city ranks, where the text tells it.
    pub(super) ranked: Vec<Printed>,
    /// The district that the bulletin is of, where a chart marks it.
    pub(super) own: Option<String>,
}

patterns! {
    RANKED = concat!(
        r"(?:参与|参加|纳入)[^，。；]{0,6}排名的?(?:街乡镇|街镇|镇街)[^，。；\d]{0,3}(\d+)个",
        r"|全市(?:共)?(\d+)个(?:街乡镇|街镇|镇街)",
    );
    MARKED = "图中标出的是([^。，]+)";
}

/// Reads a bulletin.
pub(super) fn read(manuscript: &Manuscript) -> Facts<'_> {
    let tables = table::tables(manuscript);
    let series = chart::series(manuscript);
    let names = Names::of(all_names(&tables, &series));
    let classes = classes(&tables);
    let mut facts = Facts {
        manuscript,
        series,
        paragraphs: Vec::new(),
        all: Vec::new(),
        weights: None,
        coverage: Coverage::default(),
        tables: Vec::new(),
        ranked: Vec::new(),
        own: own_name(manuscript),
    };
    let own = facts.own.clone();
    for (at, table) in tables.iter().enumerate() {
        facts.table(at, table);
    }
    facts.tables = tables;
    facts.charts();
    facts.texts(&names, &classes, own.as_deref());
    facts
}

/// The district that the bulletin is of, where a chart marks it.
fn own_name(manuscript: &Manuscript) -> Option<String> {
    manuscript.blocks.iter().find_map(|block| match block {
        Block::Drawing(drawing) => {
            let found = MARKED.captures(&drawing.alt)?;
            let name = found.get(1)?.as_str();
            let is_district = name.ends_with('区') && !name.ends_with("地区");
            is_district.then(|| name.to_owned())
        }
        Block::Paragraph(_) | Block::Table(_) => None,
    })
}

fn all_names<'t>(
    tables: &'t [TableFacts<'_>],
    series: &'t [Series],
) -> BTreeSet<&'t str> {
    let rows = tables.iter().filter(|table| !table.is_series).flat_map(|table| {
        table
            .rows
            .iter()
            .filter(|row| matches!(row.kind, RowKind::One | RowKind::Part))
    });
    let rows =
        rows.map(|row| row.name.trim_start_matches("其中").trim_start_matches('：'));
    let points = series.iter().flat_map(|it| &it.points).map(|(name, _)| name.as_str());
    rows.chain(points)
        .filter(|name| !GROUPS.iter().any(|(group, _)| name == group))
        .collect()
}

fn classes(tables: &[TableFacts<'_>]) -> Vec<String> {
    let all = tables
        .iter()
        .flat_map(|table| &table.rows)
        .map(|row| row.class.clone());
    let all: BTreeSet<String> = all.filter(|class| class.chars().count() > 1).collect();
    all.into_iter().collect()
}

impl<'a> Facts<'a> {
    fn table(&mut self, _at: usize, table: &TableFacts<'a>) {
        if table.is_series {
            return;
        }
        for row in &table.rows {
            let Some(subject) = subject_of(table, row) else { continue };
            for (x, column) in table.columns.iter().enumerate() {
                let Some(number) = row.at(x).filter(|_| column.role == Role::Figure)
                else {
                    continue;
                };
                // What 合计 says of rates may be a mean or a pool.
                if row.kind == RowKind::Total
                    && !matches!(column.measure, Measure::Count(_))
                {
                    continue;
                }
                self.all.push(Fact {
                    term: Term {
                        measure: column.measure.clone(),
                        subject: subject.clone(),
                        scope: row_scope(table, row),
                        period: column.period.clone(),
                    },
                    number: number.clone(),
                    spot: table.spot(row.y, x),
                    range: None,
                    origin: Origin::Table,
                });
            }
        }
    }

    fn charts(&mut self) {
        for series in &self.series {
            for (name, number) in &series.points {
                self.all.push(Fact {
                    term: Term {
                        measure: series.measure.clone(),
                        subject: name.clone(),
                        scope: series.scope,
                        period: series.period.clone(),
                    },
                    number: number.clone(),
                    spot: series.spot,
                    range: None,
                    origin: Origin::Chart,
                });
            }
        }
    }

    fn texts(&mut self, names: &Names, classes: &[String], own: Option<&str>) {
        let texts = places::texts(self.manuscript);
        let mut context = Context::default();
        let mut title_subject = String::new();
        let mut seen_text = false;
        for (spot, text) in texts {
            let Some(block) = self.manuscript.blocks.get(spot.block) else { continue };
            let kind = match block {
                Block::Drawing(_) => continue,
                // A cell with sentences in it is read like a paragraph.
                Block::Table(_) => {
                    if !text.contains('。') {
                        continue;
                    }
                    Kind::Body
                }
                Block::Paragraph(it) if it.is_heading && seen_text => Kind::Heading,
                Block::Paragraph(_) if text.trim().is_empty() => continue,
                Block::Paragraph(_) if !seen_text => Kind::Title,
                Block::Paragraph(_) if places::label(text.trim()).is_some() => {
                    Kind::Caption
                }
                Block::Paragraph(_) => Kind::Body,
            };
            match kind {
                Kind::Title => {
                    let found = names.find(text);
                    let is_own = |name: &str| {
                        Some(name) == own
                            || (name.ends_with('区') && !name.ends_with("地区"))
                    };
                    let unit = found.first().filter(|it| !is_own(it.name));
                    title_subject = unit.map_or(String::new(), |it| it.name.to_owned());
                    context.subject.clone_from(&title_subject);
                    seen_text = true;
                }
                Kind::Heading => {
                    let group = GROUPS.iter().find(|(word, _)| text.contains(word));
                    context.subject = match group {
                        Some((_, group)) if title_subject.is_empty() => {
                            (*group).to_owned()
                        }
                        _ => title_subject.clone(),
                    };
                }
                Kind::Caption | Kind::Body => {}
            }
            let mut paragraph = Paragraph { spot, text, kind, sentences: Vec::new() };
            if kind == Kind::Body {
                self.weights = self.weights.take().or_else(|| weights::of(text));
                let ranked = RANKED.captures_iter(text);
                let ranked = ranked.filter_map(|it| it.get(1).or(it.get(2)));
                self.ranked
                    .extend(ranked.filter_map(|it| time::first_number(it.as_str())));
                self.sentences(&mut paragraph, names, classes, &context, own);
            }
            self.paragraphs.push(paragraph);
        }
    }

    fn sentences(
        &mut self,
        paragraph: &mut Paragraph<'a>,
        names: &Names,
        classes: &[String],
        context: &Context,
        own: Option<&str>,
    ) {
        let text = paragraph.text;
        for sentence in mention::sentences(text) {
            let words = text.get(sentence.range.clone()).unwrap_or_default();
            let mut reading = sentence::read(&sentence, names, context);
            if sentence.is_whole {
                let more = lists::claims(words, sentence.range.start, names, classes);
                reading.claims.extend(more);
            }
            if !sentence.mentions.is_empty() {
                self.coverage.sentences += 1;
            }
            if reading.unread > 0 || !sentence.is_whole {
                self.coverage.unread.push((paragraph.spot, words.trim().to_owned()));
            }
            for told in &mut reading.facts {
                if own == Some(told.term.subject.as_str()) {
                    told.term.subject.clear();
                }
                self.all.push(fact(told, paragraph.spot));
            }
            paragraph.sentences.push((sentence.range, reading));
        }
        if let Some(own) = own {
            for fact in self.all.iter_mut().filter(|fact| fact.origin == Origin::Chart) {
                if fact.term.subject == own {
                    fact.term.subject.clear();
                }
            }
        }
    }

    /// Facts that tell the same: of the same subject, measure and period, and of the same
    /// tickets as far as both say which.
    pub(super) fn same(&self, term: &Term) -> Vec<&Fact> {
        let all: Vec<&Fact> = self
            .all
            .iter()
            .filter(|fact| {
                fact.term.measure == term.measure
                    && fact.term.subject == term.subject
                    && fact.term.period == term.period
            })
            .collect();
        let exact: Vec<&Fact> =
            all.iter().filter(|it| it.term.scope == term.scope).copied().collect();
        if !exact.is_empty() {
            return exact;
        }
        if term.scope.is_none() {
            return all;
        }
        let wider =
            |it: &&&Fact| !it.term.scope.is_none() && it.term.scope.has(term.scope);
        let wider: Vec<&Fact> = all.iter().filter(wider).copied().collect();
        let scopes: BTreeSet<Scope> = wider.iter().map(|it| it.term.scope).collect();
        if scopes.len() == 1 { wider } else { Vec::new() }
    }
}

fn fact(told: &Told, spot: Spot) -> Fact {
    Fact {
        term: told.term.clone(),
        number: told.number.clone(),
        spot,
        range: Some(told.range.clone()),
        origin: Origin::Text,
    }
}

/// Whom a row tells of; none for parts and sums of sums.
fn subject_of(table: &TableFacts<'_>, row: &RowFacts) -> Option<String> {
    match row.kind {
        RowKind::One => Some(row.name.clone()).filter(|name| !name.is_empty()),
        RowKind::Total => {
            let group = GROUPS.iter().find(|(word, _)| table.caption.contains(word));
            group.map(|(_, group)| (*group).to_owned())
        }
        // “全区镇街” is the pool of all of them.
        RowKind::Other => {
            let words = term::Words::of(&row.name, &Names::default());
            words.subject.filter(|subject| !subject.is_empty())
        }
        RowKind::Part | RowKind::Subtotal => None,
    }
}

/// Which tickets a row tells of: of the caption, else of the class that stands before it.
fn row_scope(table: &TableFacts<'_>, row: &RowFacts) -> Scope {
    if table.scope.is_none() { Scope::of(&row.class) } else { table.scope }
}
