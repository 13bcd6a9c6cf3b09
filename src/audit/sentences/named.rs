//! Units and districts named in sentences against their rows in tables and charts.

use std::collections::BTreeSet;

use super::mention::{Mention, Sentence, Unit};
use crate::audit::columns::{Kind, Layout, lone_number};
use crate::audit::findings::{Draft, Findings};
use crate::audit::manuscript::{Block, Manuscript};
use crate::audit::numbers::numbers;
use crate::audit::places::{self, Spot};
use crate::diagnostics::{Code, Severity};

/// A figure of a row.
struct Entry {
    row: String,
    kind: Kind,
    value: String,
    /// “表1”, or empty.
    label: String,
    /// Which tickets its table counts, by its caption.
    tickets: BTreeSet<&'static str>,
    spot: Spot,
}

const TICKETS: &[&str] = &["直派", "转派", "从办", "自办"];

pub(super) fn check(
    findings: &mut Findings<'_>,
    sentences: &[Sentence],
    known: &BTreeSet<Spot>,
) {
    let entries = entries(findings.manuscript);
    for sentence in sentences.iter().filter(|sentence| !known.contains(&sentence.spot)) {
        for mention in &sentence.mentions {
            check_mention(findings, sentence, mention, &entries);
        }
    }
}

fn check_mention(
    findings: &mut Findings<'_>,
    sentence: &Sentence,
    mention: &Mention,
    entries: &[Entry],
) {
    if mention.relation.is_some() {
        return;
    }
    let Some(kind) = kind(mention) else { return };
    // The longest name that the words hold is meant, and nothing but known words.
    let name = entries
        .iter()
        .filter(|entry| entry.kind == kind && is_of(&mention.label, &entry.row))
        .map(|entry| entry.row.as_str())
        .max_by_key(|name| name.len());
    let Some(name) = name else { return };
    let rows: Vec<&Entry> = entries
        .iter()
        .filter(|entry| entry.kind == kind && entry.row == name)
        .collect();
    let rows = meant(&rows, sentence);
    let same = |entry: &&Entry| {
        let numbers = numbers(&entry.value);
        numbers
            .first()
            .is_some_and(|number| number.value() == mention.number.value())
    };
    if rows.is_empty() || rows.iter().any(same) {
        return;
    }
    let Some(first) = rows.first() else { return };
    let all: Vec<String> =
        rows.iter().map(|entry| told_at(findings.manuscript, entry)).collect();
    let draft = Draft {
        severity: Severity::Error,
        code: Code::CONTRADICTING,
        message: format!(
            "“{}{}”与表、图不一致：{}",
            mention.label,
            mention.number.text,
            all.join("，")
        ),
        hint: "同一事项应是同一数字；请核对哪一处是旧数",
        found: mention.number.text.clone(),
        expected: first.value.clone(),
    };
    findings.add(sentence.spot, draft);
}

fn told_at(manuscript: &Manuscript, entry: &Entry) -> String {
    format!("{}是{}", places::describe(manuscript, entry.spot), entry.value)
}

/// What a mention tells of a row, by the words before it or its unit.
fn kind(mention: &Mention) -> Option<Kind> {
    let words = [
        ("响应率", Kind::Response),
        ("解决率", Kind::Resolution),
        ("满意率", Kind::Satisfaction),
    ];
    let named = words.iter().find(|(word, _)| mention.label.contains(word));
    match (mention.unit, named) {
        (Unit::Percent, Some((_, kind))) => Some(*kind),
        (Unit::Points, _) => Some(Kind::Score),
        (Unit::PerTenThousand, _) => Some(Kind::PerTenThousand),
        (
            Unit::Percent
            | Unit::PercentagePoints
            | Unit::Counted(_)
            | Unit::Place
            | Unit::None,
            _,
        ) => None,
    }
}

/// Whether words are those of a row: its name with words that add nothing.
fn is_of(label: &str, name: &str) -> bool {
    const FILLERS: &[&str] = &[
        "综合成绩",
        "成绩",
        "得分",
        "响应率",
        "解决率",
        "满意率",
        "万人诉求比",
        "直派",
        "转派",
        "从办",
        "自办",
        "工单",
        "依次为",
        "分别为",
        "其中",
        "分别是",
        "依次是",
        "最高的",
        "最低的",
        "最高",
        "最低",
        "为",
        "是",
        "的",
        "达到",
        "达",
        "含",
        "（",
        "）",
        "(",
        ")",
        "、",
        " ",
    ];
    let Some(at) = label.find(name) else { return false };
    let mut rest = label.get(at..).unwrap_or_default().replacen(name, "", 1);
    let before = label.get(..at).unwrap_or_default();
    for filler in FILLERS {
        rest = rest.replace(filler, "");
    }
    // Before a name stands what introduces it; other names would be part of a longer one.
    let introduces =
        before.is_empty() || before.ends_with(['为', '是', '中', '有', '）']);
    rest.is_empty() && introduces
}

/// The rows that a sentence means: of the table that it names, else of the tickets.
fn meant<'a>(rows: &[&'a Entry], sentence: &Sentence) -> Vec<&'a Entry> {
    let named = |entry: &&&Entry| {
        !entry.label.is_empty() && sentence.text.contains(&format!("见{}）", entry.label))
    };
    let by_label: Vec<&Entry> = rows.iter().filter(named).copied().collect();
    if !by_label.is_empty() {
        return by_label;
    }
    let tickets: BTreeSet<&str> = TICKETS
        .iter()
        .filter(|word| sentence.text.contains(**word))
        .copied()
        .collect();
    let exact: Vec<&Entry> = rows
        .iter()
        .filter(|entry| entry.tickets == tickets)
        .copied()
        .collect();
    if tickets.is_empty() || exact.is_empty() { rows.to_vec() } else { exact }
}

fn entries(manuscript: &Manuscript) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (at, block) in manuscript.blocks.iter().enumerate() {
        match block {
            Block::Table(_) => add_table(&mut entries, manuscript, at),
            Block::Drawing(drawing) => {
                if !drawing.alt.contains("件/万人") {
                    continue;
                }
                let mut points = drawing.points.clone();
                if points.is_empty() {
                    points = told(&drawing.alt);
                }
                let spot = Spot { block: at, cell: None };
                entries.extend(points.into_iter().map(|(row, value)| Entry {
                    row,
                    kind: Kind::PerTenThousand,
                    value,
                    label: String::new(),
                    tickets: BTreeSet::new(),
                    spot,
                }));
            }
            Block::Paragraph(_) => {}
        }
    }
    entries
}

fn add_table(entries: &mut Vec<Entry>, manuscript: &Manuscript, at: usize) {
    let Some(Block::Table(table)) = manuscript.blocks.get(at) else { return };
    let layout = Layout::of(table);
    let kinds = layout.kinds();
    let caption = places::caption(manuscript, at).unwrap_or_default();
    let label = places::label(caption).unwrap_or_default();
    let tickets: BTreeSet<&'static str> = TICKETS
        .iter()
        .filter(|word| caption.contains(**word))
        .copied()
        .collect();
    for y in layout.data_rows() {
        let Some(name) = layout.row_name(y) else { continue };
        let cells = table.rows.get(y).map(Vec::as_slice).unwrap_or_default();
        for (x, cell) in cells.iter().enumerate() {
            let Some(kind) = kinds.get(x).copied() else { continue };
            let is_measure = matches!(
                kind,
                Kind::Response
                    | Kind::Resolution
                    | Kind::Satisfaction
                    | Kind::Score
                    | Kind::PerTenThousand
            );
            let Some(number) = lone_number(cell).filter(|_| is_measure) else { continue };
            let spot = Spot { block: at, cell: Some((y, x)) };
            entries.push(Entry {
                row: name.clone(),
                kind,
                value: number.text,
                label: label.clone(),
                tickets: tickets.clone(),
                spot,
            });
        }
    }
}

/// Name and value of each point that an alternative text tells: “大兴区197.06，…”.
fn told(alt: &str) -> Vec<(String, String)> {
    let mut points = Vec::new();
    for number in numbers(alt) {
        let before = alt.get(..number.range.start).unwrap_or_default();
        let name = before
            .rsplit(['，', '：', '。', '；', '、'])
            .next()
            .unwrap_or_default();
        if !name.is_empty() && !name.chars().any(|c| c.is_ascii_digit()) {
            points.push((name.trim().to_owned(), number.text));
        }
    }
    // A picture with one number in its text is no chart.
    if points.len() < 3 { Vec::new() } else { points }
}
