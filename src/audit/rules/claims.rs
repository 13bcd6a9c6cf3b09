//! Changes, shares, sums and places, as sentences tell them.

use num_traits::{Signed, Zero};

use super::differences::{signed_twice, turned, values};
use super::{Report, error, portions, standing, warning};
use crate::audit::columns::Role;
use crate::audit::facts::Facts;
use crate::audit::facts::claim::{Amount, Claim, Kind, Operand};
use crate::audit::facts::mention::Unit;
use crate::audit::facts::printed::{Exact, Printed, fixed, per_cent, whole};
use crate::audit::facts::relation::reversed;
use crate::audit::facts::table::RowKind;
use crate::audit::places::Spot;
use crate::diagnostics::Code;

pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_, '_>) {
    for paragraph in &facts.paragraphs {
        for (_, reading) in &paragraph.sentences {
            portions::check(facts, paragraph, &reading.claims, report);
            for claim in &reading.claims {
                one(facts, paragraph.spot, claim, report);
            }
        }
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "one case after the other, read from top to bottom"
)]
fn one(facts: &Facts<'_>, spot: Spot, claim: &Claim, report: &mut Report<'_, '_>) {
    match &claim.kind {
        Kind::Change { now, term, before, by } => {
            let change = Change { facts, spot, is_rank: term.measure.is_rank() };
            change.check((now, before), by, report);
        }
        Kind::Side { left, right, is_up, word }
            if left.value == right.value || (left.value > right.value) != *is_up =>
        {
            let draft = turned((&left.text, &right.text), word, "");
            report.text(spot, &claim.range, draft);
        }
        Kind::Unit { wanted, found } => {
            let message = format!("“{found}”后的单位有误，应为“{wanted}”");
            let draft = error(Code::WRONG_FORM, message, "请核对数字的单位")
                .values(found.as_str(), *wanted);
            report.text(spot, &claim.range, draft);
        }
        Kind::First { count, sum } => first(facts, spot, claim, (*count, sum), report),
        Kind::Ordered { values, is_high } => {
            // Without words that tell, the first and last of a list do.
            let falls =
                values.first().map(|it| &it.value) >= values.last().map(|it| &it.value);
            let falls = is_high.unwrap_or(falls);
            let is_out = |pair: &&[Printed]| match pair {
                [one, two] if falls => one.value < two.value,
                [one, two] => one.value > two.value,
                _ => false,
            };
            if let Some([one, two]) = values.windows(2).find(is_out) {
                let way = if falls { "由高到低" } else { "由低到高" };
                let message = format!("{}和{}的顺序与“{way}”不符", one.text, two.text);
                // Where no words tell the order, it is only usual.
                let how = if is_high.is_some() { error } else { warning };
                let draft = how(Code::WRONG_EXTREME, message, "请核对数字和顺序")
                    .values(two.text.as_str(), "");
                report.text(spot, &claim.range, draft);
            }
        }
        Kind::Named { subject, by }
            if !report.names.contains(&(spot, subject.clone())) =>
        {
            named(facts, spot, (subject, by), report);
        }
        Kind::FromTo { from, to, is_up, word } => {
            let is_turned =
                if *is_up { to.value < from.value } else { to.value > from.value };
            if is_turned {
                let other = reversed(word);
                let message = format!("由{}到{}，却写“{word}”", from.text, to.text);
                let draft = error(Code::WRONG_DIRECTION, message, DIRECTION_HINT)
                    .values(word.as_str(), other);
                report.text(spot, &claim.range, draft);
            }
        }
        Kind::Within { part, whole } if part.value > whole.value => {
            let message = format!("括号里的{}大于前面的{}", part.text, whole.text);
            let draft = error(Code::WRONG_PARTS, message, PARTS_HINT)
                .values(part.text.as_str(), format!("不大于{}", whole.text));
            report.text(spot, &claim.range, draft);
        }
        Kind::Sum { whole, parts, is_all } => {
            sum(spot, claim, (whole, parts, *is_all), report);
        }
        Kind::Rank { place, among: Some(among), .. } if place.value > among.value => {
            let message = format!("第{}位大于参与排名的{}个", place.text, among.text);
            let draft = error(Code::WRONG_RANK, message, "请核对名次和个数")
                .values(place.text.as_str(), "");
            report.text(spot, &claim.range, draft);
        }
        Kind::Rank { term, of, place, is_from_last, .. } => {
            standing::check(
                facts,
                spot,
                claim,
                (term, of.as_ref(), place, *is_from_last),
                report,
            );
        }
        _ => {}
    }
}

const DIRECTION_HINT: &str = "请核对升降方向与数字";
const PARTS_HINT: &str = "请核对各分项和总数，改正有误的一个";
const CHANGE_HINT: &str = "请核对两期的数字和变化";

/// A change that a sentence tells.
struct Change<'a> {
    facts: &'a Facts<'a>,
    spot: Spot,
    is_rank: bool,
}

/// The figures of now and of before.
type Pair<'p> = (&'p Printed, &'p Printed);

impl Change<'_> {
    fn check(
        &self,
        (now, before): (&Operand, &Operand),
        by: &[Amount],
        report: &mut Report<'_, '_>,
    ) {
        for amount in by {
            signed_twice(self.spot, amount, report);
        }
        let (nows, befores) = (values(self.facts, now), values(self.facts, before));
        if nows.iter().any(|now| report.is_told(self.spot, now)) {
            return;
        }
        if let ([now], true) = (nows.as_slice(), befores.is_empty()) {
            self.among(now, by, report);
            return;
        }
        let pairs: Vec<Pair<'_>> = nows
            .iter()
            .flat_map(|now| befores.iter().map(move |before| (now, before)))
            .collect();
        for amount in by {
            if pairs.iter().any(|pair| is_of_points(*pair, amount)) {
                let message =
                    format!("“{}”是两个率之差，单位应为个百分点", amount.number.text);
                let draft = error(Code::WRONG_FORM, message, "请核对数字的单位")
                    .values(amount.number.text.as_str(), "个百分点");
                report.text(self.spot, &amount.range, draft);
                continue;
            }
            let judged: Vec<bool> = pairs
                .iter()
                .filter_map(|(now, before)| self.fits(amount, now, &before.value))
                .collect();
            if let (false, Some((now, before))) =
                (judged.is_empty() || judged.contains(&true), pairs.first())
            {
                self.report(amount, now, (&before.value, &before.text), report);
            }
        }
    }

    /// The change that two figures give, in the unit of an amount.
    fn wanted(&self, amount: &Amount, now: &Printed, before: &Exact) -> Option<Exact> {
        let difference =
            if self.is_rank { before - &now.value } else { &now.value - before };
        match amount.unit {
            Unit::Percent if now.is_percent => None,
            Unit::Percent => per_cent(&difference, before),
            _ => Some(difference),
        }
    }

    fn fits(&self, amount: &Amount, now: &Printed, before: &Exact) -> Option<bool> {
        let wanted = self.wanted(amount, now, before)?;
        let signed = amount.signed();
        let close = (&wanted - &signed).abs() <= amount.number.half();
        Some(close && (wanted.is_zero() || wanted.is_negative() != amount.is_up))
    }

    fn report(
        &self,
        amount: &Amount,
        now: &Printed,
        (before, before_text): (&Exact, &str),
        report: &mut Report<'_, '_>,
    ) {
        let Some(wanted) = self.wanted(amount, now, before) else { return };
        let is_turned = (&wanted + amount.signed()).abs() <= amount.number.half();
        let number = amount.number.like(&wanted.abs());
        let draft = if is_turned {
            let other = reversed(&amount.word);
            let message = format!(
                "由{before_text}到{}，应是“{other}”，写作“{}”",
                now.text, amount.word
            );
            error(Code::WRONG_DIRECTION, message, DIRECTION_HINT).values(
                format!("{}{}", amount.word, amount.number.text),
                format!("{other}{}", amount.number.text),
            )
        } else {
            let message = format!(
                "由{before_text}到{}，变化应为{number}，写作{}",
                now.text, amount.number.text
            );
            error(Code::WRONG_CHANGE, message, CHANGE_HINT)
                .values(amount.number.text.as_str(), number)
        };
        report.text(self.spot, &amount.range, draft);
    }

    /// Without the figure of before: a difference and a per cent have to fit each other.
    fn among(&self, now: &Printed, by: &[Amount], report: &mut Report<'_, '_>) {
        let steps = by.iter().find(|it| it.unit != Unit::Percent);
        let share = by.iter().find(|it| it.unit == Unit::Percent);
        let (Some(steps), Some(share)) = (steps, share) else { return };
        if now.is_percent {
            return;
        }
        let before = &now.value - steps.signed();
        if steps.is_up != share.is_up {
            // The one that the other figure fits with its own direction is right.
            let message = format!("“{}”与“{}”方向相反", steps.word, share.word);
            let draft = error(Code::WRONG_DIRECTION, message, DIRECTION_HINT).values(
                format!("{}{}", share.word, share.number.text),
                format!("{}{}", reversed(&share.word), share.number.text),
            );
            let other = &now.value + steps.signed();
            let is_share_right = self.fits(share, now, &other) == Some(true);
            let range = if is_share_right { &steps.range } else { &share.range };
            report.text(self.spot, range, draft);
            return;
        }
        if self.fits(share, now, &before) == Some(false) {
            let text = fixed(&before, now.decimals);
            self.report(share, now, (&before, &text), report);
        }
    }
}

/// The difference of two rates is in percentage points.
fn is_of_points((now, before): Pair<'_>, amount: &Amount) -> bool {
    now.is_percent
        && amount.unit == Unit::Percent
        && (&now.value - &before.value).abs() == amount.number.value.abs()
}

/// The sum of the first so many against a table of so many rows.
fn first(
    facts: &Facts<'_>,
    spot: Spot,
    claim: &Claim,
    (count, told): (usize, &Printed),
    report: &mut Report<'_, '_>,
) {
    let mut sums: Vec<Exact> = Vec::new();
    for table in facts.lists() {
        if table.ones().count() < count {
            continue;
        }
        for x in (0..table.columns.len()).filter(|x| super::totals::is_summed(table, *x))
        {
            let values = table.ones().take(count).filter_map(|row| row.at(x));
            sums.push(values.map(|it| it.value.clone()).sum());
        }
        // Only a table of just so many rows can contradict.
        if table.ones().count() != count {
            sums.clear();
        }
        let totals = table.rows.iter().filter(|row| row.kind == RowKind::Total);
        let totals = totals.flat_map(|row| row.cells.iter().flatten());
        sums.extend(totals.map(|it| it.value.clone()));
    }
    let near = |sum: &&Exact| (*sum - &told.value).abs() * whole(5) < told.value;
    let Some(nearest) =
        sums.iter().filter(near).min_by_key(|sum| (*sum - &told.value).abs())
    else {
        return;
    };
    if *nearest != told.value {
        let expected = fixed(nearest, 0);
        let message = format!("前{count}项合计{}，表中是{expected}", told.text);
        let draft = error(Code::CONTRADICTING, message, PARTS_HINT)
            .values(told.text.as_str(), expected);
        report.text(spot, &claim.range, draft);
    }
}

/// A change of a name against the column of changes that shows it.
fn named(
    facts: &Facts<'_>,
    spot: Spot,
    (subject, by): (&str, &Amount),
    report: &mut Report<'_, '_>,
) {
    let shown: Vec<Exact> = facts
        .tables
        .iter()
        .flat_map(|table| {
            let rows = table.rows.iter().filter(|row| row.name == subject);
            rows.flat_map(|row| {
                let columns = table.columns.iter().enumerate().filter(|(_, column)| {
                    (column.role == Role::Rise) == (by.unit == Unit::Percent)
                        && matches!(column.role, Role::Rise | Role::Move)
                });
                columns
                    .filter_map(|(x, _)| row.at(x))
                    .map(Printed::moved)
                    .collect::<Vec<_>>()
            })
        })
        .collect();
    let Some(first) = shown.first() else { return };
    if shown.contains(&by.signed()) {
        return;
    }
    let expected = by.number.like(&first.abs());
    let is_turned = shown.contains(&-by.signed());
    let draft = if is_turned {
        let other = reversed(&by.word);
        let message = format!("“{subject}”在表中是{other}{expected}，写作“{}”", by.word);
        error(Code::WRONG_DIRECTION, message, DIRECTION_HINT)
            .values(by.word.as_str(), other)
    } else {
        let message =
            format!("“{subject}”的变化在表中是{expected}，写作{}", by.number.text);
        error(Code::CONTRADICTING, message, CHANGE_HINT)
            .values(by.number.text.as_str(), expected)
    };
    report.text(spot, &by.range, draft);
}

fn sum(
    spot: Spot,
    claim: &Claim,
    (total, parts, is_all): (&Printed, &[Printed], bool),
    report: &mut Report<'_, '_>,
) {
    if parts.iter().any(|part| report.is_told(spot, part)) || report.is_told(spot, total)
    {
        return;
    }
    let sum: Exact = parts.iter().map(|part| part.value.clone()).sum();
    let missing = &total.value - &sum;
    let near = &total.value / whole(50);
    // A list of some parts may not be more than all; almost all are meant to be all.
    let is_wrong = if is_all {
        !missing.is_zero()
    } else {
        missing.is_negative() || (missing.is_positive() && missing <= near)
    };
    if is_wrong {
        let terms: Vec<&str> = parts.iter().map(|it| it.text.as_str()).collect();
        let message = format!(
            "各项{}之和是{}，总数是{}",
            terms.join("+"),
            fixed(&sum, 0),
            total.text
        );
        let draft = error(Code::WRONG_PARTS, message, PARTS_HINT)
            .values(total.text.as_str(), fixed(&sum, 0));
        report.text(spot, &claim.range, draft);
    }
}
