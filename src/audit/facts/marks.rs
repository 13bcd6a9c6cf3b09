//! What a paragraph holds beside figures: days, numbers of headings and captions,
//! references, and numbers that are oddly written.

use std::ops::Range;

use chrono::NaiveDate;

use super::Kind;
use super::patterns::patterns;
use super::time::{self, SpanOfDays};
use super::words::{self, small};
use crate::audit::numbers::numbers;
use crate::audit::places;

patterns! {
    // A letter or full-width comma among digits.
    STRANGE = r"[0-9][oOlIZS][0-9%.]|[0-9.][oOlI](?:[^A-Za-z]|$)|(?:^|[^A-Za-z])[oOlI][0-9.]|[0-9][.．。][0-9]*[oOlI]";
    COMMA = r"(?:^|[^0-9.])(\d{1,3}(?:[，、]\d{3})+)(?:件|\.\d|$|[^0-9年月日时，、.])";
    COMMA_CELL = r"^\d{1,3}(?:[，、]\d{3})+$|^\d+[，。、．]\d+%?$|^\d+\.\d*\.\d+";
    DOUBLED = r"\d\.\.\d|%%|\d+\.\d+\.\d+%?分";
    HEADING = r"^\s*(?:(?P<one>[一二三四五六七八九十]{1,3})、|[（(](?P<two>[一二三四五六七八九十]{1,3})[）)]|(?P<three>\d{1,2})[.．])";
    REFERENCE = r"(?P<kind>[表图])\s*(?P<from>\d+)(?:(?:至|到|-|—|～|、)(?P<again>[表图])?\s*(?P<to>\d+))?";
    FIRST_SO_MANY = r"前(?P<count>[一二三四五六七八九十两]{1,3}|\d{1,2})(?:位|名|个|类|家|项|大)?";
}

/// Something that a rule may look at, with the bytes where it stands.
#[derive(Debug)]
pub(crate) enum Mark {
    /// A number with a letter or a strange mark in it.
    Odd,
    Span(SpanOfDays),
    /// A day that no calendar has.
    NoDay,
    /// The date of a line that is nothing else.
    Date(NaiveDate),
    /// Year and month of a title.
    Month(Option<i32>, u32),
    /// A line over an attachment: 附件2.
    Attachment,
    /// The number of a heading on its level, from 0.
    Number {
        level: usize,
        number: usize,
    },
    /// The label of a caption: 表 and 2.
    Label(Label),
    /// 表2至表4.
    Reference(Vec<Label>),
}

/// Kind and number of a table or chart.
pub(crate) type Label = (char, usize);

/// The marks of a paragraph; a year that is not told is `year`.
pub(super) fn marks(text: &str, kind: Kind, year: i32) -> Vec<(Range<usize>, Mark)> {
    let whole = 0..text.len();
    let spans = time::spans(text, year).into_iter();
    let mut all: Vec<_> =
        spans.map(|span| (span.range.clone(), Mark::Span(span))).collect();
    let no_days = time::impossible(text, year).into_iter();
    all.extend(no_days.map(|range| (range, Mark::NoDay)));
    all.extend(time::lone_date(text).map(|date| (whole.clone(), Mark::Date(date))));
    all.extend(is_attachment(text).then(|| (whole.clone(), Mark::Attachment)));
    let is_said = text.contains('。');
    match kind {
        Kind::Heading => all.extend(heading(text)),
        Kind::Caption if !is_said => {
            let label = places::label(text.trim()).and_then(|it| label(&it));
            all.extend(label.map(|label| (whole, Mark::Label(label))));
        }
        Kind::Body => {
            all.extend(odd(text).map(|range| (range, Mark::Odd)));
            all.extend(
                REFERENCE.captures_iter(text).filter_map(|it| reference(text, &it)),
            );
        }
        Kind::Title | Kind::Caption => {}
    }
    if kind == Kind::Title || kind == Kind::Body && !is_said {
        let month = time::title_month(text);
        all.extend(month.map(|(year, month, range)| (range, Mark::Month(year, month))));
    }
    all
}

/// The year that texts tell first.
pub(super) fn year<'t>(mut texts: impl Iterator<Item = &'t str>) -> i32 {
    let told = texts.find_map(|text| {
        let at = text.find('年')?;
        let year = text.get(at.checked_sub(4)?..at)?.parse().ok()?;
        (2000..2100).contains(&year).then_some(year)
    });
    told.unwrap_or(2024)
}

fn odd(text: &str) -> impl Iterator<Item = Range<usize>> {
    let commas = COMMA.captures_iter(text).filter_map(|it| it.get(1));
    let others = STRANGE.find_iter(text).chain(DOUBLED.find_iter(text));
    commas.chain(others).map(|found| found.range())
}

/// Whether a cell holds something that is nearly a number.
pub(super) fn is_odd(cell: &str, is_number: bool) -> bool {
    let has_letter = || numbers(cell).len() == 1 && cell.contains(['o', 'O', 'l', 'I']);
    STRANGE.is_match(cell) || COMMA_CELL.is_match(cell) || !is_number && has_letter()
}

/// How many rows a caption promises: 前十.
pub(super) fn first_so_many(caption: &str) -> Option<usize> {
    let found = FIRST_SO_MANY.captures(caption)?;
    small(found.name("count")?.as_str()).filter(|_| !words::has_any(caption, "后 末"))
}

fn heading(text: &str) -> Option<(Range<usize>, Mark)> {
    let found = HEADING.captures(text)?;
    let mut levels = ["one", "two", "three"].iter().enumerate();
    let (level, written) = levels.find_map(|(at, it)| Some((at, found.name(it)?)))?;
    let number = small(written.as_str())?;
    Some((written.range(), Mark::Number { level, number }))
}

/// Kind and number of what a caption begins with: 附表 is of its own kind.
fn label(label: &str) -> Option<Label> {
    let (kind, digits): (String, String) =
        label.chars().partition(|c| !c.is_ascii_digit());
    Some((kind.trim().chars().next()?, digits.parse().ok()?))
}

fn reference(text: &str, found: &regex::Captures<'_>) -> Option<(Range<usize>, Mark)> {
    let whole = found.get(0)?;
    // 附表2, 代表5人 and the like are none.
    let before = text.get(..whole.start())?;
    if before.ends_with(['附', '列', '上', '下', '代', '发']) {
        return None;
    }
    let kind = |name: &str| found.name(name)?.as_str().chars().next();
    let number = |name: &str| found.name(name)?.as_str().parse().ok();
    let from = (kind("kind")?, number("from")?);
    let to = number("to").map(|to| (kind("again").unwrap_or(from.0), to));
    let labels = [Some(from), to].into_iter().flatten().collect();
    Some((whole.range(), Mark::Reference(labels)))
}

/// Whether a line stands over an attachment: “附件2”.
fn is_attachment(text: &str) -> bool {
    let number = text.trim().strip_prefix("附件");
    number.is_some_and(|number| number.trim().chars().all(char::is_numeric))
}
