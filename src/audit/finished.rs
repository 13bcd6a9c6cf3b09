//! Finished files read back: every number of the document stands in both, in order.

use std::path::Path;

use super::charts::{self, Fault};
use super::manuscript::{Block, Manuscript, plain};
use super::numbers::{SEAM, numbers};
use super::places::{self, Spot};
use super::sequence::{align_equal, pairs};
use super::{expected, pdf, word};
use crate::diagnostics::{Code, Place, Problem};
use crate::document::{self, Chart, Document};

/// More than these are told as a count.
const TOLD_MAX: usize = 20;

const HINT: &str = "这是程序的错误，不是数据的错误：请把项目文件夹交给维护人员；\
急用时可加 --no-audit 生成，再逐一核对数字";

/// A finished file that is not yet in its place.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Where it will stand.
    pub path: &'a Path,
    /// What it will hold.
    pub bytes: &'a [u8],
}

/// A finished file and what should stand in it.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    /// The file.
    pub file: File<'a>,
    /// What it was written from.
    pub document: &'a Document,
    /// What it says besides the document: words of a unit's template.
    pub beside: &'a [String],
}

/// Reads both files back and compares every number with those of their document, in place
/// and order.
///
/// Each number that is missing, strange or another is an error.
pub fn finished(word: Written<'_>, pdf: Written<'_>) -> Vec<Problem> {
    let word = || {
        let read = word::read(word.file.bytes);
        check(word, read.map_err(|it| it.message.to_string()).map(|(it, _)| it), false)
    };
    let pdf = || {
        let read = pdf::manuscript(pdf.file.bytes);
        check(pdf, read.ok_or_else(|| "PDF 文件打不开".to_owned()), true)
    };
    let (mut problems, others) = rayon::join(word, pdf);
    problems.extend(others);
    problems
}

/// What is wrong with a file as it was read back; `is_drawn` where charts are told by what
/// is drawn in them.
fn check(
    written: Written<'_>,
    read: Result<Manuscript, String>,
    is_drawn: bool,
) -> Vec<Problem> {
    let Written { file, document, beside } = written;
    let manuscript = match read {
        Ok(manuscript) => manuscript,
        Err(reason) => return vec![unreadable(file, &reason)],
    };
    let expected = expected::manuscript(document);
    let wanted = Wanted { manuscript: &expected, document, beside };
    let mut problems = compare(&wanted, &manuscript, file);
    for chart in charts_of(document) {
        let faults = faults(chart, &manuscript, is_drawn).into_iter();
        problems.extend(faults.map(|fault| chart_error(chart, &fault, file)));
    }
    problems
}

/// What is wrong with a chart: with the data behind it, or with what is drawn.
fn faults(chart: &Chart, manuscript: &Manuscript, is_drawn: bool) -> Vec<Fault> {
    let alt = plain(&chart.alt);
    let drawing = manuscript.blocks.iter().find_map(|block| match block {
        Block::Drawing(drawing) if drawing.alt == alt => Some(drawing),
        Block::Drawing(_) | Block::Paragraph(_) | Block::Table(_) => None,
    });
    let drawn = drawing.and_then(|drawing| drawing.drawn.as_deref());
    let points = drawing.map_or(&[][..], |drawing| &drawing.points);
    match (is_drawn, points) {
        (true, _) => charts::picture(chart, numbers(drawn.unwrap_or_default())),
        (false, []) => Vec::new(),
        (false, points) => {
            let values = points.iter().flat_map(|(_, value)| numbers(value));
            charts::data(chart, values.collect())
        }
    }
}

struct Wanted<'a> {
    manuscript: &'a Manuscript,
    document: &'a Document,
    beside: &'a [String],
}

/// A number and where it stands.
struct Found {
    text: String,
    spot: Spot,
}

/// Every number of a manuscript in order.
fn found(manuscript: &Manuscript) -> Vec<Found> {
    let texts = places::texts(manuscript).into_iter();
    let all = texts.flat_map(|(spot, text)| {
        numbers(text).into_iter().map(move |it| Found { text: it.text, spot })
    });
    all.collect()
}

fn charts_of(document: &Document) -> impl Iterator<Item = &Chart> {
    document.blocks.iter().filter_map(|block| match block {
        document::Block::Chart(chart) => Some(chart),
        document::Block::Heading(_)
        | document::Block::Paragraph { .. }
        | document::Block::Table(_)
        | document::Block::Pictures { .. } => None,
    })
}

/// Compares the row of numbers that is wanted with the row that was found.
fn compare(wanted: &Wanted<'_>, manuscript: &Manuscript, file: File<'_>) -> Vec<Problem> {
    let (all, found) = (self::found(wanted.manuscript), self::found(manuscript));
    let texts = |row: &[Found]| row.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
    let steps = align_equal(&texts(&all), &texts(&found));
    let allowed = Allowed::new(wanted);
    let (mut lost, mut strange, mut differing) = (Vec::new(), Vec::new(), Vec::new());
    for (left, right) in pairs(&steps) {
        let left = left.and_then(|at| all.get(at));
        let right = right.and_then(|at| found.get(at));
        match (left, right) {
            (Some(left), Some(right)) if left.text == right.text => {}
            (Some(left), Some(right))
                if !allowed.floats(left) && !allowed.repeats(right) =>
            {
                differing.push((left, right));
            }
            (left, right) => {
                lost.extend(left);
                strange.extend(right);
            }
        }
    }
    strange.retain(|strange| {
        let is_moved = |lost: &&Found| allowed.floats(lost) && lost.text == strange.text;
        match lost.iter().position(is_moved) {
            Some(at) => {
                lost.remove(at);
                false
            }
            None => !allowed.repeats(strange),
        }
    });
    let wanted_place = |found: &Found| places::describe(wanted.manuscript, found.spot);
    let differing = differing.into_iter().map(|(left, right)| {
        let message = format!("应为“{}”，文件里是“{}”", left.text, right.text);
        error(Code::NUMBER_DIFFERS, &message, file, wanted_place(left))
    });
    let lost = lost.into_iter().map(|left| {
        let message = format!("文件里少了数字“{}”", left.text);
        error(Code::NUMBER_LOST, &message, file, wanted_place(left))
    });
    let strange = strange.into_iter().map(|right| {
        let message = format!("文件里多出数字“{}”", right.text);
        error(
            Code::NUMBER_STRANGE,
            &message,
            file,
            places::describe(manuscript, right.spot),
        )
    });
    told(differing.chain(lost).chain(strange).collect(), file)
}

/// The first problems, and how many more there are.
fn told(mut problems: Vec<Problem>, file: File<'_>) -> Vec<Problem> {
    let more = problems.len().saturating_sub(TOLD_MAX);
    if more > 0 {
        problems.truncate(TOLD_MAX);
        let message = format!("另有{more}个数字与底稿不符");
        problems.push(
            Problem::error(Code::NUMBER_DIFFERS, message).at(Place::file(file.path)),
        );
    }
    problems
}

/// What may stand elsewhere than in the row, without being wrong.
struct Allowed<'a> {
    /// The imprint, which floats to the foot of a page.
    first_floating: usize,
    /// Merged labels, which show again on every page, and what is said besides.
    labels: Vec<&'a str>,
}

impl<'a> Allowed<'a> {
    fn new(wanted: &Wanted<'a>) -> Self {
        let Document { imprint, draft, .. } = wanted.document;
        let rows = imprint.as_ref().map_or(0, |imprint| imprint.rows.len());
        let open = draft.as_ref().map_or(0, |draft| match draft.open.len() {
            0 => 0,
            open => open + 1,
        });
        let blocks = wanted.manuscript.blocks.len() - open;
        let mut labels: Vec<&str> = wanted.beside.iter().map(String::as_str).collect();
        for block in &wanted.manuscript.blocks {
            let Block::Table(table) = block else { continue };
            let cells = table.rows.iter().flatten().filter(|cell| cell.is_continued);
            labels.extend(cells.map(|cell| &*cell.text));
        }
        labels.sort_unstable();
        labels.dedup();
        Self { first_floating: if rows > 0 { blocks - rows } else { usize::MAX }, labels }
    }

    fn floats(&self, wanted: &Found) -> bool {
        wanted.spot.block >= self.first_floating
    }

    fn repeats(&self, found: &Found) -> bool {
        let is_in = |label: &&str| numbers(label).iter().any(|it| it.text == found.text);
        self.labels.iter().any(is_in)
    }
}

fn chart_error(chart: &Chart, fault: &Fault, file: File<'_>) -> Problem {
    let place =
        format!("{}“{}”", chart.caption.tag(), document::plain_text(&chart.caption.text));
    error(fault.code, &fault.message, file, place)
}

fn error(code: Code, message: &str, file: File<'_>, spot: String) -> Problem {
    let path = file.path.to_owned();
    let message = message.replace(SEAM, "");
    Problem::error(code, message)
        .at(Place::Spot { path, spot })
        .hint(HINT)
}

fn unreadable(file: File<'_>, reason: &str) -> Problem {
    Problem::error(Code::UNREADABLE_RESULT, format!("写好的文件读不回来：{reason}"))
        .at(Place::file(file.path))
        .hint(HINT)
}
