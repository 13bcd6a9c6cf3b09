//! Configuration text.

use std::path::Path;

use bulletin::config;
use bulletin::diagnostics::{Problem, has_errors};
use proptest::prelude::{ProptestConfig, Strategy, prop, proptest};

/// What is told about a project whose bulletin.yaml is this text.
fn problems(text: &str) -> Vec<Problem> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bulletin.yaml"), text).unwrap();
    let (project, problems) = config::read(folder.path());
    assert!(project.is_some() || has_errors(&problems), "refused without a message");
    problems
}

const REFERENCE: &str = include_str!("../../../examples/2023-09/bulletin.yaml");

#[test]
fn aliases_that_multiply_are_refused() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let below = format!("*a{}, ", level - 1).repeat(10);
        text.push_str(&format!("a{level}: &a{level} [{below}]\n"));
    }
    assert!(has_errors(&problems(&text)));
    let text = format!("{REFERENCE}\nnotes: &n [*n]\n");
    assert!(has_errors(&problems(&text)));
}

#[test]
fn lists_within_lists_without_end_are_refused() {
    for open in ["[", "{a: ", "- ", "? ", "!!a "] {
        assert!(has_errors(&problems(&open.repeat(50_000))), "{open}");
    }
}

/// Pieces of YAML in any order.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "\n",
        "  ",
        "- ",
        ": ",
        "? ",
        "&a ",
        "*a ",
        "| ",
        "> ",
        "\"",
        "'",
        "#",
        "[",
        "]",
        "{",
        "}",
        ",",
        "!!str ",
        "---\n",
        "...\n",
        "<<: ",
        "\t",
        "\u{feff}",
        "：",
        "“",
        "”",
        "~",
        "district",
        "period",
        "exports",
        "assessed",
        "city",
        "score",
        "2023-08-19",
        "95.21",
        "1e999",
        "-0",
        "0x10",
        "是",
        "data/市级考评明细.xlsx",
    ];
    prop::sample::select(pieces.to_vec()).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
        problems(&text);
    }

    #[test]
    fn any_row_of_pieces_is_read_or_refused(
        pieces in prop::collection::vec(piece(), 0..60),
    ) {
        problems(&pieces.concat());
    }

    #[test]
    fn the_reference_with_a_piece_put_in_is_read_or_refused(
        at in proptest::prelude::any::<prop::sample::Index>(),
        piece in piece(),
    ) {
        let at = at.index(REFERENCE.len());
        let at = (0..=at).rev().find(|at| REFERENCE.is_char_boundary(*at)).unwrap();
        let (before, after) = REFERENCE.split_at(at);
        problems(&format!("{before}{piece}{after}"));
    }
}

#[test]
fn a_project_folder_that_is_none_is_refused() {
    let (project, problems) = config::read(Path::new("/dev/null"));
    assert!(project.is_none() && has_errors(&problems));
}
