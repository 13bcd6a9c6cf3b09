//! Changes that make a template of a text, and what is told of each number.

use std::ops::Range;

use super::known::Written;
use crate::audit::said::Said;

/// A stretch of a text and what takes its place.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    with: With,
}

#[derive(Debug, Clone)]
enum With {
    Template(String),
    /// `| against(…)`, of which several in a row become one.
    Against {
        own: String,
        base: String,
        name: Range<usize>,
    },
}

/// How sure it is what a number became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sure {
    /// Value and words agree.
    Certain,
    /// The same value, which the program prints so.
    Form(String),
    /// The words are certain, the data say so.
    Other(String),
    /// The words are certain, and the data do not give it yet.
    Named,
    /// Several figures give it, and the words do not decide.
    Open(Vec<String>),
    /// No figure gives it.
    Unknown,
}

/// A number of the Word file, and what it became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands, in Chinese.
    pub place: String,
    /// The words around it.
    pub words: String,
    /// As it stands there.
    pub number: String,
    /// What it became; empty when it stays as it is.
    pub became: String,
    /// How sure that is.
    pub sure: Sure,
    /// Its turn in the paragraph.
    pub(super) at: usize,
}

impl Entry {
    pub(super) fn of(
        at: usize,
        text: &str,
        one: &Said,
        became: String,
        sure: Sure,
    ) -> Self {
        let number = text.get(one.number.start..one.end).unwrap_or_default().to_owned();
        let before = text.get(..one.number.start).unwrap_or_default();
        let start = before.char_indices().rev().nth(11).map_or(0, |(at, _)| at);
        let words = format!("{}{number}", before.get(start..).unwrap_or_default());
        Self { place: String::new(), words, number, became, sure, at }
    }
}

/// A figure as a template names it.
pub(super) fn figure(key: &str, how: Written) -> String {
    match how {
        Written::Same | Written::Otherwise => format!("{{{{ {key} }}}}"),
        Written::Rounded { decimals, of: 1 } => {
            format!("{{{{ {key} | round({decimals}) }}}}")
        }
        Written::Rounded { decimals, of } => {
            format!("{{{{ ({key} / {of}) | round({decimals}) }}}}")
        }
    }
}

impl Edit {
    pub(super) fn text(range: Range<usize>, with: String) -> Self {
        Self { range, with: With::Template(with) }
    }

    /// ，高于…1.87分 as `against` where it is worded so, else with the word chosen.
    pub(super) fn than(
        text: &str,
        one: &Said,
        keys: (&str, &str),
        (word, is_up): (&str, bool),
        unit: &str,
    ) -> Vec<Self> {
        let before = text.get(..one.number.start).unwrap_or_default();
        let comma = before.rfind(&format!("，{word}"));
        let told = text.get(one.number.end..one.end).unwrap_or_default();
        let is_usual = matches!(word, "高于" | "低于") && told == unit;
        if let Some(start) = comma.filter(|_| is_usual) {
            let name = start + '，'.len_utf8() + word.len()..one.number.start;
            let is_plain = text.get(name.clone()).is_some_and(|name| {
                !name.is_empty() && !name.contains(['，', '\'', '\\'])
            });
            if is_plain {
                let (own, base) = (keys.0.to_owned(), keys.1.to_owned());
                let with = With::Against { own, base, name };
                return vec![Self { range: start..one.end, with }];
            }
        }
        Self::sided(text, one, keys, (word, is_up))
    }

    /// The amount between two figures, with the word that tells the direction.
    pub(super) fn sided(
        text: &str,
        one: &Said,
        (own, base): (&str, &str),
        (word, is_up): (&str, bool),
    ) -> Vec<Self> {
        let amount =
            Self::text(one.number.clone(), format!("{{{{ ({own} - {base}) | abs }}}}"));
        let chosen = chosen(&format!("{own} >= {base}"), word, is_up);
        Self::word(text, one, word)
            .map_or_else(Vec::new, |range| vec![Self::text(range, chosen), amount])
    }

    /// 环比下降11.84% as `trend` where it is worded so, else with the word chosen.
    pub(super) fn trend(
        text: &str,
        one: &Said,
        key: &str,
        (word, is_up, is_year): (&str, bool, bool),
        unit: &str,
    ) -> Vec<Self> {
        let since = if is_year { "同比" } else { "环比" };
        let usual = format!("{since}{}", if is_up { "上升" } else { "下降" });
        let before = text.get(..one.number.start).unwrap_or_default();
        let told = text.get(one.number.end..one.end).unwrap_or_default();
        if before.ends_with(&usual) && told == unit {
            let range = one.number.start - usual.len()..one.end;
            return vec![Self::text(range, format!("{{{{ {key} | trend }}}}"))];
        }
        let amount = Self::text(one.number.clone(), format!("{{{{ {key} | abs }}}}"));
        let chosen = chosen(&format!("{key} >= 0"), word, is_up);
        Self::word(text, one, word)
            .map_or_else(Vec::new, |range| vec![Self::text(range, chosen), amount])
    }

    /// Where the word stands that tells the direction of an amount.
    fn word(text: &str, one: &Said, word: &str) -> Option<Range<usize>> {
        let start = text.get(..one.number.start)?.rfind(word)?;
        Some(start..start + word.len())
    }
}

/// A word for up or down, whichever the data say.
fn chosen(up: &str, word: &str, is_up: bool) -> String {
    let other = crate::audit::said::reversed(word);
    let [first, second] = if is_up { [word, other] } else { [other, word] };
    format!("{{% if {up} %}}{first}{{% else %}}{second}{{% endif %}}")
}

/// A text with its changes made, a template a sentence; of two that overlap the longer
/// counts.
pub(super) fn templates(text: &str, edits: &[Edit]) -> Vec<String> {
    let mut all: Vec<&Edit> = edits.iter().collect();
    all.sort_by_key(|edit| (edit.range.start, std::cmp::Reverse(edit.range.end)));
    sentences(text)
        .into_iter()
        .map(|range| render(text, range, &all, &Mode::Text))
        .collect()
}

/// The sentences of a text, each with its full stop; what stands in quotes is whole.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '“' | '（' | '《' => depth += 1,
            '”' | '）' | '》' => depth = depth.saturating_sub(1),
            '。' if depth == 0 => {
                ranges.push(start..at + c.len_utf8());
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    if text.get(start..).is_some_and(|rest| !rest.trim().is_empty()) {
        ranges.push(start..text.len());
    }
    ranges
}

/// Whether words stand in a text or in quotes of an expression.
enum Mode {
    Text,
    Quoted,
}

fn render(text: &str, range: Range<usize>, edits: &[&Edit], mode: &Mode) -> String {
    let mut out = Vec::new();
    let mut at = range.start;
    let mut last: Option<(&str, usize)> = None;
    let inner = |within: &Range<usize>, edit: &&Edit| {
        edit.range.start >= within.start && edit.range.end <= within.end
    };
    for edit in edits.iter().filter(|edit| inner(&range, edit)) {
        if edit.range.start < at {
            continue;
        }
        push(&mut out, text.get(at..edit.range.start).unwrap_or_default(), mode);
        at = edit.range.end;
        match &edit.with {
            With::Template(with) => {
                last = None;
                match mode {
                    Mode::Text => out.push(with.clone()),
                    Mode::Quoted => out.push(expression(with)),
                }
            }
            With::Against { own, base, name } => {
                let within: Vec<&Edit> =
                    edits.iter().filter(|edit| inner(name, edit)).copied().collect();
                let name = render(text, name.clone(), &within, &Mode::Quoted);
                let follows = last.is_some_and(|(before, end)| {
                    before == own && end == edit.range.start
                });
                if follows && let Some(before) = out.last_mut() {
                    before.truncate(before.len() - ") }}".len());
                    before.push_str(&format!(", {base}, {name}) }}}}"));
                } else {
                    out.push(format!("{{{{ {own} | against({base}, {name}) }}}}"));
                }
                last = Some((own, edit.range.end));
            }
        }
    }
    push(&mut out, text.get(at..range.end).unwrap_or_default(), mode);
    match mode {
        Mode::Text => out.concat(),
        Mode::Quoted => out.join(" ~ "),
    }
}

fn push(out: &mut Vec<String>, words: &str, mode: &Mode) {
    if words.is_empty() {
        return;
    }
    out.push(match mode {
        Mode::Text => escaped(words),
        Mode::Quoted => format!("'{words}'"),
    });
}

/// Words that would mean something to a template.
pub(super) fn escaped(words: &str) -> String {
    words
        .replace("{{", "{{ '{{' }}")
        .replace("{%", "{{ '{%' }}")
        .replace("{#", "{{ '{#' }}")
}

/// What stands between the braces of a template, in brackets when it is worked out.
fn expression(template: &str) -> String {
    let inner = template.trim_start_matches("{{").trim_end_matches("}}").trim();
    if inner.contains(' ') { format!("({inner})") } else { inner.to_owned() }
}

impl Edit {
    /// The template that takes the place.
    pub(super) fn shown(&self) -> String {
        match &self.with {
            With::Template(with) => with.clone(),
            With::Against { own, base, .. } => {
                format!("{{{{ {own} | against({base}, …) }}}}")
            }
        }
    }
}
