//! Problems as comments in the Word file, each at the number, cell or sentence it is about.

use std::ops::Range;

use super::AUTHOR;
use super::lines::{Line, bare, lines};
use crate::audit::Finding;
use crate::diagnostics::{Place, Problem};
use crate::document::{Document, Role};
use crate::word::{Reading, Remark};

/// Words of a template that are too short to know a sentence by.
const FRAGMENT_MIN: usize = 2;

/// A problem with what is known of the texts that it is about.
pub struct Noted<'a> {
    /// The problem.
    pub problem: &'a Problem,
    /// The texts that somebody typed where it lies, templates among them.
    pub texts: Vec<&'a str>,
    /// Whether a printed figure is set where it lies.
    pub sets: &'a dyn Fn(&str) -> bool,
}

/// The comments for the Word file of a document, as it was read back, signed by the
/// program unless somebody else is to sign.
///
/// A problem that is about no single spot stands at the title.
pub fn remarks(
    document: &Document,
    reading: &Reading,
    noted: &[Noted<'_>],
    author: Option<&str>,
) -> Vec<Remark> {
    let lines = lines(document, reading);
    let of_whole = lines.iter().find(|line| line.role == Role::Title);
    let whole = of_whole.and_then(|line| line.paragraph).unwrap_or_default();
    let remark = |noted: &Noted<'_>| {
        let found = spot(&lines, noted);
        Remark {
            paragraph: found.as_ref().map_or(whole, |(paragraph, _)| *paragraph),
            text: words(noted.problem, found.is_none()),
            characters: found.and_then(|(_, characters)| characters),
            author: author.unwrap_or(AUTHOR).to_owned(),
        }
    };
    noted.iter().map(remark).collect()
}

/// The comments for what an audit found in a Word file; what is at no place of it stands
/// at its beginning.
pub fn found(findings: &[Finding]) -> Vec<Remark> {
    let remark = |finding: &Finding| {
        let anchor = finding.anchor.clone();
        let text = words(&finding.problem, anchor.is_none());
        let author = AUTHOR.to_owned();
        let (paragraph, characters) =
            anchor.map_or((0, None), |it| (it.paragraph, it.characters));
        Remark { paragraph, characters, author, text }
    };
    findings.iter().map(remark).collect()
}

/// What a comment says.
fn words(problem: &Problem, is_of_whole: bool) -> String {
    let severity = problem.severity;
    let whole = if is_of_whole { "（不在某一处）" } else { "" };
    let mut text = format!("{severity} {}{whole}：{}", problem.code, problem.message);
    if let Some(place) = &problem.place {
        // A comment stands in the file itself.
        let place = match place {
            Place::Spot { spot, .. } => spot.clone(),
            Place::File { .. } | Place::Line { .. } | Place::Cell { .. } => {
                place.to_string()
            }
        };
        text.push_str(&format!("\n出处：{place}"));
    }
    if !problem.more.is_empty() {
        text.push_str(&format!("，另有{}处相同", problem.more.len()));
    }
    if let Some(hint) = &problem.hint {
        text.push_str(&format!("\n提示：{hint}"));
    }
    text
}

type Spot = (usize, Option<Range<usize>>);

/// The paragraph that a problem is about, and the characters in it.
fn spot(lines: &[Line], noted: &Noted<'_>) -> Option<Spot> {
    let message = &noted.problem.message;
    let quoted = quoted(message);
    if let Some(found) = set(lines, noted.sets) {
        return Some(found);
    }
    let of_texts: Vec<&Line> =
        noted.texts.iter().filter_map(|text| typed(lines, text)).collect();
    let inside = of_texts.iter().find_map(|line| {
        let characters = quoted.iter().find_map(|words| place(&line.text, words))?;
        Some((line.paragraph?, Some(characters)))
    });
    if let Some(found) =
        inside.or_else(|| of_texts.first().and_then(|line| Some((line.paragraph?, None))))
    {
        return Some(found);
    }
    // A cell or caption that is named, or a number that the message gives.
    let named = |words: &&str| {
        let line = lines.iter().find(|line| line.text == **words)?;
        Some((line.paragraph?, None))
    };
    let number = |words: &String| {
        let of_text = |line: &&Line| matches!(line.role, Role::Body | Role::TableNote);
        lines.iter().filter(of_text).find_map(|line| {
            let characters = place(&line.text, words)?;
            Some((line.paragraph?, Some(characters)))
        })
    };
    quoted
        .iter()
        .find_map(named)
        .or_else(|| decimals(message).iter().find_map(number))
}

/// Where a figure is printed that is set where the problem lies.
fn set(lines: &[Line], sets: &dyn Fn(&str) -> bool) -> Option<Spot> {
    lines.iter().find_map(|line| {
        let (_, characters) = line.figures.iter().find(|(key, _)| sets(key))?;
        Some((line.paragraph?, Some(characters.clone())))
    })
}

/// The line that came of a text that somebody typed; of a template, the one that has most
/// of its words.
fn typed<'l>(lines: &'l [Line], text: &str) -> Option<&'l Line> {
    let bare_text = bare(text);
    let exact = lines.iter().find(|line| bare(&line.text) == bare_text);
    if exact.is_some() || !text.contains("{{") && !text.contains("{%") {
        return exact.or_else(|| {
            let within = |line: &&Line| !text.is_empty() && line.text.contains(text);
            lines.iter().find(within)
        });
    }
    let fragments = fragments(text);
    let all: usize = fragments.iter().map(|words| words.chars().count()).sum();
    let shared = |line: &Line| -> usize {
        let found = fragments.iter().filter(|words| line.text.contains(**words));
        found.map(|words| words.chars().count()).sum()
    };
    let best = lines.iter().max_by_key(|line| shared(line))?;
    (shared(best) * 2 > all).then_some(best)
}

/// The words of a template between its commands.
fn fragments(template: &str) -> Vec<&str> {
    let mut fragments = Vec::new();
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        fragments.push(rest.get(..start).unwrap_or_default());
        let after = rest.get(start..).unwrap_or_default();
        let end = after.find("}}").into_iter().chain(after.find("%}")).min();
        rest = end.and_then(|end| after.get(end + 2..)).unwrap_or_default();
    }
    fragments.push(rest);
    fragments.retain(|words| words.chars().count() >= FRAGMENT_MIN);
    fragments
}

/// What stands in “”.
fn quoted(message: &str) -> Vec<&str> {
    let starts = message.split('“').skip(1);
    starts.filter_map(|rest| rest.split('”').next()).collect()
}

/// Numbers with decimals.
fn decimals(message: &str) -> Vec<String> {
    let is_number = |c: char| c.is_ascii_digit() || c == '.';
    let numbers = message.split(|c| !is_number(c)).map(|it| it.trim_matches('.'));
    numbers.filter(|it| it.contains('.')).map(str::to_owned).collect()
}

/// The characters of words in a text; a number only as a whole.
fn place(text: &str, words: &str) -> Option<Range<usize>> {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '.');
    let found = text.match_indices(words).find(|(at, _)| {
        let before = text.get(..*at).and_then(|before| before.chars().last());
        let after = text.get(at + words.len()..).and_then(|after| after.chars().next());
        let ends = (words.chars().next(), words.chars().last());
        let is_cut = |own, other| is_digit(own) && is_digit(other);
        !is_cut(ends.0, before) && !is_cut(ends.1, after)
    });
    let (at, _) = found.filter(|_| !words.is_empty())?;
    let start = text.get(..at)?.chars().count();
    Some(start..start + words.chars().count())
}
