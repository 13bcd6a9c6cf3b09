//! First and last of an order, and counts of units, as sentences tell them.

use std::cmp::Ordering;

use super::claim::{Claim, Kind, Tally, Top, TopMeasure};
use super::names::{Found, Names};
use super::patterns::patterns;
use super::printed::Printed;
use super::words::{self, Measure, Period, Scope};
use crate::audit::numbers::numbers;

patterns! {
    SUPERLATIVE = r"最(?P<side>高|低|多|少|大|小)";
    FEW = r"^的?(?:前)?(?P<count>[一二三四五六七八九十两]|\d{1,2})(?:个|位|家|名|类|项)";
    PLACES = r"^[^；。]{0,24}?\d+位";
    MOVED = r"(?P<way>上升|提升|进步|前进|下降|退步|后退|下滑|持平|不变)的?[^，；。、\d]{0,8}?(?P<count>\d+)个";
    FOLLOWING = r"^[，,]?(?:为|是|达|达到)?\d+(?:\.\d+)?(?P<unit>件/万人|分|件)";
    FIRST = r"(?P<side>前|后|倒数|末)(?P<count>[一二三四五六七八九十两]{1,2}|\d{1,2})(?:位|名|个|家|类|项|大|的)";
    TALLY = concat!(
        r"(?P<word>高于|低于|超过|不足|不到|达到|达|在)?",
        r"(?P<bound>\d+(?:\.\d+)?%?)分?",
        r"(?P<side>及以上|以上|及以下|以下|（含）以上|\(含\)以上)?(?:的)?",
        r"(?P<who>(?:[^，；。、\d（）]|（[乡镇地区街道、]+）){0,10}?)(?:共有|共计|共|有|为|达)?(?P<count>\d+|[一二三四五六七八九十两]{1,2})(?:个|家)",
    );
}

/// A sentence with the names in it.
struct Said<'a> {
    text: &'a str,
    found: Vec<Found<'a>>,
    classes: &'a [String],
}

/// The claims about orders in a sentence.
pub(super) fn claims(
    text: &str,
    start: usize,
    names: &Names,
    classes: &[String],
) -> Vec<Claim> {
    let said = Said { text, found: names.find(text), classes };
    let mut all = Vec::new();
    superlatives(&said, &mut all);
    firsts(&said, &mut all);
    tallies(&said, &mut all);
    moves(&said, &mut all);
    for claim in &mut all {
        claim.range = claim.range.start + start..claim.range.end + start;
    }
    all
}

impl Said<'_> {
    /// The clause around a place, as bytes of the sentence.
    fn clause(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or_default();
        let is_end = |c: char| "，；：。".contains(c);
        let start = before.rfind(is_end).map_or(0, |it| it + '，'.len_utf8());
        let after = self.text.get(at..).unwrap_or_default();
        let end = after.find(is_end).map_or(self.text.len(), |it| at + it);
        (start, end)
    }

    fn slice(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The measure that the clause names, else the last one named before.
    fn measure(&self, start: usize, at: usize) -> Option<Measure> {
        let named = |text: &str| {
            words::measure(text).map(|(measure, ..)| measure).or_else(|| {
                words::count(text).map(|word| Measure::Count(word.to_owned()))
            })
        };
        named(self.slice(start, at)).or_else(|| named(self.slice(0, start)))
    }

    fn class(&self, start: usize, end: usize) -> String {
        let clause = self.slice(start, end);
        let found = self.classes.iter().find(|class| clause.contains(class.as_str()));
        found.cloned().unwrap_or_default()
    }

    /// Names in a row before a place, with nothing between but marks and brackets.
    fn chain(&self, from: usize, to: usize) -> Vec<String> {
        let inside: Vec<&Found<'_>> =
            self.found.iter().filter(|it| it.at >= from && it.end <= to).collect();
        let mut chain: Vec<String> = Vec::new();
        let mut next: Option<usize> = None;
        for found in inside.iter().rev() {
            let between = next.map_or("、", |next| self.slice(found.end, next));
            let outside = between.split('）').next_back().unwrap_or_default();
            if !outside.contains(['、', '和']) || outside.chars().count() > 2 {
                break;
            }
            chain.push(found.name.to_owned());
            next = Some(found.at);
        }
        chain.reverse();
        chain
    }

    fn names(&self, from: usize, to: usize) -> Vec<String> {
        let inside = self.found.iter().filter(|it| it.at >= from && it.end <= to);
        inside.map(|it| it.name.to_owned()).collect()
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "one case after the other, read from top to bottom"
)]
fn superlatives(said: &Said<'_>, all: &mut Vec<Claim>) {
    for found in SUPERLATIVE.captures_iter(said.text) {
        let (Some(word), Some(side)) = (found.get(0), found.name("side")) else {
            continue;
        };
        let (start, end) = said.clause(word.start());
        let after = said.slice(word.end(), said.text.len());
        let is_high = matches!(side.as_str(), "高" | "多" | "大");
        let before = said.slice(start, word.start());
        let rise = ["升幅", "增幅", "涨幅", "增长"].iter().any(|it| before.contains(it));
        let fall = before.contains("降幅");
        let measure = if (rise || fall) && PLACES.is_match(after) {
            TopMeasure::Moved
        } else if rise || fall {
            TopMeasure::Rise(Period::of(before).0)
        } else {
            let measure = said
                .measure(start, word.start())
                .or_else(|| following(said.slice(word.end(), said.text.len())));
            let measure = match side.as_str() {
                "多" | "少" => match measure {
                    Some(measure @ Measure::Count(_)) => Some(measure),
                    _ => Some(Measure::Count(String::new())),
                },
                _ => measure,
            };
            TopMeasure::Figure(measure)
        };
        let few = FEW.captures(after).and_then(|few| {
            let count = words::small(few.name("count")?.as_str())?;
            Some((count, few.get(0)?.end()))
        });
        let scope = Scope::of(said.slice(start, end));
        let (names, count, is_ordered) = match few {
            Some((count, length)) => {
                let from = word.end() + length;
                let stop = said.slice(from, said.text.len()).find(['；', '。']);
                let to = stop.map_or(said.text.len(), |stop| from + stop);
                let mut names = said.names(from, to);
                names.truncate(count);
                let is_ordered = said.slice(from, to).contains("依次");
                (names, Some(count), is_ordered)
            }
            None => {
                let own = said.names(start, word.start());
                let chain = said.chain(start, word.start());
                let is_turned = after.starts_with('的');
                let (next, _) = said.clause(said.text.len().min(word.end()));
                let following = said.names(word.end(), said.text.len());
                let earlier = said.names(0, next.min(start));
                let one = if is_turned && !following.is_empty() {
                    following.first()
                } else {
                    own.last().or(earlier.last()).or(following.first())
                };
                let count = (chain.len() > 1).then_some(chain.len());
                let one = || one.into_iter().cloned().collect();
                (if count.is_some() { chain } else { one() }, count, false)
            }
        };
        if names.is_empty() {
            continue;
        }
        all.push(Claim {
            range: word.start()..word.end(),
            kind: Kind::Top(Top {
                measure,
                scope,
                class: said.class(start, end),
                names,
                is_high: is_high != fall,
                is_ordered,
                count,
            }),
        });
    }
}

/// The measure that the unit of the number right after a superlative tells: 最高，为98.15分.
fn following(after: &str) -> Option<Measure> {
    let found = FOLLOWING.captures(after)?;
    Some(match found.name("unit")?.as_str() {
        "分" => Measure::Score,
        "件/万人" => Measure::PerTenThousand,
        _ => Measure::Count(String::new()),
    })
}

fn firsts(said: &Said<'_>, all: &mut Vec<Claim>) {
    for found in FIRST.captures_iter(said.text) {
        let (Some(word), Some(side), Some(count)) =
            (found.get(0), found.name("side"), found.name("count"))
        else {
            continue;
        };
        let Some(count) = words::small(count.as_str()).filter(|it| *it >= 2) else {
            continue;
        };
        let before = said.slice(0, word.start());
        // “最低的前三位” is a superlative; “前十类问题合计” lists nothing.
        if before.ends_with('的') && before.contains('最') {
            continue;
        }
        let (start, end) = said.clause(word.start());
        let rest = said.slice(word.end(), said.text.len());
        let stop = rest.find(['；', '。']).map_or(said.text.len(), |it| word.end() + it);
        let leads = ["为", "是", "：", "分别", "依次"];
        let following = said.names(word.end(), stop);
        let mut names =
            if leads.iter().any(|it| said.slice(word.end(), end + 3).contains(it))
                && following.len() >= 2
            {
                following
            } else {
                let from = before.rfind('；').unwrap_or(0);
                let mut names = said.names(from, word.start());
                let extra = names.len().saturating_sub(count);
                names.drain(..extra);
                names
            };
        names.dedup();
        names.truncate(count);
        let Some(measure) = said.measure(start, word.start()) else { continue };
        if names.len() < 2 {
            continue;
        }
        let is_last = side.as_str() != "前";
        let is_best_high =
            measure.is_best_when_high() || matches!(measure, Measure::Count(_));
        all.push(Claim {
            range: word.start()..word.end(),
            kind: Kind::Top(Top {
                measure: TopMeasure::Figure(Some(measure)),
                scope: Scope::of(said.slice(start, end)),
                class: said.class(start, end),
                names,
                is_high: is_best_high != is_last,
                is_ordered: !is_last,
                count: Some(count),
            }),
        });
    }
}

fn tallies(said: &Said<'_>, all: &mut Vec<Claim>) {
    for found in TALLY.captures_iter(said.text) {
        let (Some(whole), Some(bound), Some(count)) =
            (found.get(0), found.name("bound"), found.name("count"))
        else {
            continue;
        };
        let word = found.name("word").map_or("", |it| it.as_str());
        let side = found.name("side").map_or("", |it| it.as_str());
        let is_above =
            side.contains("以上") || matches!(word, "高于" | "超过" | "达到" | "达");
        let is_below = side.contains("以下") || matches!(word, "低于" | "不足" | "不到");
        // Of a bound that nothing names a side of, nothing is counted.
        if is_above == is_below {
            continue;
        }
        let (start, _) = said.clause(whole.start());
        let Some(measure) = said.measure(start, bound.start()) else { continue };
        let is_share = bound.as_str().ends_with('%');
        if matches!(measure, Measure::Count(_)) || measure.is_rate() != is_share {
            continue;
        }
        let number = |text: &str| {
            let all = numbers(text);
            all.first().and_then(Printed::of)
        };
        let counted =
            words::small(count.as_str()).and_then(|count| number(&count.to_string()));
        let (Some(bound), Some(counted)) = (number(bound.as_str()), counted) else {
            continue;
        };
        let who = found.name("who").map_or("", |it| it.as_str());
        let all_words = said.slice(0, count.start());
        let group = words::group(who).or_else(|| words::group(all_words));
        all.push(Claim {
            range: count.start()..count.end(),
            kind: Kind::Tally(Tally {
                measure,
                bound,
                is_above,
                is_open: matches!(word, "高于" | "超过" | "低于" | "不足" | "不到"),
                group,
                scope: Scope::of(all_words),
                count: counted,
            }),
        });
    }
}

/// 名次上升的4个，下降的3个，持平的1个.
fn moves(said: &Said<'_>, all: &mut Vec<Claim>) {
    for found in MOVED.captures_iter(said.text) {
        let (Some(way), Some(count)) = (found.name("way"), found.name("count")) else {
            continue;
        };
        let before = said.slice(0, way.start());
        if !["名次", "排名", "位次"].iter().any(|word| before.contains(word)) {
            continue;
        }
        let way = match way.as_str() {
            "持平" | "不变" => Ordering::Equal,
            "上升" | "提升" | "进步" | "前进" => Ordering::Greater,
            _ => Ordering::Less,
        };
        let Some(number) = super::time::first_number(count.as_str()) else { continue };
        let kind = Kind::Moves { way, count: number };
        all.push(Claim { range: count.range(), kind });
    }
}
