//! Sentences of the outline are held against each other and the tables before a file is
//! written.

use super::told;
use super::typed::with_sentence;

/// What the rules of the audit say of a month with that sentence, without its place.
fn said(sentence: &str) -> Vec<String> {
    let told = told(&with_sentence(sentence)).into_iter();
    let all = told.filter_map(|line| {
        let (message, place) = line.split_once(" --> ")?;
        (message.split(' ').nth(1)?.starts_with('A') && place.contains(".docx"))
            .then(|| message.to_owned())
    });
    all.collect()
}

#[test]
fn a_sentence_of_the_outline_that_contradicts_itself_is_told_before_it_is_printed() {
    let parts = "\"本期受理诉求{{ accepted.count }}件，其中投诉2件、求助2件。\"";
    assert_eq!(said(parts), ["错误 A17 各项2+2之和是4，总数是3"]);
    let direction = "\"镇街直派成绩95.20分，高于全市平均水平96.10分。\"";
    assert!(said(direction).iter().any(|line| line.starts_with("错误 A16 ")));
    let right = "\"本期受理诉求{{ accepted.count }}件，其中投诉2件、求助1件。\"";
    assert_eq!(said(right), [""; 0]);
}
