//! Masthead, signature, imprint and the like: what is printed for what is written.

use bulletin::config::{Frame, Layout, Previous, Project};

use crate::config::told::{BULLETIN, project};

fn frame(keys: &str) -> Frame {
    with(keys).frame
}

fn with(keys: &str) -> Project {
    project(&[
        ("bulletin.yaml", &format!("{BULLETIN}{keys}")),
        ("版式/style.yaml", ""),
        ("data/figures.json", ""),
    ])
}

#[test]
fn a_bulletin_without_a_frame_has_none() {
    assert_eq!(frame(""), Frame::default());
}

#[test]
fn true_stands_for_what_the_configuration_says_elsewhere() {
    let keys = "issue: 9\nsignature: true\n\
                masthead: { name: 工作简报, issue: true, office: true, date: true }\n";
    let Frame { masthead, signature, .. } = frame(keys);
    let masthead = masthead.unwrap();
    assert_eq!(masthead.name, "工作简报");
    assert_eq!(masthead.issue.as_deref(), Some("第9期"));
    assert_eq!(masthead.document_number, None);
    assert_eq!(masthead.office.as_deref(), Some("指挥中心"));
    assert_eq!(masthead.date.as_deref(), Some("2023年9月25日"));
    let signature = signature.unwrap();
    assert_eq!(
        (signature.issuer.as_str(), signature.date.as_str()),
        ("指挥中心", "2023年9月25日")
    );
}

#[test]
fn what_is_written_is_printed_as_written() {
    let keys = "\
masthead: { name: 工作简报, issue: 增刊, document_number: 密接诉即办〔2023〕9号 }
signature: { issuer: 区委办公室, date: 2023年10月 }
addressee: '各镇街、各部门:'
title: [9月“接诉即办”考核期, 工作情况分析]
imprint:
  - { left: 抄送：区委办公室。 }
  - { left: 指挥中心, right: 2023年9月25日印发 }
";
    let frame = frame(keys);
    let masthead = frame.masthead.unwrap();
    assert_eq!(masthead.issue.as_deref(), Some("增刊"));
    assert_eq!(masthead.document_number.as_deref(), Some("密接诉即办〔2023〕9号"));
    assert_eq!((masthead.office, masthead.date), (None, None));
    assert_eq!(frame.signature.unwrap().date, "2023年10月");
    assert_eq!(frame.addressee.as_deref(), Some("各镇街、各部门："));
    assert_eq!(frame.title.unwrap(), ["9月“接诉即办”考核期", "工作情况分析"]);
    let rows = frame.imprint.unwrap().rows;
    assert_eq!(
        (rows[0].left.as_str(), rows[0].right.as_str()),
        ("抄送：区委办公室。", "")
    );
    assert_eq!(rows[1].right, "2023年9月25日印发");
}

#[test]
fn a_layout_or_last_month_may_be_a_folder() {
    let project = with("layout: ./版式\nprevious: data\n");
    let Layout::Folder { path, name, .. } = &project.layout else { panic!("a folder") };
    assert!(name == "./版式" && path.ends_with("版式"));
    let Previous::Folder { name, place, .. } = &project.previous else {
        panic!("a folder")
    };
    assert_eq!(name, "data");
    assert_eq!(place.to_string(), "bulletin.yaml，第8行第11列");
}
