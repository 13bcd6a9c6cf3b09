//! A unit's tickets that were rated and not resolved, each by its number.

use super::{Own, Ticket};
use crate::figures::{Asked, By, Row};
use crate::tickets::{Detail, Satisfaction, Word};

impl Own<'_> {
    /// Adds them, and how many they are.
    pub(super) fn add_unresolved(&mut self) {
        self.add_split("unresolved", Asked::Unresolved, "参评而未解决的工单");
        let list = format!("{}.unresolved", self.base);
        let mut rows = Vec::new();
        for Ticket { ticket, leads } in self.tickets {
            let Some(rating) = ticket.rating.filter(|rating| !rating.resolved) else {
                continue;
            };
            let key = format!("{list}.{}", ticket.number);
            let words = [
                ("role", if *leads { "主办" } else { "从办" }.to_owned()),
                ("satisfied", satisfaction(rating.satisfaction).to_owned()),
                ("category", category(&ticket.detail)),
                ("community", place(&ticket.detail)),
            ];
            for (name, word) in words {
                self.words.insert(format!("{key}.{name}"), word);
            }
            rows.push(Row { name: ticket.number.to_string(), key, class: None });
        }
        self.collected.list(&list, rows);
    }
}

/// What stands where an export does not say.
const NOT_SAID: &str = "—";

fn category(detail: &Detail) -> String {
    let [first, second, third] = detail.category;
    let last = third.or(second).or(first);
    last.map_or(NOT_SAID, Word::text).to_owned()
}

fn place(detail: &Detail) -> String {
    let place = By::Community.group(detail).or_else(|| By::Town.group(detail));
    place.map_or_else(|| NOT_SAID.to_owned(), std::borrow::Cow::into_owned)
}

fn satisfaction(satisfaction: Satisfaction) -> &'static str {
    match satisfaction {
        Satisfaction::Satisfied => "满意",
        Satisfaction::Basic => "基本满意",
        Satisfaction::Dissatisfied => "不满意",
    }
}
