//! A sentence of the outline taken apart: which words of the print came of which stretch
//! of its template.

use crate::wording::Piece;

/// Renders a template over the month's figures; none where it has a fault.
pub type Render<'a> = &'a dyn Fn(&str) -> Option<Vec<Piece>>;

/// Between these stands the number of a segment, in a text that is rendered for its seams.
/// No text of a bulletin has characters of the private use area.
const SEAM: (char, char) = ('\u{F8E0}', '\u{F8E1}');
/// Ways to print a figure: as it is, without its sign, with fewer decimals.
const WAYS: [&str; 5] = ["", " | abs", " | round(1)", " | round(0)", " | int"];

/// A stretch of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) kind: SegmentKind,
    /// As it is written.
    pub(super) source: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SegmentKind {
    /// Words that are printed as they stand.
    Words,
    /// `{{ … }}`.
    Print,
    /// `{% … %}` and `{# … #}`, which print nothing.
    Command,
}

/// A stretch of the print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    /// The segment that it came of.
    pub(super) segment: usize,
    /// The how manieth segment that was printed: one in a loop is printed again.
    pub(super) turn: usize,
    pub(super) piece: Piece,
}

/// A template with what it printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Traced {
    pub(super) segments: Vec<Segment>,
    pub(super) stretches: Vec<Stretch>,
}

impl Traced {
    /// Renders a template for its seams; where they cannot be seen it is one segment that
    /// prints all.
    pub(super) fn of(template: &str, render: Render<'_>) -> Option<Self> {
        let whole = render(template)?;
        let segments = segments(template);
        if let Some(pieces) = render(&seamed(&segments)) {
            let stretches = stretches(pieces);
            let text: String = stretches.iter().map(|it| it.piece.text()).collect();
            if text == whole.iter().map(Piece::text).collect::<String>() {
                return Some(Self { segments, stretches });
            }
        }
        let kind = SegmentKind::Print;
        let segments = vec![Segment { kind, source: template.to_owned() }];
        let stretch = |piece| Stretch { segment: 0, turn: 0, piece };
        Some(Self { segments, stretches: whole.into_iter().map(stretch).collect() })
    }
}

/// How a template prints this figure with these very digits.
pub(super) fn expression(piece: &Piece, render: Render<'_>) -> Option<String> {
    match piece {
        Piece::Words(_) => None,
        Piece::Reference { target, .. } => Some(format!("{{{{ ref('{target}') }}}}")),
        Piece::Figure { text, key } => WAYS.iter().find_map(|way| {
            // A filter holds more tightly than a sign.
            let is_worked_out = key.contains(['-', '+', '/', '*']) && !way.is_empty();
            let key = if is_worked_out { format!("({key})") } else { key.clone() };
            let written = format!("{{{{ {key}{way} }}}}");
            let printed = render(&written)?;
            let is_same = printed.iter().map(Piece::text).collect::<String>() == *text;
            is_same.then_some(written)
        }),
    }
}

/// Whether words could be taken for a command.
pub(super) fn is_command(words: &str) -> bool {
    ["{{", "{%", "{#"].iter().any(|mark| words.contains(mark))
}

fn segments(template: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut add = |kind, source: &str| {
        if !source.is_empty() {
            segments.push(Segment { kind, source: source.to_owned() });
        }
    };
    let mut rest = template;
    let marks = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];
    loop {
        let starts = marks.iter().filter_map(|mark| Some((rest.find(mark.0)?, mark)));
        let Some((start, (open, close))) = starts.min_by_key(|(at, _)| *at) else {
            break;
        };
        let (words, command) = rest.split_at(start);
        let Some(end) = command.find(close) else { break };
        let (command, after) = command.split_at(end + close.len());
        add(SegmentKind::Words, words);
        let is_print = *open == "{{";
        add(if is_print { SegmentKind::Print } else { SegmentKind::Command }, command);
        rest = after;
    }
    add(SegmentKind::Words, rest);
    segments
}

/// The template with a number before each segment that prints.
fn seamed(segments: &[Segment]) -> String {
    let mut seamed = String::new();
    let mut strips = false;
    for (n, Segment { kind, source }) in segments.iter().enumerate() {
        let seam = format!("{}{n}{}", SEAM.0, SEAM.1);
        match kind {
            SegmentKind::Words => {
                // A command before may take the blanks away.
                let words = if strips { source.trim_start() } else { source };
                let blanks = source.strip_suffix(words).unwrap_or_default();
                seamed.push_str(&format!("{blanks}{seam}{words}"));
            }
            SegmentKind::Print => seamed.push_str(&format!("{seam}{source}")),
            SegmentKind::Command => seamed.push_str(source),
        }
        strips = ["-}}", "-%}", "-#}"].iter().any(|end| source.ends_with(end));
    }
    seamed
}

/// What was printed, parted at the seams; blanks at both ends are not printed.
fn stretches(pieces: Vec<Piece>) -> Vec<Stretch> {
    let (mut segment, mut turn) = (0, 0);
    let mut stretches: Vec<Stretch> = Vec::new();
    for piece in pieces {
        let Piece::Words(text) = &piece else {
            stretches.push(Stretch { segment, turn, piece });
            continue;
        };
        for (n, part) in text.split(SEAM.0).enumerate() {
            let words = match part.split_once(SEAM.1).filter(|_| n > 0) {
                Some((number, words)) => {
                    segment = number.parse().unwrap_or_default();
                    turn += 1;
                    words
                }
                None => part,
            };
            if !words.is_empty() {
                let piece = Piece::Words(words.to_owned());
                stretches.push(Stretch { segment, turn, piece });
            }
        }
    }
    if let Some(Stretch { piece: Piece::Words(text), .. }) = stretches.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Stretch { piece: Piece::Words(text), .. }) = stretches.last_mut() {
        *text = text.trim_end().to_owned();
    }
    stretches.retain(|stretch| !stretch.piece.text().is_empty());
    stretches
}
