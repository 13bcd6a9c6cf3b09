//! Templates of an outline, rendered over the statistics.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::sync::Arc;

use minijinja::value::{Serde, Value};
use minijinja::{Environment, UndefinedBehavior, functions};

use super::facts::{Facts, Notes, PeriodFacts, Text};
use super::faults::{self, Fault};
use super::operand::shown;
use super::pasted::{self, Pasted};
use super::program::{self, Stop};
use super::{arithmetic, filters, lists, phrase, questions};
use crate::diagnostics;
use crate::figures::Statistics;
use crate::wording::Phrase;

/// Steps that a template may take; a sentence needs some hundred.
const FUEL: u64 = 100_000;

/// Renders an outline's templates.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
    facts: Facts,
}

impl Templates {
    /// Templates over a month's statistics.
    ///
    /// `labels` holds the label of every table and chart by its name; none when it is not
    /// printed.
    pub fn new(
        statistics: Arc<Statistics>,
        labels: BTreeMap<String, Option<String>>,
    ) -> Self {
        let facts = Facts::new(statistics);
        // The engine's own filters and tests compare and print as the engine does: only
        // those are here that are right for figures.
        let mut environment = Environment::empty();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        add_functions(&mut environment, &facts, labels);
        let roots: BTreeSet<String> = facts
            .statistics
            .figures()
            .filter_map(|figure| figure.key.split('.').next().map(str::to_owned))
            .chain(facts.statistics.unit().map(|_| "unit".to_owned()))
            .collect();
        for root in roots {
            if let Some(value) = facts.value(&root) {
                environment.add_global(root, value);
            }
        }
        let pasted = Value::from_object(Pasted(facts.clone()));
        environment.add_global(pasted::OBJECT, pasted);
        environment.add_global("period", Value::from_object(PeriodFacts(facts.clone())));
        let district = facts.statistics.district.clone();
        environment.add_global("district", district);
        Self { environment, facts }
    }

    /// Renders a template.
    ///
    /// # Errors
    /// Everything found wrong with it.
    pub fn render(&self, template: &str) -> Result<Phrase, Vec<Fault>> {
        self.render_with(template, &())
    }

    /// Renders a template that sees further words by their names.
    ///
    /// # Errors
    /// Everything found wrong with it.
    pub fn render_with(
        &self,
        template: &str,
        words: &impl serde::Serialize,
    ) -> Result<Phrase, Vec<Fault>> {
        let source = pasted::replaced(template, &self.facts.statistics);
        let ran = program::run(&self.environment, &source, Value::from(Serde(words)));
        let notes = self.take_notes();
        let lost = notes.lost.into_iter();
        let lost = lost.map(|(name, nearest)| Fault::Lost { name, nearest });
        let unknown = notes.unknown.iter().map(|name| self.unknown(name));
        let unknown: Vec<Fault> = unknown.chain(lost).collect();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        let fault = match ran {
            Ok(text) => {
                let pieces = phrase::pieces(text.trim());
                return Ok(Phrase { pieces, absent: notes.absent });
            }
            Err(Stop::Unknown(name)) => self.unknown(&name),
            Err(Stop::Refused(message, line)) => Fault::Wrong { message, line },
            Err(Stop::Engine(error)) => {
                let line = error.line().unwrap_or(1);
                Fault::Wrong { message: faults::message(&error, &source), line }
            }
        };
        Err(vec![fault])
    }

    fn take_notes(&self) -> Notes {
        let mut taken = Notes::default();
        self.facts.note(|notes| taken = mem::take(notes));
        taken
    }

    fn unknown(&self, name: &str) -> Fault {
        let statistics = &self.facts.statistics;
        let names = statistics
            .figures()
            .map(|figure| figure.key.as_str())
            .chain(statistics.lists().map(|list| list.key.as_str()));
        let nearest = diagnostics::nearest(name, names).map(str::to_owned);
        Fault::Unknown { name: name.to_owned(), nearest }
    }
}

fn add_functions(
    environment: &mut Environment<'static>,
    facts: &Facts,
    labels: BTreeMap<String, Option<String>>,
) {
    arithmetic::add(environment, facts);
    filters::add(environment, facts);
    lists::add(environment, facts);
    questions::add(environment, facts);
    environment.add_function("range", functions::range);
    environment.add_function("namespace", functions::namespace);
    let known = facts.clone();
    environment.add_function("rows", move |list: Value| filters::rows(&known, &list));
    let known = facts.clone();
    environment.add_function("rates", move |path: Value| filters::rates(&known, &path));
    let known = facts.clone();
    environment.add_function("ref", move |name: Value| {
        let name = filters::plain(&name)?;
        let text = match labels.get(&name) {
            Some(Some(label)) => phrase::mark_reference(label, &name),
            Some(None) => {
                known.note(|notes| notes.absent.push(name));
                String::new()
            }
            None => {
                let near = diagnostics::nearest(&name, labels.keys().map(String::as_str));
                let near = near.map(str::to_owned);
                known.note(|notes| notes.lost.push((name, near)));
                String::new()
            }
        };
        Ok(Text::value(text))
    });
    environment.set_formatter(|output, _, value| Ok(output.write_str(&shown(value)?)?));
}
