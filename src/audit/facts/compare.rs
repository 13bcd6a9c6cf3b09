//! Differences, changes, shares and places of a sentence.

use super::claim::{Amount, Claim, Kind, Operand, Whole};
use super::mention::{Mention, Unit};
use super::printed::Printed;
use super::relation::Relation;
use super::sentence::{Reader, Told, amount, compares};
use super::term::{Term, Words};
use super::words::{self, Measure, Period};

impl Reader<'_> {
    pub(super) fn relation(&mut self, at: usize, mention: &Mention, relation: Relation) {
        match relation.clone() {
            Relation::Than { base, left, is_up, word } => {
                // Between the words and the number the base itself may stand in brackets.
                let stated = self.before(at);
                let stated = stated.filter(|it| {
                    it.depth > mention.depth
                        && it.parent.is_none()
                        && mention.label.contains(it.outer.trim())
                });
                let stated = stated.map(|it| it.number.clone());
                self.than(mention, (&base, &left), stated, amount(mention, is_up, word));
            }
            Relation::Change { base, is_up, word } => {
                self.change(at, mention, base, amount(mention, is_up, word));
            }
            Relation::To { is_up, word } => self.to(at, mention, is_up, word),
            Relation::Apart => self.apart(mention),
            Relation::Share { base } => {
                // 投诉占… is of the 投诉 told before, not of what stands next to it.
                let named = mention.label.split('占').next().unwrap_or_default().trim();
                let part = mention.parent.or_else(|| {
                    let mut counts = (0..at).rev().filter(|index| {
                        self.mentions.get(*index).is_some_and(|it| {
                            it.depth <= mention.depth
                                && matches!(it.unit, Unit::Counted(_))
                                && Relation::of(&it.label).is_none()
                        })
                    });
                    let is_named = |index: &usize| {
                        let told = self.mentions.get(*index);
                        !named.is_empty()
                            && told.is_some_and(|it| it.label.ends_with(named))
                    };
                    counts.clone().find(is_named).or_else(|| counts.next())
                });
                match part {
                    Some(part) => self.share(part, mention, &base),
                    None => self.reading.unread += 1,
                }
            }
            Relation::Daily => {
                let kind = Kind::Daily { mean: mention.number.clone() };
                self.claim(mention.range.clone(), kind);
            }
            Relation::Bound => {}
        }
        self.carry.relation = Some(relation);
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one case after the other, read from top to bottom"
    )]
    pub(super) fn than(
        &mut self,
        mention: &Mention,
        (base, left): (&str, &str),
        stated: Option<Printed>,
        by: Amount,
    ) {
        let left_words = Words::of(left, self.names);
        let main = self.main();
        if let Some(wanted) = main.and_then(|main| other_unit(&main.unit, &by.unit))
            && left_words.measure.is_none()
        {
            let found = by.number.text.clone();
            self.claim(mention.range.clone(), Kind::Unit { wanted, found });
            return;
        }
        let main = main.filter(|main| compares(&main.unit, &mention.unit)).cloned();
        let named = left_words.subject.clone().filter(|it| !it.is_empty());
        let (left, measure) = match (named, &main) {
            (Some(subject), _) if self.names.has(&subject) => {
                let measure = left_words.measure.clone().or(self.carry.measure.clone());
                let Some(measure) = measure else { return self.unread() };
                let own = main.as_ref().filter(|main| main.term.subject == subject);
                let operand = match own {
                    Some(own) => Operand::Here(own.number.clone()),
                    None => Operand::Elsewhere(Term {
                        measure: measure.clone(),
                        subject,
                        scope: left_words.scope,
                        period: Period::Now,
                    }),
                };
                (operand, measure)
            }
            (_, Some(main)) => {
                (Operand::Here(main.number.clone()), main.term.measure.clone())
            }
            _ => return self.unread(),
        };
        let right = match stated {
            Some(stated) => Operand::Here(stated),
            None => {
                let words = Words::of(base, self.names);
                let measure = words.measure.clone().unwrap_or(measure);
                let Some(subject) = words.subject else {
                    // “高于直派工单成绩”: the same units, other tickets.
                    if words.scope.is_none() {
                        return self.unread();
                    }
                    let subject = main.map(|main| main.term.subject).unwrap_or_default();
                    let term = Term {
                        measure,
                        subject,
                        scope: words.scope,
                        period: words.period,
                    };
                    let kind =
                        Kind::Difference { left, right: Operand::Elsewhere(term), by };
                    self.claim(mention.range.clone(), kind);
                    return;
                };
                let scope = match &main {
                    Some(main) if base.contains("同类") => main.term.scope,
                    _ => words.scope,
                };
                Operand::Elsewhere(Term { measure, subject, scope, period: words.period })
            }
        };
        self.claim(mention.range.clone(), Kind::Difference { left, right, by });
    }

    pub(super) fn change(
        &mut self,
        at: usize,
        mention: &Mention,
        base: Option<Period>,
        by: Amount,
    ) {
        // “；降幅最大的是…，下降”: of a name that is no subject of the sentence so far.
        let clause = mention.lead.rsplit('；').next().unwrap_or_default();
        if base.is_none()
            && let Some(found) = self.names.find(clause).last()
        {
            let kind = Kind::Named { subject: found.name.to_owned(), by };
            self.claim(mention.range.clone(), kind);
            self.carry.change = None;
            return;
        }
        let carried = self.carry.change;
        let is_same = carried
            .as_ref()
            .is_some_and(|(period, _)| base.is_none() || base.as_ref() == Some(period));
        let names_measure = Words::of(&mention.label, self.names).measure.is_some();
        if is_same
            && !names_measure
            && let Some((_, claim)) = carried
            && let Some(Claim { kind: Kind::Change { by: all, .. }, .. }) =
                self.reading.claims.get_mut(claim)
        {
            all.push(by);
            return;
        }
        let Some(main) = self.changed(mention).cloned() else { return self.unread() };
        let base = base.unwrap_or(Period::Last);
        let stated = self
            .before(at)
            .filter(|it| it.depth > mention.depth && it.parent.is_none());
        let earlier = at
            .checked_sub(1)
            .and_then(|index| self.facts_of.get(index).copied().flatten());
        let earlier = earlier.and_then(|index| self.reading.facts.get(index));
        let earlier = earlier.filter(|fact| fact.term.period != Period::Now).cloned();
        let base = earlier.as_ref().map_or(base, |fact| fact.term.period);
        // A change of a place is told by the place before it.
        let is_place = by.unit == Unit::Places;
        if is_place != (main.unit == Unit::Places) {
            return self.unread();
        }
        let own = Operand::Here(main.number.clone());
        let at = |period: Period| Term { period, ..main.term.clone() };
        let (now, before) = match (stated, earlier) {
            // “上期91.81分，环比上升2.43分”: the figure of now stands elsewhere.
            _ if main.term.period != Period::Now => {
                (Operand::Elsewhere(at(Period::Now)), own)
            }
            (Some(stated), _) => (own, Operand::Here(stated.number.clone())),
            (None, Some(earlier)) => (own, Operand::Here(earlier.number)),
            (None, None) => (own, Operand::Elsewhere(at(base))),
        };
        let kind = Kind::Change { now, term: main.term, before, by: vec![by] };
        let claim = self.claim(mention.range.clone(), kind);
        self.carry.change = Some((base, claim));
    }

    /// The figure that a change is of: of the measure that its words name, else the last.
    pub(super) fn changed(&self, mention: &Mention) -> Option<&Told> {
        let named = Words::of(&mention.label, self.names).measure;
        let fits = |fact: &&Told| match mention.unit {
            Unit::Percent => true,
            Unit::Places => fact.unit == Unit::Places,
            _ => compares(&fact.unit, &mention.unit),
        };
        let main = self.main().filter(fits);
        let of_measure = named.as_ref().and_then(|named| {
            let mut all = self.reading.facts.iter().rev();
            all.find(|fact| {
                fact.term.measure == *named
                    && fact.term.period == Period::Now
                    && fits(fact)
            })
        });
        match named {
            Some(named) if main.is_none_or(|main| main.term.measure != named) => {
                of_measure
            }
            _ => main,
        }
    }

    pub(super) fn to(&mut self, at: usize, mention: &Mention, is_up: bool, word: String) {
        let before = self.before(at);
        let from = before.filter(|it| {
            it.label.contains(['由', '从'])
                && (it.unit == mention.unit || it.unit == Unit::None)
        });
        match from {
            Some(from) => {
                let kind = Kind::FromTo {
                    from: from.number.clone(),
                    to: mention.number.clone(),
                    is_up,
                    word,
                };
                self.claim(mention.range.clone(), kind);
                // The figure of before is no figure of now.
                if let Some(index) = self.facts_of.get(at - 1).copied().flatten()
                    && let Some(fact) = self.reading.facts.get_mut(index)
                {
                    fact.term.period = Period::Last;
                    let term = Term { period: Period::Now, ..fact.term.clone() };
                    let now = self.fact(at, mention, term);
                    self.carry.main = Some(now);
                }
            }
            None => self.unread(),
        }
    }

    pub(super) fn apart(&mut self, mention: &Mention) {
        let mut last = self
            .reading
            .facts
            .iter()
            .rev()
            .filter(|fact| compares(&fact.unit, &mention.unit));
        match (last.next(), last.next()) {
            (Some(right), Some(left)) => {
                let kind = Kind::Apart {
                    left: left.number.clone(),
                    right: right.number.clone(),
                    by: mention.number.clone(),
                };
                self.claim(mention.range.clone(), kind);
            }
            _ => self.unread(),
        }
    }

    pub(super) fn share(&mut self, part: usize, mention: &Mention, base: &str) {
        let Some(part) = self.mentions.get(part) else { return };
        let words = Words::of(base, self.names);
        let of = match words.measure {
            _ if base.contains("全市") => Whole::Other,
            Some(measure) => Whole::Named(measure),
            None if words::bare(base).is_empty() => Whole::Untold,
            None => Whole::Other,
        };
        let kind = Kind::Share {
            part: part.number.clone(),
            unit: part.unit.clone(),
            of,
            share: mention.number.clone(),
        };
        self.claim(mention.range.clone(), kind);
    }

    /// A figure with the unit of another measure, or a rate without %.
    pub(super) fn misnamed(&mut self, mention: &Mention) -> bool {
        let label = mention.label.trim().trim_end_matches(['为', '是', '达', '到']);
        let is_bare = label.is_empty() && mention.unit == Unit::None;
        let named = match words::measure(label) {
            None if is_bare => self.words(mention).measure.map(|it| (it, 0, 0)),
            named => named,
        };
        let Some((measure, _, end)) = named else { return false };
        let wanted = match (&measure, &mention.unit) {
            (measure, Unit::None | Unit::Points) if measure.is_rate() => "%",
            (Measure::Score, Unit::Percent | Unit::PercentagePoints) => "分",
            (Measure::PerTenThousand, Unit::Percent | Unit::Points) => "件/万人",
            _ => return false,
        };
        if end != label.len() || mention.number.decimals == 0 {
            return false;
        }
        let found = mention.number.text.clone();
        self.claim(mention.range.clone(), Kind::Unit { wanted, found });
        true
    }
}

/// The unit that a difference should have, when it has that of another measure.
fn other_unit(figure: &Unit, difference: &Unit) -> Option<&'static str> {
    match (figure, difference) {
        (Unit::Points, Unit::Percent | Unit::PercentagePoints) => Some("分"),
        (Unit::Percent, Unit::Points) => Some("个百分点"),
        (Unit::PerTenThousand, Unit::Points | Unit::PercentagePoints) => Some("件/万人"),
        _ => None,
    }
}
