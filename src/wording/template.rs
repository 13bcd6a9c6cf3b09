//! Templates of an outline, rendered over the statistics.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::sync::Arc;

use minijinja::value::{Rest, Serde, Value};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};

use super::facts::{Facts, Notes, PeriodFacts};
use super::{filters, phrase};
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

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It cannot be read or run; the line within the template, from 1.
    Wrong {
        /// In Chinese.
        message: String,
        /// Within the template.
        line: usize,
    },
    /// It names a figure, list, table or chart that does not exist.
    Unknown {
        /// The name.
        name: String,
        /// The one that may have been meant.
        nearest: Option<String>,
    },
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
        let mut environment = Environment::new();
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
        let rendered = self.environment.render_str(template, Value::from(Serde(words)));
        let notes = self.take_notes();
        let unknown: Vec<Fault> =
            notes.unknown.iter().map(|name| self.unknown(name)).collect();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        match rendered {
            Ok(text) => {
                let pieces = phrase::pieces(text.trim());
                Ok(Phrase { pieces, absent: notes.absent })
            }
            Err(error) => Err(vec![self.fault(&error)]),
        }
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

    fn fault(&self, error: &Error) -> Fault {
        let line = error.line().unwrap_or(1);
        let detail = error.detail().unwrap_or_default();
        if error.kind() == ErrorKind::UndefinedError {
            let range = error.range().unwrap_or_default();
            let name = error.template_source().and_then(|source| source.get(range));
            if let Some(name) = name {
                return self.unknown(name.trim());
            }
        }
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "minijinja may gain kinds; all others read alike"
        )]
        let message = match error.kind() {
            ErrorKind::SyntaxError => format!("语句写法有误（{detail}）"),
            ErrorKind::UndefinedError => "用到的名称不存在".to_owned(),
            ErrorKind::UnknownFilter => format!("没有这个过滤器（{detail}）"),
            ErrorKind::UnknownFunction => format!("没有这个函数（{detail}）"),
            ErrorKind::UnknownTest => format!("没有这个判断（{detail}）"),
            ErrorKind::OutOfFuel => "语句循环不止，超过了允许的步数".to_owned(),
            _ => format!("语句不能执行（{detail}）"),
        };
        Fault::Wrong { message, line }
    }
}

fn add_functions(
    environment: &mut Environment<'static>,
    facts: &Facts,
    labels: BTreeMap<String, Option<String>>,
) {
    environment.add_filter("trend", |value: Value| filters::trend(&value));
    let known = facts.clone();
    environment.add_filter("against", move |value: Value, others: Rest<Value>| {
        filters::against(&known, &value, &others)
    });
    environment.add_test("given", |value: Value| filters::given(&value));
    let known = facts.clone();
    environment.add_function("rows", move |list: String| filters::rows(&known, &list));
    let known = facts.clone();
    environment.add_function("ref", move |name: String| match labels.get(&name) {
        Some(Some(label)) => phrase::mark_reference(label, &name),
        Some(None) => {
            known.note(|notes| notes.absent.push(name));
            String::new()
        }
        None => {
            known.note(|notes| notes.unknown.push(name));
            String::new()
        }
    });
}
