//! The review copy of a draft: every problem is a comment at its very spot.

use bulletin::word::{self, Block, Reading};

use crate::month::Month;

/// The Word files of a built month: the clean one and the commented one.
fn built(month: &Month) -> [Reading; 2] {
    let output = month.run(&["build", "--draft", "--comments"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let outputs = month.outputs();
    let find = |is_commented: bool| {
        let found = outputs.iter().find(|(name, _)| {
            name.ends_with(".docx") && name.contains("批注") == is_commented
        });
        word::read(&found.expect("a Word file").1).unwrap()
    };
    [find(false), find(true)]
}

fn texts(blocks: &[Block], out: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => out.push(paragraph.text()),
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| texts(&cell.blocks, out));
            }
            Block::Unread(what) => panic!("{what}"),
        }
    }
}

fn all(reading: &Reading) -> Vec<String> {
    let mut all = Vec::new();
    texts(&reading.body, &mut all);
    all
}

/// The words at which the comment stands that says this.
#[track_caller]
fn quoted<'r>(reading: &'r Reading, says: &str) -> &'r str {
    let found = reading.comments.iter().find(|comment| comment.text.contains(says));
    &found
        .unwrap_or_else(|| panic!("{says}: {:?}", reading.comments))
        .quoted
}

#[test]
fn each_problem_is_a_comment_at_its_number_cell_or_sentence() {
    let month = Month::sound().with("cases.yaml", "已经解决", "已经解决𪚥，共88户");
    let [clean, commented] = built(&month);
    assert_eq!(all(&clean), all(&commented), "comments change no text");
    assert_eq!(clean.comments, []);
    assert_eq!(quoted(&commented, "L02"), "𪚥");
    assert_eq!(quoted(&commented, "K14"), "88");
    for comment in &commented.comments {
        assert_eq!(comment.author, "bulletin");
        assert!(!comment.text.is_empty() && !comment.quoted.is_empty(), "{comment:?}");
    }
}

#[test]
fn comments_are_signed_by_whom_the_configuration_names() {
    let month = Month::sound()
        .with("bulletin.yaml", "cases:", "review: { author: 指挥中心 }\ncases:")
        .with("cases.yaml", "已经解决", "已经解决，共88户");
    let [_, commented] = built(&month);
    assert!(!commented.comments.is_empty());
    assert!(commented.comments.iter().all(|comment| comment.author == "指挥中心"));
}

#[test]
fn comments_belong_to_drafts() {
    let output = Month::sound().run(&["build", "--comments"]);
    assert_eq!(output.status.code(), Some(2));
}
