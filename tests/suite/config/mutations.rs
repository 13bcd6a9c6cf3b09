//! Files that were damaged at random: a message for each, no panic, no endless loop.

use std::path::Path;

use bulletin::yaml::{self, Keys, Paragraphs, Salvaged, Spot, WordOr};
use serde::Deserialize;

/// A type with something of everything that a file may hold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only that it can be read is looked at")]
struct Anything {
    cases: Vec<Case>,
    city: Option<std::collections::BTreeMap<String, f64>>,
    blocks: Option<Vec<Block>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only that it can be read is looked at")]
struct Case {
    title: Spot<String>,
    unit: WordOr<Spot<String>, [u8; 2]>,
    paragraphs: Paragraphs,
    after: Option<u8>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only that it can be read is looked at")]
enum Block {
    Cases,
    Table { rows: String, columns: Vec<Block> },
    Paragraph(String),
}

const KEYS: Keys =
    &[("案例", "cases"), ("标题", "title"), ("单位", "unit"), ("正文", "paragraphs")];
const WHOLE: &str = "案例:\n  - 标题: 建好 车棚\n    单位: 檀营\n    正文: |\n      一段\n\n      \
二段\n    after: 2\n  - {标题: 'a: b', 单位: [1, 2], 正文: [\"a\", b]}\ncity: {rank: 1.5}\n\
blocks:\n  - cases\n  - table: {rows: a, columns: [cases]}\n  - paragraph: b\n";
const PIECES: [&str; 24] = [
    "\t", ":", "：", "\n", "\n  ", "- ", "-", "\"", "'", "“", "”", "[", "]", "{", "}",
    "|", " #", "&a ", "*a", "!x ", "---\n", "? ", "\u{feff}", "\r",
];

fn salvage(text: &str) -> Salvaged<Anything> {
    yaml::salvage(text, Path::new("a.yaml"), KEYS)
}

#[test]
fn the_undamaged_file_has_no_problem() {
    assert_eq!(salvage(WHOLE).problems, []);
}

#[test]
fn a_damaged_file_gives_a_value_or_problems_that_say_where_and_how() {
    // Marsaglia's xorshift: the same damage on every run.
    let mut state = 2023_u64;
    let mut below = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(limit.max(1)).unwrap()).unwrap()
    };
    for _ in 0..4000 {
        let mut text: Vec<char> = WHOLE.chars().collect();
        for _ in 0..=below(4) {
            let at = below(text.len());
            if below(2) == 0 {
                let end = (at + below(12)).min(text.len());
                text.drain(at..end);
            } else {
                let piece = PIECES[below(PIECES.len())];
                text.splice(at..at, piece.chars());
            }
        }
        let text: String = text.into_iter().collect();
        let Salvaged { value, problems, .. } = salvage(&text);
        assert!(value.is_some() || !problems.is_empty(), "{text}");
        for problem in &problems {
            assert!(problem.place.is_some() && problem.hint.is_some(), "{text}");
        }
    }
}
