//! What a template sees: figures, groups of figures and rows as objects with a path.

use std::cmp::Ordering;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::{DynObject, Enumerator, Object, ObjectRepr, Value};
use num_traits::Zero;

use super::operand::{Number, note_absent};
use super::phrase::Piece;
use super::{dates, numbers, phrase};
use crate::figures::{Figure, Row, Statistics};

/// What a rendering met on its way.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Figures printed without a value.
    pub(super) absent: Vec<String>,
    /// Paths that name nothing.
    pub(super) unknown: Vec<String>,
    /// Tables and charts that are referred to and not there, with the nearest that is.
    pub(super) lost: Vec<(String, Option<String>)>,
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

/// A text in which figures stand with their names; one without is the engine's own.
#[derive(Debug)]
pub(super) struct Text(String);

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

    // Its figures have no order: only rows() goes through the rows of a list.
    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::NonEnumerable
    }

    fn is_true(self: &Arc<Self>) -> bool {
        true
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

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let path = format!("{}.{key}", self.figure.key);
        self.facts.note(|notes| notes.unknown.push(path));
        None
    }

    /// As numbers are: all but 0. An absent one leaves the question open, which is noted.
    fn is_true(self: &Arc<Self>) -> bool {
        let Number { value, .. } = &self.number();
        if value.is_none() {
            note_absent(&self.facts, &self.number());
        }
        value.as_ref().is_some_and(|value| !value.is_zero())
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        let other = other.downcast_ref::<Self>()?;
        Some(self.number().value.cmp(&other.number().value))
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.marked(&numbers::text(&self.figure)))
    }
}

impl Printed {
    /// The figure under its name, printed as `text`; noted when it has no value.
    pub(super) fn marked(&self, text: &str) -> String {
        let number = self.number();
        if self.figure.printed.is_none() {
            note_absent(&self.facts, &number);
        }
        // A number that only numbers as written were made into is none of the data.
        match number.expression.names().is_empty() {
            true => text.to_owned(),
            false => phrase::mark_figure(text, &self.figure.key),
        }
    }
}

impl Text {
    pub(super) fn value(marked: String) -> Value {
        match phrase::is_marked(&marked) {
            true => Value::from_object(Self(marked)),
            false => Value::from(marked),
        }
    }

    /// With its figures' names.
    pub(super) fn marked(&self) -> &str {
        &self.0
    }

    /// As a reader sees it.
    pub(super) fn seen(&self) -> String {
        phrase::pieces(&self.0).iter().map(Piece::text).collect()
    }
}

impl Object for Text {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        Some(self.seen().cmp(&other.downcast_ref::<Self>()?.seen()))
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Object for PeriodFacts {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let key = key.as_str()?;
        let path = format!("period.{key}");
        if let Some(figure) = self.0.statistics.single(&path) {
            let (facts, figure) = (self.0.clone(), figure.into_owned());
            return Some(Value::from_object(Printed { facts, figure }));
        }
        match dates::period(self.0.statistics.period, key) {
            Some((text, _)) => Some(Text::value(phrase::mark_figure(&text, &path))),
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
