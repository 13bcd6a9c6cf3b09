//! Numbers in brackets: of the words, of the number or of the change before them.

use super::claim::{Kind, Operand};
use super::mention::Mention;
use super::relation::Relation;
use super::sentence::{Reader, period_is_none};
use super::term::{Term, Words};
use super::words::Period;

impl Reader<'_> {
    /// A number in brackets: of the words or of the number before them.
    pub(super) fn bracket(&mut self, at: usize, mention: &Mention) {
        let is_part =
            mention.label.starts_with('含') || mention.label.starts_with("其中");
        if let Some(parent) = mention.parent {
            let whole = self.mentions.get(parent);
            if let Some(whole) =
                whole.filter(|whole| is_part && whole.unit == mention.unit)
            {
                let kind = Kind::Within {
                    part: mention.number.clone(),
                    whole: whole.number.clone(),
                };
                self.claim(mention.range.clone(), kind);
            }
            return self.base_in_bracket(mention);
        }
        let outer = mention.outer.trim();
        let relation = Relation::of(outer);
        let side = match &relation {
            Some(Relation::Than { is_up, word, .. }) => Some((*is_up, word.clone())),
            _ => None,
        };
        let (base, period) = match relation {
            Some(Relation::Than { base, .. }) => (base, None),
            Some(_) => return,
            None => {
                let (period, named) = Period::of(outer);
                (outer.to_owned(), named.map(|_| period))
            }
        };
        let mut words = Words::of(&base, self.names);
        if mention.label.trim().len() > 1 {
            let label = Words::of(&mention.label, self.names);
            words.measure = label.measure.or(words.measure);
        }
        let Some(measure) = self.measure(&words, mention) else { return };
        let term = match period {
            Some(period) => match self.main() {
                Some(main) => Term { period, ..main.term.clone() },
                None => return,
            },
            // 、 lists of names with their figures: the measure goes on, the name is new.
            None => self.term(&words, measure.clone()),
        };
        if period_is_none(&term) && self.names.has(&term.subject) {
            self.carry.measure = Some(measure);
        }
        let number = mention.number.clone();
        self.fact(at, mention, term);
        // “高于平均水平（96.72分）” without a difference.
        let follows = self
            .mentions
            .get(at + 1)
            .is_some_and(|next| next.depth < mention.depth && next.label.trim() == outer);
        if let (Some((is_up, word)), false) = (side, follows)
            && let Some(main) = self.main()
            && main.unit == mention.unit
        {
            let left = main.number.clone();
            let kind = Kind::Side { left, right: number, is_up, word };
            self.claim(mention.range.clone(), kind);
        }
    }

    /// “环比上升3.27%（上期12240件）”: the figure of before, told after the change.
    fn base_in_bracket(&mut self, mention: &Mention) {
        let (period, named) = Period::of(&mention.label);
        let Some((base, at)) = self.carry.change else { return };
        let now = self.main();
        let is_base = named.is_some()
            && period == base
            && now.is_some_and(|now| now.unit == mention.unit);
        if let Some(Kind::Change { before, .. }) = self
            .reading
            .claims
            .get_mut(at)
            .map(|it| &mut it.kind)
            .filter(|_| is_base)
        {
            *before = Operand::Here(mention.number.clone());
        }
    }
}
