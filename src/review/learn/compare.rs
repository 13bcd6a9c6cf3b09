//! Differences and changes of a sentence, as those of figures.

use num_rational::BigRational;
use num_traits::Signed;

use super::edits::{Edit, Entry, Sure};
use super::known::{Known, Words, is_change};
use super::resolve::{CERTAIN, ENOUGH, Resolver};
use super::sense::Sense;
use crate::audit::said::{Said, When, when};
use crate::figures::{Kind, Rounding, is_year_on_year, parts, round};
use crate::wording;

impl<'c, 's> Resolver<'c, 's> {
    /// 高于…1.87分.
    pub(super) fn difference(
        &mut self,
        at: usize,
        one: &Said,
        (base, is_up, word): (&str, bool, &str),
    ) {
        let own = self.main.and_then(|main| self.taken(main));
        let Some(own) = own else { return self.leave(at, one, Sure::Unknown) };
        let stated = at.checked_sub(1).and_then(|before| {
            let said = self.said.get(before)?;
            let is_base = said.depth > one.depth || one.lead.trim().is_empty();
            self.taken(before).filter(|_| is_base)
        });
        let stated = stated.filter(|it| it.figure.key != own.figure.key);
        let wanted = signed(one, is_up);
        let is_it = |known: &Known<'s>| apart(own, known).as_ref() == Some(&wanted);
        let found = match stated {
            Some(stated) => Some((stated, is_it(stated))),
            None => self.base(own, base, &is_it),
        };
        let Some((base, is_equal)) = found else {
            return self.leave(at, one, Sure::Unknown);
        };
        let sure = match is_equal {
            true => Sure::Certain,
            false if apart(own, base).is_none() => Sure::Named,
            false => Sure::Other(decimal(apart(own, base), one.decimals)),
        };
        let (own, base) = (own.figure, base.figure);
        let shown = format!("{{{{ ({} - {}) | abs }}}}", own.key, base.key);
        self.entries.push(Entry::of(at, self.text, one, shown.clone(), sure));
        let unit = own.kind.difference_unit();
        let edits =
            Edit::than(self.text, one, (&own.key, &base.key), (word, is_up), unit);
        self.edits.extend(edits);
    }

    /// The figure that a number was taken for.
    pub(super) fn taken(&self, at: usize) -> Option<&'c Known<'s>> {
        self.found.get(at).copied().flatten()
    }

    /// The figure that words after 高于 mean, and whether it gives the difference.
    fn base(
        &self,
        own: &Known<'s>,
        base: &str,
        is_it: &dyn Fn(&Known<'s>) -> bool,
    ) -> Option<(&'c Known<'s>, bool)> {
        let near = Sense::of_words(base, &self.catalogue.names);
        let far = Sense {
            measure: own.sense.measure.clone(),
            who: own.sense.who.clone(),
            ..Sense::default()
        };
        let words = Words { near, far, above: Sense::default() };
        let all = self.catalogue.all.iter().filter(|known| {
            known.figure.kind == own.figure.kind
                && known.figure.key != own.figure.key
                && !is_change(known.figure)
        });
        let mut all: Vec<(&Known<'s>, i32)> = all
            .filter_map(|known| Some((known, words.fit(&known.sense)?)))
            .collect();
        all.sort_by_key(|(_, fit)| std::cmp::Reverse(*fit));
        let right: Vec<_> = all.iter().filter(|(known, _)| is_it(known)).collect();
        match (right.as_slice(), all.as_slice()) {
            ([(known, fit), rest @ ..], _)
                if *fit >= ENOUGH && rest.first().is_none_or(|it| it.1 < *fit) =>
            {
                Some((known, true))
            }
            ([], [(known, fit), rest @ ..])
                if *fit >= CERTAIN && rest.first().is_none_or(|it| it.1 + 2 <= *fit) =>
            {
                Some((known, false))
            }
            _ => None,
        }
    }

    /// 环比下降11.84%.
    pub(super) fn change(&mut self, at: usize, one: &Said, is_up: bool, word: &str) {
        // “同比减少958件，下降4.89%”: what the first is since, the next is too.
        let is_year = match when(&one.label) {
            When::LastYear => true,
            When::Last => false,
            When::Now => self.is_since_year,
        };
        self.is_since_year = is_year;
        let own = self.main.and_then(|main| self.taken(main));
        let Some(own) = own else { return self.leave(at, one, Sure::Unknown) };
        let path = parts(&own.figure.key).0;
        let wanted = signed(one, is_up);
        let of_path: Vec<&Known<'s>> = self
            .catalogue
            .all
            .iter()
            .filter(|known| {
                let figure = known.figure;
                is_change(figure)
                    && parts(&figure.key).0 == path
                    && is_year_on_year(&figure.key) == is_year
                    && has_unit(figure.kind.unit(), one.unit)
                    && changes(&figure.key, &own.figure.key)
            })
            .collect();
        let right = of_path.iter().find(|known| known.value.as_ref() == Some(&wanted));
        let (known, sure) = match (right, of_path.as_slice()) {
            (Some(known), _) => (*known, Sure::Certain),
            (None, [known]) if known.value.is_none() => (*known, Sure::Named),
            (None, [known]) => {
                let data = wording::text(known.figure);
                (*known, Sure::Other(data))
            }
            (None, _) => return self.worked_out(at, one, own, (is_up, word, is_year)),
        };
        let key = &known.figure.key;
        let shown = format!("{{{{ {key} | trend }}}}");
        self.entries.push(Entry::of(at, self.text, one, shown, sure));
        let kind = known.figure.kind;
        let unit = if kind == Kind::Change { "" } else { kind.difference_unit() };
        let edits = Edit::trend(self.text, one, key, (word, is_up, is_year), unit);
        self.edits.extend(edits);
    }

    /// A change that no figure tells, as the difference of now and then.
    fn worked_out(
        &mut self,
        at: usize,
        one: &Said,
        own: &Known<'s>,
        (is_up, word, is_year): (bool, &str, bool),
    ) {
        let when = if is_year { When::LastYear } else { When::Last };
        let path = parts(&own.figure.key).0;
        let wanted = signed(one, is_up);
        let then = self.catalogue.all.iter().find(|known| {
            known.sense.when == when
                && known.figure.kind == own.figure.kind
                && parts(&known.figure.key).0 == path
                && apart(own, known).as_ref() == Some(&wanted)
        });
        let Some(then) = then else { return self.leave(at, one, Sure::Unknown) };
        let (own, then) = (own.figure, then.figure);
        let shown = format!("{{{{ ({} - {}) | abs }}}}", own.key, then.key);
        self.entries.push(Entry::of(at, self.text, one, shown, Sure::Certain));
        let keys = (own.key.as_str(), then.key.as_str());
        self.edits.extend(Edit::sided(self.text, one, keys, (word, is_up)));
    }
}

/// A difference with the sign that its word gives it.
fn signed(one: &Said, is_up: bool) -> BigRational {
    if is_up { one.value.abs() } else { -one.value.abs() }
}

/// Whether a change of one figure is that of another: `score_change` of `score`.
fn changes(change: &str, own: &str) -> bool {
    let [change, own] = [change, own].map(|key| parts(key).1);
    let of = change
        .trim_end_matches("change")
        .trim_end_matches('_')
        .trim_end_matches("year")
        .trim_end_matches('_');
    match of {
        "" => matches!(own, "count" | "per_10k"),
        "place" => own == "rank",
        "rank" => own == "city_rank",
        of => of == own,
    }
}

/// Whether a change of a figure's unit is told with a unit.
fn has_unit(of: &str, told: &str) -> bool {
    of == told || (of == "件/万人" && told == "件") || (of == "个百分点" && told == "%")
}

/// One printed value less another.
fn apart(own: &Known<'_>, other: &Known<'_>) -> Option<BigRational> {
    Some(own.value.as_ref()? - other.value.as_ref()?)
}

pub(super) fn decimal(value: Option<BigRational>, decimals: u32) -> String {
    let Some(value) = value else { return String::new() };
    let rounded = round(&value, decimals, Rounding::HalfUp);
    rounded.map_or_else(String::new, |it| it.to_string())
}
