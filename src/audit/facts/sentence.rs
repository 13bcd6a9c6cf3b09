//! Sentences as facts and claims.

use std::ops::Range;

use super::claim::{Amount, Claim, Kind};
use super::mention::{Mention, Sentence, Unit};
use super::names::Names;
use super::printed::Printed;
use super::relation::Relation;
use super::term::{MEAN, Term, Words};
use super::words::{self, Measure, Period, Scope};

/// What a paragraph takes from what stands over it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Context {
    /// Whom sentences without a subject tell of.
    pub(crate) subject: String,
    /// Of which tickets groups of units are told; a note's are those of its table.
    pub(crate) scope: Scope,
}

/// A figure that a sentence tells.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) term: Term,
    pub(crate) unit: Unit,
    pub(crate) number: Printed,
    pub(crate) range: Range<usize>,
}

/// What a sentence gives.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) facts: Vec<Told>,
    pub(crate) claims: Vec<Claim>,
    /// Numbers that no grammar took.
    pub(crate) unread: usize,
}

/// What stays known from one number to the next.
#[derive(Debug, Clone, Default)]
pub(super) struct Carry {
    pub(super) measure: Option<Measure>,
    pub(super) subject: Option<String>,
    pub(super) scope: Scope,
    /// The last figure that is no comparison: its place in the facts.
    pub(super) main: Option<usize>,
    /// Base and place of the last change in the claims.
    pub(super) change: Option<(Period, usize)>,
    pub(super) relation: Option<Relation>,
}

/// Reads one sentence.
pub(crate) fn read(sentence: &Sentence, names: &Names, context: &Context) -> Reading {
    let mut reader = Reader {
        mentions: &sentence.mentions,
        names,
        context,
        carry: Carry::default(),
        facts_of: vec![None; sentence.mentions.len()],
        reading: Reading::default(),
    };
    let mut at = 0;
    while at < sentence.mentions.len() {
        at += reader.take(at);
    }
    reader.sums();
    reader.bracketed();
    reader.reading
}

pub(super) struct Reader<'a> {
    pub(super) mentions: &'a [Mention],
    pub(super) names: &'a Names,
    pub(super) context: &'a Context,
    pub(super) carry: Carry,
    /// The fact that each mention gave.
    pub(super) facts_of: Vec<Option<usize>>,
    pub(super) reading: Reading,
}

impl Reader<'_> {
    /// Reads the number at a place and gives how many were taken.
    pub(super) fn take(&mut self, at: usize) -> usize {
        let Some(mention) = self.mentions.get(at) else { return 1 };
        let run = self.run(at);
        if run > 1 {
            self.list(at, run);
            return run;
        }
        if mention.is_ordinal {
            // 第13社区 is a name.
            let is_place = mention.unit == Unit::Places
                || ["排", "名次", "位列", "位居", "居第", "列第"]
                    .iter()
                    .any(|it| mention.label.contains(it));
            if is_place {
                self.rank(mention);
            }
            return 1;
        }
        match Relation::of(&mention.label) {
            Some(Relation::Than { base, left, is_up, word }) if self.is_base(at) => {
                let Some(next) = self.mentions.get(at + 1) else { return 1 };
                let by = amount(next, is_up, word);
                self.than(next, (&base, &left), Some(mention.number.clone()), by);
                return 2;
            }
            Some(relation) => self.relation(at, mention, relation),
            None => self.plain(at, mention),
        }
        1
    }

    /// Whether a number after 高于… is the base itself, with the difference after it:
    /// 高于全区95.21分1.87分.
    pub(super) fn is_base(&self, at: usize) -> bool {
        let pair = (self.mentions.get(at), self.mentions.get(at + 1));
        let (Some(base), Some(next)) = pair else { return false };
        next.lead.trim().is_empty()
            && next.depth == base.depth
            && compares(&base.unit, &next.unit)
    }

    /// What the words before a number tell: the label, then clauses further back.
    pub(super) fn words(&self, mention: &Mention) -> Words {
        let outer = (mention.depth > 0 && mention.parent.is_none())
            .then_some(mention.outer.as_str());
        let mut all = Words::default();
        let label = Words::of(&mention.label, self.names);
        let mut clauses: Vec<&str> =
            mention.lead.split(['，', '；', '：', ',', ';']).collect();
        clauses.pop();
        let further = outer.into_iter().chain(clauses.into_iter().rev());
        all.clone_from(&label);
        for clause in further {
            let words = Words::of(clause, self.names);
            if all.measure.is_none() {
                all.measure.clone_from(&words.measure);
            }
            // “全市…共125个，平均成绩”: the mean of the city.
            let is_city = words.subject.as_ref().is_some_and(|it| it.starts_with("全市"));
            if is_city && all.subject.as_deref() == Some(super::term::MEAN) {
                all.subject.clone_from(&words.subject);
            }
            if all.subject.is_none() {
                // Only names and groups that are known: other words tell of other things.
                all.subject = words.subject.filter(|subject| {
                    subject.is_empty()
                        || self.names.has(subject)
                        || words::GROUPS.iter().any(|(_, group)| subject == group)
                        || outer.is_some()
                        || clause.contains('最')
                });
            }
            if all.scope.is_none() {
                all.scope = words.scope;
            }
            if all.period == Period::Now {
                all.period = words.period;
            }
        }
        // “参与全市排名的街乡镇共125个，平均成绩”: the mean of those.
        if all.subject.as_deref() == Some(MEAN) {
            let before = self.mentions.iter();
            let before = before.take_while(|it| it.range.start < mention.range.start);
            let city = before.filter(|it| it.lead.contains("全市")).last();
            if let Some(city) = city {
                let group = words::group(&city.lead).unwrap_or_default();
                all.subject = Some(format!("全市{group}{MEAN}"));
            }
        }
        all
    }

    /// The measure that fits the unit, of the words or of an earlier number.
    pub(super) fn measure(&self, words: &Words, mention: &Mention) -> Option<Measure> {
        let fits = |measure: &Measure| match (&mention.unit, measure) {
            (Unit::Percent, Measure::Other(_)) => true,
            (Unit::Percent, measure) if measure.is_rate() => true,
            (Unit::Points, Measure::Score) => true,
            (Unit::Points, Measure::Bonus) => true,
            (Unit::PerTenThousand, Measure::PerTenThousand) => true,
            (Unit::TenThousandPeople, Measure::Residents) => true,
            (Unit::Counted("件"), Measure::Count(_)) => true,
            _ => false,
        };
        let named = words.measure.clone().filter(fits);
        let carried = || self.carry.measure.clone().filter(fits);
        named.or_else(carried).or(match mention.unit {
            Unit::Points if words.measure.is_none() => Some(Measure::Score),
            Unit::PerTenThousand => Some(Measure::PerTenThousand),
            Unit::Counted("件") => Some(Measure::Count(String::new())),
            Unit::Percent => mention.other_rate(),
            _ => None,
        })
    }

    pub(super) fn term(&self, words: &Words, measure: Measure) -> Term {
        let subject = words.subject.clone();
        let carried = subject.or_else(|| {
            let same = self.carry.measure.as_ref().map(std::mem::discriminant)
                == Some(std::mem::discriminant(&measure))
                || measure.is_rate()
                || measure == Measure::Score;
            self.carry.subject.clone().filter(|_| same)
        });
        let is_of_towns =
            words.scope.has(Scope::of("直派")) || words.scope.has(Scope::of("转派"));
        let subject = carried.unwrap_or_else(|| {
            if is_of_towns && self.context.subject.is_empty() {
                "镇街".to_owned()
            } else {
                self.context.subject.clone()
            }
        });
        let scope = if words.scope.is_none() && words.subject.is_none() {
            self.carry.scope
        } else {
            words.scope
        };
        let is_group = words::GROUPS.iter().any(|(_, group)| subject == *group);
        let is_noted = scope.is_none() && is_group;
        let scope = if is_noted { self.context.scope } else { scope };
        Term { measure, subject, scope, period: words.period }
    }

    pub(super) fn plain(&mut self, at: usize, mention: &Mention) {
        if self.misnamed(mention) {
            return;
        }
        if mention.depth > 0 {
            return self.bracket(at, mention);
        }
        // A formula tells weights, no figures.
        let is_formula =
            mention.label.contains(['=', '×', '＝']) || mention.label.contains('*');
        if matches!(mention.unit, Unit::Counted(unit) if unit != "件")
            || mention.is_bound()
            || is_formula
        {
            return;
        }
        let words = self.words(mention);
        let Some(measure) = self.measure(&words, mention) else {
            // Numbers of other things are no figures: 6栋, 40余套, 前3位.
            let is_other = matches!(mention.unit, Unit::Days | Unit::None | Unit::Places);
            self.reading.unread += usize::from(!is_other);
            return;
        };
        let mut term = self.term(&words, measure.clone());
        // “三个街镇合计” is of none of them.
        if super::parts::is_sum(mention) {
            "合计".clone_into(&mut term.subject);
            self.carry.main = Some(self.fact(at, mention, term));
            self.carry.change = None;
            return;
        }
        // “较上月94.15分提高1.74分”: the figure of before is not what is told of.
        if term.period != Period::Now
            && let Some(main) = self.main()
            && main.unit == mention.unit
        {
            let mut before = Term { period: term.period, ..main.term.clone() };
            if before.measure != measure {
                before.measure = measure;
                before.subject = term.subject;
            }
            self.fact(at, mention, before);
            return;
        }
        self.carry.subject = Some(term.subject.clone());
        self.carry.scope = term.scope;
        self.carry.measure = Some(measure);
        self.carry.change = None;
        let fact = self.fact(at, mention, term);
        self.carry.main = Some(fact);
    }

    pub(super) fn fact(&mut self, at: usize, mention: &Mention, term: Term) -> usize {
        let index = self.reading.facts.len();
        self.reading.facts.push(Told {
            term,
            unit: mention.unit.clone(),
            number: mention.number.clone(),
            range: mention.range.clone(),
        });
        if let Some(slot) = self.facts_of.get_mut(at) {
            *slot = Some(index);
        }
        index
    }

    /// The last figure that is no comparison.
    pub(super) fn main(&self) -> Option<&Told> {
        self.reading.facts.get(self.carry.main?)
    }

    /// The number before one.
    pub(super) fn before(&self, at: usize) -> Option<&Mention> {
        self.mentions.get(at.checked_sub(1)?)
    }

    pub(super) fn claim(&mut self, range: Range<usize>, kind: Kind) -> usize {
        self.reading.claims.push(Claim { range, kind });
        self.reading.claims.len() - 1
    }

    pub(super) fn unread(&mut self) {
        self.reading.unread += 1;
    }
}

/// Whether a difference of that unit may be one of figures of this unit.
pub(super) fn compares(figure: &Unit, difference: &Unit) -> bool {
    match (figure, difference) {
        (Unit::Percent, Unit::PercentagePoints | Unit::Percent) => true,
        (Unit::PerTenThousand, Unit::Counted("件")) => true,
        (figure, difference) => figure == difference,
    }
}

pub(super) fn amount(mention: &Mention, is_up: bool, word: String) -> Amount {
    Amount {
        number: mention.number.clone(),
        unit: mention.unit.clone(),
        is_up,
        word,
        range: mention.range.clone(),
    }
}

pub(super) fn period_is_none(term: &Term) -> bool {
    term.period == Period::Now
}
