//! Places in an order, as sentences tell them.

use super::claim::Kind;
use super::mention::{Mention, Unit};
use super::printed::Printed;
use super::sentence::{Reader, Told};
use super::term::Term;
use super::words::{self, Measure, Period};

impl Reader<'_> {
    pub(super) fn rank(&mut self, mention: &Mention) {
        let words = self.words(mention);
        let all = format!("{}{}{}", mention.outer, mention.lead, mention.label);
        let is_city = is_of_city(&all) || self.is_of_city(mention);
        let main = self.main().cloned();
        let measured = main.as_ref().map(|main| main.term.measure.clone());
        let of = words.measure.clone().or(measured).filter(|it| !it.is_rank());
        let named = words.subject.clone().filter(|it| self.names.has(it));
        let carried = main.as_ref().map(|main| main.term.subject.clone());
        let subject = named.or(carried).or(self.carry.subject.clone());
        let Some(subject) = subject.or_else(|| Some(self.context.subject.clone())) else {
            return;
        };
        let scope = if words.scope.is_none() { self.carry.scope } else { words.scope };
        let measure = if is_city { Measure::CityRank } else { Measure::Rank };
        let outer_period = Period::of(&mention.outer).0;
        let period =
            if words.period == Period::Now { outer_period } else { words.period };
        let term = Term { measure, subject, scope, period };
        let kind = Kind::Rank {
            term: term.clone(),
            of,
            place: mention.number.clone(),
            is_from_last: all.contains("倒数") || all.contains("末"),
            among: self.among(mention),
        };
        self.claim(mention.range.clone(), kind);
        // In brackets stands the place before, which the change after it needs.
        if mention.depth > 0 {
            return;
        }
        let index = self.reading.facts.len();
        self.reading.facts.push(Told {
            term,
            unit: Unit::Places,
            number: mention.number.clone(),
            range: mention.range.clone(),
        });
        self.carry.main = Some(index);
        self.carry.change = None;
    }

    /// “在16个区中由低到高排名第9位”: the number that the clause tells before.
    fn among(&self, mention: &Mention) -> Option<Printed> {
        let before = self
            .mentions
            .iter()
            .take_while(|it| it.range.end < mention.range.start);
        // Beijing has 16 districts and 经开区.
        if mention.lead.contains("各区") && !is_of_city(&mention.lead) {
            return super::time::first_number("17");
        }
        let last = before.last()?;
        let is_clause =
            !mention.lead.contains(['，', '；']) && mention.lead.contains('中');
        (is_clause && last.unit == Unit::Counted("个")).then(|| last.number.clone())
    }

    /// “在全市343个街乡镇中排名第77位”: the words before another number of the clause.
    fn is_of_city(&self, mention: &Mention) -> bool {
        let before = self
            .mentions
            .iter()
            .take_while(|it| it.range.end < mention.range.start);
        let clause = |text: &str| !text.contains(['，', '；']);
        before
            .last()
            .filter(|_| clause(&mention.lead))
            .is_some_and(|it| is_of_city(&format!("{}{}", it.label, mention.lead)))
    }
}

/// Whether a place is one among all 街乡镇 of the city.
fn is_of_city(text: &str) -> bool {
    text.contains("全市") && words::group(text).is_some()
}
