//! What a template sees: figures, groups of figures and rows as objects with a path.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::{Enumerator, Object, ObjectRepr, Value};

use super::{dates, numbers, phrase};
use crate::figures::{Figure, Row, Statistics};

/// What a rendering met on its way.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Figures printed without a value.
    pub(super) absent: Vec<String>,
    /// Paths that name nothing.
    pub(super) unknown: Vec<String>,
}

/// The statistics, and notes of what is asked of them.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    pub(super) statistics: Arc<Statistics>,
    pub(super) notes: Arc<Mutex<Notes>>,
}

/// A path under which figures stand: `towns.direct`.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) facts: Facts,
    pub(super) path: String,
    /// What `name` gives, for a row of a list.
    pub(super) name: Option<String>,
}

/// A figure.
#[derive(Debug)]
pub(super) struct Printed {
    pub(super) facts: Facts,
    pub(super) figure: Figure,
}

/// 考核期.
#[derive(Debug)]
pub(super) struct PeriodFacts(pub(super) Facts);

impl Facts {
    pub(super) fn new(statistics: Arc<Statistics>) -> Self {
        Self { statistics, notes: Arc::default() }
    }

    pub(super) fn note(&self, write: impl FnOnce(&mut Notes)) {
        write(&mut self.notes.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// What a path names, as a template's value.
    pub(super) fn value(&self, path: &str) -> Option<Value> {
        if let Some(figure) = self.statistics.figure(path) {
            let printed = Printed { facts: self.clone(), figure: figure.clone() };
            return Some(Value::from_object(printed));
        }
        if let Some(word) = self.statistics.word(path) {
            return Some(Value::from(word));
        }
        if self.statistics.is_path(path) {
            let path = path.to_owned();
            let facts = self.clone();
            return Some(Value::from_object(Group { facts, path, name: None }));
        }
        self.note(|notes| notes.unknown.push(path.to_owned()));
        None
    }

    pub(super) fn row(&self, row: &Row) -> Value {
        let (path, name) = (row.key.clone(), Some(row.name.clone()));
        Value::from_object(Group { facts: self.clone(), path, name })
    }
}

impl Object for Group {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let key = key.as_str()?;
        match &self.name {
            Some(name) if key == "name" => Some(Value::from(name.as_str())),
            Some(_) | None => self.facts.value(&format!("{}.{key}", self.path)),
        }
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.facts.note(|notes| notes.unknown.push(self.path.clone()));
        f.write_str("")
    }
}

impl Object for Printed {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.marked(&numbers::text(&self.figure)))
    }
}

impl Printed {
    /// The figure under its name, printed as `text`; noted when it has no value.
    pub(super) fn marked(&self, text: &str) -> String {
        if self.figure.printed.is_none() {
            self.facts.note(|notes| notes.absent.push(self.figure.key.clone()));
        }
        phrase::mark_figure(text, &self.figure.key)
    }
}

impl Object for PeriodFacts {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let key = key.as_str()?;
        let path = format!("period.{key}");
        match dates::period(self.0.statistics.period, key) {
            Some((text, _)) => Some(Value::from(phrase::mark_figure(&text, &path))),
            None => {
                self.0.note(|notes| notes.unknown.push(path));
                None
            }
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Str(&["year", "month", "start", "end"])
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use chrono::Datelike;

        let period = self.0.statistics.period;
        let end = if period.start.year() == period.end.year() {
            dates::moment_in_year(period.end)
        } else {
            dates::moment(period.end)
        };
        let start = phrase::mark_figure(&dates::moment(period.start), "period.start");
        write!(f, "{start}至{}", phrase::mark_figure(&end, "period.end"))
    }
}
