//! The words of an edited text, laid into the templates that printed it: figures stay
//! figures, words go where they stand, and a number that was retyped is told.

use super::template::{self, Render, Segment, SegmentKind, Stretch, Traced};
use crate::audit::sequence::{Step, align};
use crate::wording::Piece;

/// A figure that was retyped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retyped {
    /// Its name.
    pub key: String,
    /// As the data give it.
    pub old: String,
    /// As somebody wrote it.
    pub new: String,
}

/// What became of a text that templates printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Merged {
    /// For each template what it is now; none where all that it printed is gone.
    pub(super) templates: Vec<Option<String>>,
    /// What they print now: the words as edited, the numbers as the data give them.
    pub(super) text: String,
    /// Numbers that the text gives otherwise than the data.
    pub(super) retyped: Vec<Retyped>,
    /// Whether conditions, loops or words that follow a figure became fixed words.
    pub(super) is_fixed: bool,
    /// Figures that are printed no more.
    pub(super) gone: Vec<Piece>,
}

/// A part of a text that is compared as one: a number, or a single character.
#[derive(Debug)]
struct Token {
    text: String,
    /// Its stretch, counted through all templates.
    stretch: usize,
}

/// A stretch with what stands in its place now.
#[derive(Debug)]
struct Outcome<'t> {
    /// The template that it is of.
    template: usize,
    stretch: &'t Stretch,
    is_of_words: bool,
    text: String,
    is_touched: bool,
    retyped: Option<String>,
    /// Whether the number stands as it was retyped.
    is_typed: bool,
}

/// Lays an edited text into the templates; `typed` enters retyped numbers as they are
/// typed. None where the text could be taken for a command.
pub(super) fn merge(
    templates: &[Traced],
    edited: &str,
    typed: bool,
    render: Render<'_>,
) -> Option<Merged> {
    let mut outcomes = untouched(templates);
    lay(&mut outcomes, edited);
    if outcomes
        .iter()
        .any(|it| it.is_touched && template::is_command(&it.text))
    {
        return None;
    }
    let mut merged = Merged {
        templates: Vec::new(),
        text: String::new(),
        retyped: Vec::new(),
        is_fixed: false,
        gone: Vec::new(),
    };
    for outcome in &mut outcomes {
        let Piece::Figure { key, text } = &outcome.stretch.piece else { continue };
        if let Some(new) = &outcome.retyped {
            let (key, old, new) = (key.clone(), text.clone(), new.clone());
            if typed {
                outcome.text.clone_from(&new);
                (outcome.is_touched, outcome.is_typed) = (true, true);
            }
            merged.retyped.push(Retyped { key, old, new });
        } else if outcome.text.is_empty() {
            merged.gone.push(outcome.stretch.piece.clone());
        }
    }
    for (n, traced) in templates.iter().enumerate() {
        let own: Vec<&Outcome<'_>> =
            outcomes.iter().filter(|outcome| outcome.template == n).collect();
        let text: String = own.iter().map(|outcome| outcome.text.as_str()).collect();
        let (template, is_fixed) = rewritten(traced, &own, text.trim(), render)?;
        merged.templates.push(template);
        merged.is_fixed |= is_fixed;
        merged.text.push_str(&text);
    }
    Some(merged)
}

/// Every stretch before anything is laid into it.
fn untouched(templates: &[Traced]) -> Vec<Outcome<'_>> {
    let mut outcomes = Vec::new();
    for (template, traced) in templates.iter().enumerate() {
        outcomes.extend(traced.stretches.iter().map(|stretch| {
            let kind = traced.segments.get(stretch.segment).map(|it| it.kind);
            Outcome {
                template,
                stretch,
                is_of_words: kind == Some(SegmentKind::Words),
                text: String::new(),
                is_touched: false,
                retyped: None,
                is_typed: false,
            }
        }));
    }
    outcomes
}

/// What a template is so that it prints a text, none for nothing, and whether words that
/// it made became fixed; none where it cannot be written so.
fn rewritten(
    traced: &Traced,
    own: &[&Outcome<'_>],
    text: &str,
    render: Render<'_>,
) -> Option<(Option<String>, bool)> {
    if own.iter().all(|outcome| !outcome.is_touched) {
        let sources = traced.segments.iter().map(|it| it.source.as_str());
        return Some((Some(sources.collect()), false));
    }
    if text.is_empty() {
        return Some((None, false));
    }
    let prints = |written: &String| {
        let printed = render(written);
        let printed = printed.map(|it| it.iter().map(Piece::text).collect::<String>());
        printed.is_some_and(|printed| printed == text)
    };
    if let Some((written, is_fixed)) = in_place(traced, own, render)
        && prints(&written)
    {
        return Some((Some(written), is_fixed));
    }
    let written = Some(fixed(own, render)).filter(prints)?;
    Some((Some(written), true))
}

/// Numbers as a whole, all else by the character.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut is_open = false;
    for character in text.chars() {
        let is_digit = character.is_ascii_digit();
        let goes_on = is_open && (is_digit || matches!(character, '.' | ','));
        match tokens.last_mut().filter(|_| goes_on) {
            Some(last) => last.push(character),
            None => tokens.push(character.to_string()),
        }
        is_open = is_digit || goes_on;
    }
    // A point that ends a number is the end of a sentence.
    let mut parted = Vec::with_capacity(tokens.len());
    for token in tokens {
        let number = token.trim_end_matches(['.', ',']);
        if number.is_empty() || number.len() == token.len() {
            parted.push(token);
            continue;
        }
        let rest: Vec<String> =
            token.chars().skip(number.chars().count()).map(String::from).collect();
        parted.push(number.to_owned());
        parted.extend(rest);
    }
    parted
}

fn is_number(token: &str) -> bool {
    token.starts_with(|c: char| c.is_ascii_digit())
}

/// What happens to tokens, in the order of the edited text.
#[derive(Debug, Clone, Copy)]
enum Turn {
    Kept(usize),
    Retyped(usize, usize),
    Gone(usize),
    New(usize),
}

/// Gives every stretch the words that stand in its place now.
fn lay(outcomes: &mut [Outcome<'_>], edited: &str) {
    let mut old: Vec<Token> = Vec::new();
    for (stretch, outcome) in outcomes.iter().enumerate() {
        let parts = tokens(outcome.stretch.piece.text()).into_iter();
        old.extend(parts.map(|text| Token { text, stretch }));
    }
    let new = tokens(edited);
    let turns = turns(outcomes, &old, &new);
    let stretch_of = |at: usize| old.get(at).map(|token| token.stretch);
    let word = |at: usize| new.get(at).map_or("", String::as_str);
    for (n, turn) in turns.iter().enumerate() {
        match *turn {
            Turn::Kept(at) => {
                let Some(token) = old.get(at) else { continue };
                if let Some(outcome) = outcomes.get_mut(token.stretch) {
                    outcome.text.push_str(&token.text);
                }
            }
            Turn::Retyped(at, to) => {
                let Some(token) = old.get(at) else { continue };
                if let Some(outcome) = outcomes.get_mut(token.stretch) {
                    outcome.text.push_str(&token.text);
                    let whole = outcome.stretch.piece.text();
                    let typed = whole.replacen(&token.text, word(to), 1);
                    outcome.retyped = Some(typed);
                }
            }
            Turn::Gone(at) => {
                let outcome = stretch_of(at).and_then(|at| outcomes.get_mut(at));
                if let Some(outcome) = outcome {
                    outcome.is_touched = true;
                }
            }
            Turn::New(to) => {
                let known = |turn: &Turn| match turn {
                    Turn::Kept(at) | Turn::Retyped(at, _) | Turn::Gone(at) => {
                        stretch_of(*at)
                    }
                    Turn::New(_) => None,
                };
                let before = turns.iter().take(n).rev().find_map(known);
                let after = turns.iter().skip(n + 1).find_map(known);
                let is_of_words = |at: &usize| {
                    outcomes.get(*at).is_some_and(|outcome| outcome.is_of_words)
                };
                let home = before
                    .filter(|at| Some(*at) == after || is_of_words(at))
                    .or(after.filter(is_of_words))
                    .or(before)
                    .or(after);
                if let Some(outcome) = home.and_then(|at| outcomes.get_mut(at)) {
                    outcome.text.push_str(word(to));
                    outcome.is_touched = true;
                }
            }
        }
    }
}

/// The tokens of both texts side by side; a number for a figure's number is retyped.
fn turns(outcomes: &[Outcome<'_>], old: &[Token], new: &[String]) -> Vec<Turn> {
    let is_same = |a: usize, b: usize| {
        old.get(a).map(|token| &token.text) == new.get(b) && a < old.len()
    };
    let weight = |a: usize, b: usize| match old.get(a) {
        Some(token) if is_same(a, b) => match is_number(&token.text) {
            true => 6,
            false if token.text.starts_with(['，', '。', '、', '的']) => 1,
            false => 2,
        },
        Some(_) | None => 0,
    };
    let is_figure = |at: usize| {
        let token = old.get(at).filter(|token| is_number(&token.text));
        let outcome = token.and_then(|token| outcomes.get(token.stretch));
        outcome.is_some_and(|it| matches!(it.stretch.piece, Piece::Figure { .. }))
    };
    let mut turns = Vec::new();
    let (mut gone, mut added) = (Vec::new(), Vec::new());
    for step in align(old.len(), new.len(), &weight, &is_same) {
        match step {
            Step::Left(at) => gone.push(at),
            Step::Right(at) => added.push(at),
            Step::Both(at, _) => {
                settle(&mut gone, &mut added, new, &is_figure, &mut turns);
                turns.push(Turn::Kept(at));
            }
        }
    }
    settle(&mut gone, &mut added, new, &is_figure, &mut turns);
    turns
}

/// What was replaced between two tokens that stayed: numbers of figures against numbers.
fn settle(
    gone: &mut Vec<usize>,
    added: &mut Vec<usize>,
    new: &[String],
    is_figure: &dyn Fn(usize) -> bool,
    turns: &mut Vec<Turn>,
) {
    let mut numbers = added
        .iter()
        .copied()
        .filter(|at| new.get(*at).is_some_and(|token| is_number(token)));
    let mut rest = added.iter().copied().peekable();
    for at in gone.iter().copied() {
        let number = if is_figure(at) { numbers.next() } else { None };
        match number {
            Some(number) => {
                while let Some(word) = rest.next_if(|word| *word < number) {
                    turns.push(Turn::New(word));
                }
                rest.next();
                turns.push(Turn::Retyped(at, number));
            }
            None => turns.push(Turn::Gone(at)),
        }
    }
    turns.extend(rest.map(Turn::New));
    gone.clear();
    added.clear();
}

/// The template with its touched segments changed where they stand, and whether words of
/// a command became fixed; none where a segment that is printed twice was touched.
fn in_place(
    traced: &Traced,
    outcomes: &[&Outcome<'_>],
    render: Render<'_>,
) -> Option<(String, bool)> {
    let mut written = String::new();
    let mut is_fixed = false;
    for (n, Segment { kind, source }) in traced.segments.iter().enumerate() {
        let own: Vec<&Outcome<'_>> = outcomes
            .iter()
            .copied()
            .filter(|it| it.stretch.segment == n)
            .collect();
        if own.iter().all(|outcome| !outcome.is_touched) {
            written.push_str(source);
            continue;
        }
        let turn = own.first().map(|outcome| outcome.stretch.turn);
        if own.iter().any(|outcome| Some(outcome.stretch.turn) != turn) {
            return None;
        }
        let now: String = own.iter().map(|outcome| outcome.text.as_str()).collect();
        let before: String = own.iter().map(|it| it.stretch.piece.text()).collect();
        match kind {
            SegmentKind::Words => {
                let at = source.find(&before)?;
                let (head, tail) = source.split_at(at);
                let tail = tail.get(before.len()..)?;
                written.push_str(&format!("{head}{now}{tail}"));
            }
            SegmentKind::Print => {
                is_fixed |= !now.is_empty();
                written.push_str(&fixed(&own, render));
            }
            SegmentKind::Command => return None,
        }
    }
    Some((written, is_fixed))
}

/// Words as they stand, and each whole figure by its name.
fn fixed(outcomes: &[&Outcome<'_>], render: Render<'_>) -> String {
    let mut written = String::new();
    for outcome in outcomes {
        let piece = &outcome.stretch.piece;
        let named = template::expression(piece, render).filter(|_| !outcome.is_typed);
        match (named, outcome.text.split_once(piece.text())) {
            (Some(named), Some((head, tail))) => {
                written.push_str(&format!("{head}{named}{tail}"));
            }
            _ => written.push_str(&outcome.text),
        }
    }
    written
}

#[cfg(test)]
mod tests;
