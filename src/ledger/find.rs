//! Finds figures by name or by how they are printed.

use super::source::Sources;
use super::{Entry, Index, Ledger, Month, entry};
use crate::diagnostics;

/// So many names are proposed for one that does not exist.
const NEAREST: usize = 5;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The figure of that name.
    Named(Box<Entry>),
    /// Every figure printed so; with none printed, every figure that would be.
    Printed(Vec<Entry>),
    /// Nothing; the names that may have been meant.
    Nothing(Vec<String>),
}

/// Finds what a name or a printed number means.
pub fn find(month: &Month<'_>, ledger: &Ledger, asked: &str) -> Found {
    let asked = asked.trim();
    // In a unit's issue “unit.…” is short for the name under which a figure is entered.
    let figure = month.statistics.figure(asked);
    let name = figure.map_or(asked, |figure| figure.key.as_str());
    if let Some(known) = ledger.entry(name) {
        return Found::Named(Box::new(known.clone()));
    }
    // A figure without a value, or a difference that the document does not print.
    let index = Index::new(month.tickets);
    let sources = Sources::new(month.statistics, month.register, month.tickets, &index);
    if let Some(entry) = entry(&sources, asked, Vec::new()) {
        return Found::Named(Box::new(entry));
    }
    let printed: Vec<Entry> = ledger
        .printed()
        .filter(|entry| entry.places.iter().any(|place| is(&place.text, asked)))
        .cloned()
        .collect();
    if !printed.is_empty() {
        return Found::Printed(printed);
    }
    let like = ledger.figures.iter().filter(|entry| is(&entry.text, asked));
    let like: Vec<Entry> = like.cloned().collect();
    if !like.is_empty() {
        return Found::Printed(like);
    }
    let names = month.statistics.figures().map(|figure| figure.key.as_str());
    let near = diagnostics::nearest_few(asked, names, NEAREST);
    Found::Nothing(near.into_iter().map(str::to_owned).collect())
}

/// Whether a figure is printed as asked; its sign of per cent or arrow may be left out.
fn is(text: &str, asked: &str) -> bool {
    text == asked || text.trim_end_matches(['%', '↑', '↓']) == asked
}
