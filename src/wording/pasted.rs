//! Names as `figures` and the preview show them, pasted into a template.
//!
//! A town's or a category's name may have any sign (`accepted.categories.水/电.count`),
//! and the engine reads decimals as binary numbers. Both are looked up in one object
//! instead: `_["accepted.categories.水/电.count"]`, `_["0.1"]`.

use std::borrow::Cow;
use std::sync::Arc;

use minijinja::value::{Object, Value};

use super::arithmetic::worked_out;
use super::facts::Facts;
use super::operand::Number;
use crate::diagnostics::is_invisible;
use crate::figures::Statistics;
use crate::tickets::Decimal;

/// The name under which templates find [`Pasted`].
pub(super) const OBJECT: &str = "_";
/// A longer name is none of the data.
const NAME_MAX: usize = 300;

/// Figures and decimal numbers by what is written.
#[derive(Debug)]
pub(super) struct Pasted(pub(super) Facts);

impl Object for Pasted {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let key = key.as_str()?;
        match key.parse::<Decimal>() {
            Ok(decimal) => worked_out(&self.0, Number::exactly(decimal).expression).ok(),
            Err(_) => self.0.value(key),
        }
    }
}

/// The template with such names and decimals looked up; lines stay as they are.
pub(super) fn replaced<'t>(template: &'t str, statistics: &Statistics) -> Cow<'t, str> {
    if !template.contains("{{") && !template.contains("{%") {
        return Cow::Borrowed(template);
    }
    let mut scanner = Scanner { rest: template, written: String::new(), statistics };
    scanner.template();
    Cow::Owned(scanner.written)
}

/// Pasted from a page or a Word file.
fn is_blank(c: char) -> bool {
    !c.is_ascii() && (c.is_whitespace() || is_invisible(c))
}

struct Scanner<'t> {
    rest: &'t str,
    written: String,
    statistics: &'t Statistics,
}

impl<'t> Scanner<'t> {
    fn template(&mut self) {
        while let Some(start) = self.rest.find(['{']) {
            self.copy(start);
            let is_raw = self.rest.strip_prefix("{%").is_some_and(|tag| {
                tag.trim_start_matches(['-', '+']).trim_start().starts_with("raw")
            });
            if is_raw {
                self.copy_to("endraw");
            } else if self.rest.starts_with("{#") {
                self.copy_to("#}");
            } else if self.rest.starts_with("{{") {
                self.copy(2);
                self.expression("}}");
            } else if self.rest.starts_with("{%") {
                self.copy(2);
                self.expression("%}");
            } else {
                self.copy(1);
            }
        }
        self.copy(self.rest.len());
    }

    fn expression(&mut self, end: &str) {
        while let Some(next) = self.rest.chars().next() {
            if self.rest.starts_with(end) {
                return;
            }
            match next {
                '"' | '\'' => self.string(next),
                '0'..='9' => self.number(),
                '_' => self.name(),
                letter if letter.is_alphabetic() => self.name(),
                blank if is_blank(blank) => self.blank(blank),
                other => self.copy(other.len_utf8()),
            }
        }
    }

    /// A blank that the engine does not know as one; what nobody sees is left out.
    fn blank(&mut self, blank: char) {
        if blank.is_whitespace() {
            self.written.push(' ');
        }
        self.rest = self.rest.strip_prefix(blank).unwrap_or_default();
    }

    fn string(&mut self, quote: char) {
        let mut is_escaped = false;
        let end = self.rest.char_indices().skip(1).find(|(_, c)| {
            let ends = *c == quote && !is_escaped;
            is_escaped = *c == '\\' && !is_escaped;
            ends
        });
        self.copy(end.map_or(self.rest.len(), |(at, _)| at + 1));
    }

    /// Whole numbers are looked up too: the engine works out by itself what stands between
    /// numbers as written, with its own division.
    fn number(&mut self) {
        let rest = self.rest;
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let part = |from: &str| from.find(|c| !is_part(c)).unwrap_or(from.len());
        let whole = part(rest);
        let behind = rest.get(whole..).and_then(|rest| rest.strip_prefix('.'));
        let places = behind.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let end = places.map_or(whole, |places| whole + 1 + part(places));
        match rest.get(..end).filter(|number| number.parse::<Decimal>().is_ok()) {
            Some(number) => self.look_up(number),
            None => self.copy(end),
        }
    }

    /// A name with what follows its points.
    fn name(&mut self) {
        let plain = plain_path(self.rest);
        let (path, after) = self.rest.split_at(plain);
        // Names that the engine reads as they are, which almost all are.
        let is_certain = !path.contains('.')
            || path.is_ascii()
                && !after.starts_with(['.', '-', '/', '(', '+', '&', '#', '@'])
                && after.chars().next().is_none_or(|c| c.is_ascii() || is_blank(c));
        if is_certain && !after.starts_with('.') {
            return self.copy(plain);
        }
        if let Some(name) = self.longest(plain) {
            return self.look_up(name);
        }
        // What goes on with a digit can only be a name of the data, though none is so.
        let is_name = |c: char| c.is_alphanumeric() || "._".contains(c);
        let end = self.rest.find(|c| !is_name(c)).unwrap_or(self.rest.len());
        let root = path.split('.').next().unwrap_or_default();
        match self.rest.get(..end) {
            Some(name) if end > plain && self.statistics.is_path(root) => {
                self.look_up(name);
            }
            Some(_) | None => self.copy(end),
        }
    }

    /// The longest name of a figure or path that starts here and is longer than a plain one.
    fn longest(&self, plain: usize) -> Option<&'t str> {
        let rest = self.rest;
        let end = |at: usize| {
            let after = rest.get(at..).and_then(|after| after.chars().next());
            !after.is_some_and(char::is_alphanumeric)
        };
        let ends = (plain + 1..=rest.len().min(NAME_MAX)).rev();
        ends.filter(|at| rest.is_char_boundary(*at) && end(*at))
            .filter_map(|at| rest.get(..at))
            .find(|name| {
                self.statistics.figure(name).is_some() || self.statistics.is_path(name)
            })
    }

    fn look_up(&mut self, name: &str) {
        let escaped = name.replace('\\', "\\\\").replace('"', "\\\"");
        self.written.push_str(&format!("{OBJECT}[\"{escaped}\"]"));
        self.rest = self.rest.get(name.len()..).unwrap_or_default();
    }

    fn copy(&mut self, bytes: usize) {
        let (copied, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.written.push_str(copied);
        self.rest = rest;
    }

    fn copy_to(&mut self, end: &str) {
        self.copy(self.rest.find(end).map_or(self.rest.len(), |at| at + end.len()));
    }
}

/// How many bytes of a text are names joined by points, as the engine reads them.
fn plain_path(text: &str) -> usize {
    let mut end = 0;
    let mut rest = text;
    loop {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let starts = |c: char| c.is_alphabetic() || c == '_';
        if !rest.starts_with(starts) {
            return end;
        }
        let name = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        end = text.len() - rest.len() + name;
        match rest.get(name..).and_then(|after| after.strip_prefix('.')) {
            Some(next) => rest = next,
            None => return end,
        }
    }
}
