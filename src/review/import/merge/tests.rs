//! Edited texts laid into templates.

use super::*;

/// `{{ a }}` prints 97.08, `{{ b }}` 11.84%, `{{ b | trend }}` 环比下降11.84%.
fn render(template: &str) -> Option<Vec<Piece>> {
    let figure = |key: &str, text: &str| Piece::Figure {
        text: text.to_owned(),
        key: key.to_owned(),
    };
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((words, after)) = rest.split_once("{{ ") {
        let (name, after) = after.split_once(" }}")?;
        pieces.push(Piece::Words(words.to_owned()));
        match name {
            "a" => pieces.push(figure("a", "97.08")),
            "b" => pieces.push(figure("b", "11.84%")),
            "b | trend" => {
                pieces.push(Piece::Words("环比下降".to_owned()));
                pieces.push(figure("b", "11.84%"));
            }
            _ => return None,
        }
        rest = after;
    }
    pieces.push(Piece::Words(rest.to_owned()));
    pieces.retain(|piece| !piece.text().is_empty());
    Some(pieces)
}

fn merged(templates: &[&str], edited: &str) -> Merged {
    let traced: Vec<Traced> =
        templates.iter().map(|it| Traced::of(it, &render).unwrap()).collect();
    merge(&traced, edited, false, &render).unwrap()
}

const TEMPLATES: [&str; 2] = ["综合成绩{{ a }}分，居前。", "诉求{{ b | trend }}。"];

#[test]
fn words_change_and_figures_stay() {
    let merged = merged(&TEMPLATES, "镇街成绩为97.08分，居前。诉求环比下降11.84%。");
    let expected = ["镇街成绩为{{ a }}分，居前。", TEMPLATES[1]];
    assert_eq!(merged.templates, expected.map(|it| Some(it.to_owned())));
    assert!(!merged.is_fixed && merged.retyped.is_empty());
}

#[test]
fn a_retyped_number_is_told_and_the_true_one_stays() {
    let merged = merged(&TEMPLATES, "综合成绩97.80分，居前。诉求环比下降11.84%。");
    assert_eq!(merged.templates, TEMPLATES.map(|it| Some(it.to_owned())));
    let (key, old, new) = ("a".to_owned(), "97.08".to_owned(), "97.80".to_owned());
    assert_eq!(merged.retyped, [Retyped { key, old, new }]);
    assert_eq!(merged.text, "综合成绩97.08分，居前。诉求环比下降11.84%。");
}

#[test]
fn words_that_followed_a_figure_become_fixed_and_the_figure_stays() {
    let merged = merged(&TEMPLATES, "综合成绩97.08分，居前。诉求比上月减少11.84%。");
    let expected = "诉求比上月减少{{ b }}。".to_owned();
    assert_eq!(merged.templates.last(), Some(&Some(expected)));
    assert!(merged.is_fixed);
}

#[test]
fn sentences_go_and_come() {
    let gone = merged(&TEMPLATES, "诉求环比下降11.84%。");
    assert_eq!(gone.templates, [None, Some(TEMPLATES[1].to_owned())]);
    assert_eq!(gone.gone.len(), 1);
    let come = merged(
        &TEMPLATES,
        "综合成绩97.08分，居前。请各单位对照整改。诉求环比下降11.84%。",
    );
    assert_eq!(come.text.matches("请各单位对照整改。").count(), 1);
    assert!(come.templates.iter().all(Option::is_some));
}
