//! One reading of a bulletin: tables, sentences, notes and charts as facts and claims.
//!
//! Rules look at what is here and never at text. What no grammar takes gives no fact and
//! counts as not read.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "only the kinds that are named are meant"
)]

mod bracket;
mod chart;
pub(super) mod claim;
mod compare;
mod lists;
pub(super) mod marks;
pub(super) mod mention;
mod names;
pub(super) mod order;
mod parts;
pub(super) mod patterns;
pub(super) mod printed;
pub(super) mod relation;
pub(super) mod sentence;
mod standing;
pub(super) mod table;
pub(super) mod term;
pub(super) mod time;
mod weights;
mod whom;
pub(super) mod words;

use std::collections::BTreeSet;
use std::ops::Range;

use super::columns::Role;
use super::manuscript::{Block, Manuscript};
use super::places::{self, Spot};
use marks::Mark;
use names::Names;
use patterns::patterns;
use printed::{Exact, Printed};
use sentence::{Context, Reading, Told};
use table::{RowFacts, RowKind, TableFacts};
use term::Term;
use whom::{all_names, classes, misspelt, own_name, title_subject};
use words::{Measure, Period, Scope};

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
    marks: Vec<(Range<usize>, Mark)>,
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
    /// Where the text states weights that make no whole.
    pub(super) broken_weights: Vec<(Spot, Range<usize>)>,
    pub(super) coverage: Coverage,
    /// How many 街乡镇 the city ranks, where the text tells it.
    pub(super) ranked: Vec<Printed>,
    /// The district that the bulletin is of, where a chart marks it.
    pub(super) own: Option<String>,
    /// Units that sentences call nearly by their names.
    pub(super) misspelt: Vec<Misspelt>,
}

/// A name of a unit with a slip in it.
#[derive(Debug)]
pub(super) struct Misspelt {
    pub(super) spot: Spot,
    pub(super) range: Range<usize>,
    pub(super) written: String,
    pub(super) name: String,
}

patterns! {
    RANKED = concat!(
        r"(?:参与|参加|纳入)[^，。；]{0,6}排名的?(?:街乡镇|街镇|镇街)[^，。；\d]{0,3}(\d+)个",
        r"|全市(?:共)?(\d+)个(?:街乡镇|街镇|镇街)",
    );
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
        broken_weights: Vec::new(),
        coverage: Coverage::default(),
        tables: Vec::new(),
        ranked: Vec::new(),
        own: own_name(manuscript),
        misspelt: Vec::new(),
    };
    let own = facts.own.clone();
    let title = title_subject(manuscript, &names, own.as_deref());
    for table in &tables {
        facts.table(table, &title);
    }
    facts.tables = tables;
    facts.charts();
    facts.texts(&names, &classes, own.as_deref(), &title);
    facts.misspelt = misspelt(&facts, &names);
    facts
}

impl<'a> Facts<'a> {
    fn table(&mut self, table: &TableFacts<'a>, title: &str) {
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
                // A row “双满” tells how many of them there are of whom the title names.
                let outcome = words::outcome(&row.name)
                    .filter(|_| matches!(column.measure, Measure::Count(_)));
                let (measure, subject) = match outcome {
                    Some(word) => (Measure::Count(word.to_owned()), title.to_owned()),
                    None => (column.measure.clone(), subject.clone()),
                };
                self.all.push(Fact {
                    term: Term {
                        measure,
                        subject,
                        scope: row_scope(table, row),
                        period: column.period,
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
                        period: series.period,
                    },
                    number: number.clone(),
                    spot: series.spot,
                    range: None,
                    origin: Origin::Chart,
                });
            }
        }
    }

    fn texts(
        &mut self,
        names: &Names,
        classes: &[String],
        own: Option<&str>,
        title: &str,
    ) {
        let texts = places::texts(self.manuscript);
        let year = marks::year(texts.iter().map(|(_, text)| *text));
        let mut context = Context::default();
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
                    title.clone_into(&mut context.subject);
                    seen_text = true;
                }
                Kind::Heading => {
                    context.subject = match words::group(text) {
                        Some(group) if title.is_empty() => group.to_owned(),
                        _ => title.to_owned(),
                    };
                }
                Kind::Caption | Kind::Body => {}
            }
            let marks = marks::marks(text, kind, year);
            let sentences = Vec::new();
            let mut paragraph = Paragraph { spot, text, kind, sentences, marks };
            if kind == Kind::Body {
                self.weights = self.weights.take().or_else(|| weights::of(text));
                let broken = weights::broken(text).map(|range| (spot, range));
                self.broken_weights.extend(broken);
                let ranked = RANKED.captures_iter(text);
                let ranked = ranked.filter_map(|it| it.get(1).or(it.get(2)));
                self.ranked
                    .extend(ranked.filter_map(|it| time::first_number(it.as_str())));
                let noted = self.tables.iter().rfind(|it| it.block() < spot.block);
                let noted = noted.filter(|it| it.notes.contains(text));
                context.scope = noted.map_or_else(Scope::default, |it| it.scope);
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
        // What does not tell of which tickets it is is of all of them.
        let is_same = |it: &&&Fact| {
            let scope = it.term.scope;
            scope == term.scope
                || (scope.is_none() && term.scope.is_whole())
                || (term.scope.is_none() && scope.is_whole())
        };
        let exact: Vec<&Fact> = all.iter().filter(is_same).copied().collect();
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
        RowKind::Total => words::group(&table.caption).map(str::to_owned),
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
