//! What may be wrong with a month although every file of it can be read; pure.
//!
//! Rows are held against totals, the city's figures against each other and against the
//! tickets, and texts that people typed are searched for numbers that no figure gives
//! and for personal data. Every file here is one check.

mod city;
mod columns;
mod coverage;
mod last_period;
mod literals;
mod numbers;
mod personal;
mod privacy;
mod ranking;
mod rows;
mod scores;
mod settings;
mod totals;
mod typed;

pub use settings::Tolerances;

use crate::diagnostics::{Place, Problem};
use crate::figures::{Rules, Statistics};
use crate::tickets::{Exports, Register, Tickets};

/// What is checked.
pub struct Material<'a> {
    /// Where the exports are.
    pub exports: &'a Exports,
    /// What they say.
    pub tickets: &'a Tickets,
    /// Every unit.
    pub register: &'a Register,
    /// The figures.
    pub statistics: &'a Statistics,
    /// The rules by which they are made.
    pub rules: &'a Rules,
    /// How far figures may lie apart.
    pub tolerances: &'a Tolerances,
    /// What people typed.
    pub texts: &'a [Text<'a>],
    /// The place of a value in bulletin.yaml: `city.score`.
    pub setting: &'a dyn Fn(&str) -> Place,
    /// Whether a draft is made, in which personal data is no error yet.
    pub draft: bool,
    /// Whether rows of exports had to be left out, so that figures are wrong anyway.
    pub is_partial: bool,
}

/// A text that somebody typed.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    /// As typed.
    pub text: &'a str,
    /// Where.
    pub place: Place,
    /// What it is.
    pub kind: TextKind,
    /// Numbers in it that are meant so.
    pub confirmed: &'a [String],
}

/// The kinds of text, each with a name for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// Written for this month, such as a case: “案例正文”.
    Written(&'static str),
    /// A template of the outline, which serves every month: “提纲”.
    Template(&'static str),
    /// A name or a part of the frame, in which numbers are usual: “单位名称”.
    Name(&'static str),
}

/// Everything that is found.
pub fn run(material: &Material<'_>) -> Vec<Problem> {
    let of_figures = [
        columns::check,
        coverage::check,
        totals::check,
        city::check,
        ranking::check,
        scores::check,
        last_period::check,
    ];
    let of_texts = [typed::check, privacy::check];
    // What would be found in figures follows from what is told of the rows.
    let of_figures = of_figures.iter().filter(|_| !material.is_partial);
    of_figures
        .chain(&of_texts)
        .flat_map(|check| check(material))
        .collect()
}

impl TextKind {
    fn name(self) -> &'static str {
        match self {
            Self::Written(name) | Self::Template(name) | Self::Name(name) => name,
        }
    }
}

/// A text that is printed or stored without having been checked, such as what is told of
/// a bad cell: what is personal in it is masked.
pub fn masked(text: &str) -> String {
    let plain = personal::plain(text);
    let found = personal::find(&plain);
    if found.is_empty() { text.to_owned() } else { personal::masked(&plain, &found) }
}

/// What in a text looks like data of persons: phones, identity cards, plates, addresses;
/// each as written and masked.
pub fn personal_words(text: &str) -> Vec<(String, String)> {
    let found = personal::find(text).into_iter();
    found.map(|one| (one.text.clone(), one.masked())).collect()
}
