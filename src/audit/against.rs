//! A bulletin against the document that the ledger gives: what an edit changed.

use std::collections::BTreeSet;

use super::changed_words::{changed_words, is_of_facts};
use super::columns::Layout;
use super::findings::{Draft, Findings, error, warning};
use super::likeness::{Known, known, likeness};
use super::manuscript::{Block, Manuscript, Table};
use super::numbers::{Number, numbers};
use super::places::{self, Spot};
use super::sequence::{Step, align, align_equal, pairs};
use crate::diagnostics::Code;

/// Compares with the document, paragraph by paragraph and cell by cell; paragraphs and
/// rows that were put in or taken out do not disturb the rest.
pub(super) fn check(findings: &mut Findings<'_>, ledger: &Manuscript) {
    let edited = findings.manuscript;
    let (left, right) = (Outline::of(ledger), Outline::of(edited));
    let same = |a: usize, b: usize| left.block(ledger, a) == right.block(edited, b);
    let likeness = |a: usize, b: usize| left.likeness(&right, a, b);
    let steps = align(left.texts.len(), right.texts.len(), &likeness, &same);
    let compared = Compared { ledger, edited, names: names(ledger) };
    for step in steps {
        match step {
            Step::Both(a, b) => {
                if let (Some(a), Some(b)) = (left.at(a), right.at(b)) {
                    compared.blocks(findings, a, b);
                }
            }
            Step::Left(a) => {
                if let Some(a) = left.at(a) {
                    compared.dropped(findings, a);
                }
            }
            Step::Right(b) => {
                if let Some(b) = right.at(b) {
                    compared.added(findings, b);
                }
            }
        }
    }
}

/// Blocks that hold anything, each with the pairs of characters that it is known by.
struct Outline {
    /// Index, kind, and what it is known by.
    texts: Vec<(usize, char, Known)>,
}

impl Outline {
    fn of(manuscript: &Manuscript) -> Self {
        let blocks = manuscript.blocks.iter().enumerate();
        let texts = blocks.filter_map(|(at, block)| {
            let (kind, text) = match block {
                Block::Paragraph(it) => ('段', it.text.clone()),
                Block::Drawing(it) => ('图', it.alt.clone()),
                Block::Table(table) => ('表', known_by(table)),
            };
            let has_text = !text.trim().is_empty();
            has_text.then(|| (at, kind, known(&text)))
        });
        Self { texts: texts.collect() }
    }

    fn at(&self, index: usize) -> Option<usize> {
        self.texts.get(index).map(|(at, ..)| *at)
    }

    fn block<'a>(&self, manuscript: &'a Manuscript, index: usize) -> Option<&'a Block> {
        manuscript.blocks.get(self.at(index)?)
    }

    /// How much two blocks have in common, of 100; 0 when they are two.
    fn likeness(&self, other: &Self, a: usize, b: usize) -> u32 {
        let (Some((_, kind, one)), Some((_, other_kind, two))) =
            (self.texts.get(a), other.texts.get(b))
        else {
            return 0;
        };
        if kind == other_kind { likeness(one, two) } else { 0 }
    }
}

/// Headers and names of rows.
fn known_by(table: &Table) -> String {
    let layout = Layout::of(table);
    let rows = table.rows.iter().take(layout.header_rows.max(1));
    let mut text: String = rows.flatten().map(|cell| &*cell.text).collect();
    for y in layout.data_rows().into_iter().take(40) {
        text.push_str(&layout.row_name(y).unwrap_or_default());
    }
    text
}

struct Compared<'a> {
    ledger: &'a Manuscript,
    edited: &'a Manuscript,
    /// What the rows of its tables are called.
    names: BTreeSet<String>,
}

/// What the rows of tables are called: units, categories.
fn names(manuscript: &Manuscript) -> BTreeSet<String> {
    let tables = manuscript.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(Layout::of(table)),
        Block::Paragraph(_) | Block::Drawing(_) => None,
    });
    let names = tables.flat_map(|layout| {
        let rows = layout.data_rows().into_iter();
        rows.filter_map(|y| layout.row_name(y)).collect::<Vec<_>>()
    });
    names.filter(|name| name.chars().count() > 1).collect()
}

impl Compared<'_> {
    fn blocks(&self, findings: &mut Findings<'_>, a: usize, b: usize) {
        let spots = (Spot { block: a, cell: None }, Spot { block: b, cell: None });
        match (self.ledger.blocks.get(a), self.edited.blocks.get(b)) {
            (Some(Block::Paragraph(old)), Some(Block::Paragraph(new))) => {
                self.texts(findings, spots, &old.text, &new.text);
            }
            (Some(Block::Drawing(old)), Some(Block::Drawing(new))) => {
                self.texts(findings, spots, &old.alt, &new.alt);
                points(findings, spots.1, &old.points, &new.points);
            }
            (Some(Block::Table(old)), Some(Block::Table(new))) if old != new => {
                self.tables(findings, (a, old), (b, new));
            }
            _ => {}
        }
    }

    fn texts(
        &self,
        findings: &mut Findings<'_>,
        (old_spot, new_spot): (Spot, Spot),
        old: &str,
        new: &str,
    ) {
        let (old_numbers, new_numbers) = (numbers(old), numbers(new));
        // In a cell, a heading and the frame every word counts; of what people write, those
        // beside numbers, those of facts, and names.
        let is_name = |name: &String| old.contains(name) != new.contains(name);
        let is_prose = new_spot.cell.is_none()
            && old.contains('。')
            && !old.contains('\t')
            && (old_numbers.is_empty() || new_numbers.is_empty())
            && !self.names.iter().any(is_name);
        for (one, two) in changed_words(old, new) {
            if !is_prose || is_of_facts(&format!("{one}{two}")) {
                findings.add(new_spot, reworded(&one, &two));
            }
        }
        let texts =
            |all: &[Number]| all.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
        let steps = align_equal(&texts(&old_numbers), &texts(&new_numbers));
        let (mut gone, mut new_ones) = (Vec::new(), Vec::new());
        for (a, b) in pairs(&steps) {
            let a = a.and_then(|at| old_numbers.get(at));
            let b = b.and_then(|at| new_numbers.get(at));
            match (a, b) {
                (Some(a), Some(b)) if a.text == b.text => {}
                (Some(a), Some(b)) => findings.add(new_spot, changed(&a.text, &b.text)),
                (a, b) => {
                    gone.extend(a.map(|it| it.text.clone()));
                    new_ones.extend(b.map(|it| it.text.clone()));
                }
            }
        }
        if !new_ones.is_empty() {
            findings.add(new_spot, added(&listed(&new_ones)));
        }
        if !gone.is_empty() {
            let place = format!("底稿{}", places::describe(self.ledger, old_spot));
            findings.add_at(new_spot, place, dropped(&listed(&gone)));
        }
    }

    fn tables(
        &self,
        findings: &mut Findings<'_>,
        (a, old): (usize, &Table),
        (b, new): (usize, &Table),
    ) {
        let layouts = (Layout::of(old), Layout::of(new));
        let columns = columns_beside(&layouts.0, &layouts.1);
        let rows = (layouts.0.data_rows(), layouts.1.data_rows());
        let names = |layout: &Layout<'_>, rows: &[usize]| {
            rows.iter().map(|y| layout.row_name(*y)).collect::<Vec<_>>()
        };
        let steps = align_equal(&names(&layouts.0, &rows.0), &names(&layouts.1, &rows.1));
        for (old_x, new_x) in &columns {
            let at = |layout: &Layout<'_>, x: usize| layout.header(x).to_owned();
            let (one, two) = (at(&layouts.0, *old_x), at(&layouts.1, *new_x));
            let y = layouts.1.header_rows.saturating_sub(1);
            let spot = Spot { block: b, cell: Some((y, *new_x)) };
            for (one, two) in changed_words(&one, &two) {
                findings.add(spot, reworded(&one, &two));
            }
        }
        let text = |table: &Table, y: usize, x: usize| {
            let cell = table.rows.get(y).and_then(|row| row.get(x));
            cell.filter(|cell| !cell.is_continued)
                .map(|cell| cell.text.to_string())
        };
        for (left, right) in pairs(&steps) {
            let left = left.and_then(|at| rows.0.get(at)).copied();
            let right = right.and_then(|at| rows.1.get(at)).copied();
            let (left, right) = match (left, right) {
                (Some(left), Some(right)) => (left, right),
                (Some(y), None) => {
                    let place = places::describe_row(self.ledger, a, y);
                    let spot = Spot { block: b, cell: None };
                    let numbers = row_numbers(old, y);
                    findings.add_at(spot, format!("底稿{place}"), dropped(&numbers));
                    continue;
                }
                (None, Some(y)) => {
                    let place = places::describe_row(self.edited, b, y);
                    let spot = Spot { block: b, cell: Some((y, 0)) };
                    findings.add_at(spot, place, added(&row_numbers(new, y)));
                    continue;
                }
                (None, None) => continue,
            };
            for (old_x, new_x) in &columns {
                let old_text = text(old, left, *old_x).unwrap_or_default();
                let new_text = text(new, right, *new_x).unwrap_or_default();
                let old_spot = Spot { block: a, cell: Some((left, *old_x)) };
                let new_spot = Spot { block: b, cell: Some((right, *new_x)) };
                self.texts(findings, (old_spot, new_spot), &old_text, &new_text);
            }
        }
    }

    fn dropped(&self, findings: &mut Findings<'_>, a: usize) {
        let numbers = all_numbers(self.ledger, a);
        if !numbers.is_empty() {
            // It is told where the file ends, having no place in it.
            let spot = Spot { block: self.edited.blocks.len(), cell: None };
            let place = format!(
                "底稿{}",
                places::describe(self.ledger, Spot { block: a, cell: None })
            );
            findings.add_at(spot, place, dropped(&listed(&numbers)));
        }
    }

    fn added(&self, findings: &mut Findings<'_>, b: usize) {
        let numbers = all_numbers(self.edited, b);
        if !numbers.is_empty() {
            findings.add(Spot { block: b, cell: None }, added(&listed(&numbers)));
        }
    }
}

/// Columns that hold the same, by their headers; without headers, by their order.
fn columns_beside(old: &Layout<'_>, new: &Layout<'_>) -> Vec<(usize, usize)> {
    let is_same = |x: usize, y: usize| {
        let header =
            |all: &Layout<'_>, x: usize| Some(all.columns.get(x)?.header.clone());
        header(old, x).is_some_and(|it| Some(it) == header(new, y))
    };
    let mut beside: Vec<(usize, usize)> = (0..old.columns.len())
        .filter(|x| is_same(*x, *x))
        .map(|x| (x, x))
        .collect();
    for x in 0..old.columns.len() {
        let mut others = 0..new.columns.len();
        let other = others
            .find(|y| is_same(x, *y) && beside.iter().all(|(a, b)| *a != x && b != y));
        beside.extend(other.map(|other| (x, other)));
    }
    // A header that was changed, or none: the column in the same place.
    let is_free = |beside: &Vec<(usize, usize)>, (one, two): (usize, usize)| {
        beside.iter().all(|(a, b)| *a != one && *b != two)
    };
    if old.columns.len() == new.columns.len() {
        for x in 0..old.columns.len() {
            if is_free(&beside, (x, x)) {
                beside.push((x, x));
            }
        }
    }
    beside
}

fn all_numbers(manuscript: &Manuscript, block: usize) -> Vec<String> {
    let texts = places::texts(manuscript)
        .into_iter()
        .filter(|(spot, _)| spot.block == block);
    texts
        .flat_map(|(_, text)| numbers(text))
        .map(|number| number.text)
        .collect()
}

fn row_numbers(table: &Table, y: usize) -> String {
    let cells = table
        .rows
        .get(y)
        .into_iter()
        .flatten()
        .filter(|cell| !cell.is_continued);
    let all: Vec<String> = cells
        .flat_map(|cell| numbers(&cell.text))
        .map(|number| number.text)
        .collect();
    listed(&all)
}

/// The first few numbers.
fn listed(numbers: &[String]) -> String {
    const MAX: usize = 8;
    let shown: Vec<&str> = numbers.iter().take(MAX).map(String::as_str).collect();
    let etc = if numbers.len() > MAX {
        format!("等{}个", numbers.len())
    } else {
        String::new()
    };
    format!("{}{etc}", shown.join("、"))
}

/// The points of a native chart, if the file has one, against those that it was made from.
fn points(
    findings: &mut Findings<'_>,
    spot: Spot,
    old: &[(String, String)],
    new: &[(String, String)],
) {
    if !new.is_empty() && new.len() != old.len() {
        let [one, two] = [old, new].map(|points| format!("{}个数值", points.len()));
        findings.add(spot, reworded(&one, &two));
        return;
    }
    let value = |text: &str| numbers(text).first().and_then(Number::value);
    for ((name, number), (new_name, new_number)) in old.iter().zip(new) {
        if name.trim() != new_name.trim() {
            findings.add(spot, reworded(name, new_name));
        }
        if value(number) != value(new_number) {
            findings.add(spot, changed(number, new_number));
        }
    }
}

fn reworded(old: &str, new: &str) -> Draft {
    let told = |words: &str| match words {
        "" => "没有词语".to_owned(),
        words => format!("“{words}”"),
    };
    let message = format!("词语与底稿不同：底稿是{}，文件里是{}", told(old), told(new));
    let hint = "如改得对，请改数据或提纲后重新生成；如改错，请改回";
    error(Code::CHANGED_WORDS, message, hint).values(new, old)
}

fn changed(old: &str, new: &str) -> Draft {
    let message = format!("底稿是“{old}”，文件里改成了“{new}”");
    let hint = "如改得对，请改数据或配置后重新生成；如改错，请改回";
    error(Code::CHANGED_FIGURE, message, hint).values(new, old)
}

fn added(new: &str) -> Draft {
    let message = format!("文件里有底稿没有的数字：{new}");
    let hint = "请核对其出处；以后每期都要的，可写进提纲";
    warning(Code::ADDED_NUMBER, message, hint).values(new, "")
}

fn dropped(old: &str) -> Draft {
    let message = format!("底稿里的数字在文件里没有了：{old}");
    warning(Code::DROPPED_NUMBER, message, "如是有意删去，可不理会").values("", old)
}
