//! Marks in a template, `{{期号}}`, and the words that take their place.
//!
//! Word cuts text into runs where it likes, so a mark is looked for in the words of a whole
//! paragraph.

use super::super::xml::{Element, Node};
use super::Template;
use crate::diagnostics::{Code, Place, Problem};
use crate::document::Document;

/// Where the body goes.
pub(super) const BODY: &str = "正文";
/// The title, which then does not stand in the body.
pub(super) const TITLE: &str = "标题";

/// What marks stand for in a document; none where it has no such words.
pub(super) struct Values {
    all: [(&'static str, Option<String>); 6],
}

/// Parts of the red head that are lost unless the template has their marks.
const OF_HEAD: [&str; 2] = ["期号", "发文字号"];

impl Values {
    pub(super) fn of(document: &Document) -> Self {
        let Document { properties, masthead, .. } = document;
        let head = masthead.as_ref();
        let date = properties.date.format("%Y年%-m月%-d日").to_string();
        let all = [
            (TITLE, Some(properties.title.clone())),
            ("期号", head.and_then(|head| head.issue.clone())),
            ("发文字号", head.and_then(|head| head.document_number.clone())),
            ("名称", head.map(|head| head.name.clone())),
            ("单位", Some(properties.author.clone())),
            ("日期", Some(date)),
        ];
        Self { all }
    }

    /// Puts the words in the place of marks, in every paragraph of a part.
    pub(super) fn fill(&self, part: &mut Element) {
        part.walk(&mut |element| {
            if element.name == "w:p" {
                self.fill_paragraph(element);
            }
        });
    }

    fn fill_paragraph(&self, paragraph: &mut Element) {
        let words = words(paragraph);
        let marks = found(&words);
        if marks.is_empty() {
            return;
        }
        let mut at = 0;
        each_text(paragraph, &mut |text| {
            let old = text.words();
            let mut new = String::with_capacity(old.len());
            for character in old.chars() {
                match marks.iter().find(|mark| (mark.start..mark.end).contains(&at)) {
                    Some(mark) if mark.start == at => {
                        new.push_str(&self.value(mark.name));
                    }
                    Some(_) => {}
                    None => new.push(character),
                }
                at += character.len_utf8();
            }
            if new != old {
                text.set("xml:space", "preserve");
                text.children = vec![Node::Text(new)];
            }
        });
    }

    fn value(&self, name: &str) -> String {
        let found = self.all.iter().find(|(known, _)| *known == name);
        found.and_then(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Marks that nothing stands for this month, and words of the head without a mark.
    pub(super) fn problems(&self, template: &Template) -> Vec<Problem> {
        let parts = template.written();
        let tell = |message: String, hint: &str| {
            Problem::warning(Code::TEMPLATE_MISFIT, message)
                .at(Place::file(&template.name))
                .hint(hint)
        };
        let told = self.all.iter().filter_map(|(name, value)| {
            let is_there = parts.iter().any(|part| has(part, name));
            match value {
                None if is_there => Some(tell(
                    format!("Word 模板里有 {{{{{name}}}}}，但 bulletin.yaml 没有写“{name}”，印成空白"),
                    "在 bulletin.yaml 的 masthead 中写上，或从模板里删去",
                )),
                Some(words) if !is_there && OF_HEAD.contains(name) => Some(tell(
                    format!("Word 模板里没有 {{{{{name}}}}}，“{words}”没有印进 Word 文件"),
                    "在模板中应印的位置写上这个标记",
                )),
                _ => None,
            }
        });
        told.collect()
    }
}

/// A mark within the words of a paragraph, in bytes.
struct Mark<'a> {
    name: &'a str,
    start: usize,
    end: usize,
}

fn found(words: &str) -> Vec<Mark<'_>> {
    let mut marks = Vec::new();
    let mut from = 0;
    while let Some((start, inner)) = words
        .get(from..)
        .and_then(|rest| rest.split_once("{{"))
        .map(|(before, inner)| (from + before.len(), inner))
    {
        let Some((name, _)) = inner.split_once("}}") else { break };
        let end = start + "{{".len() + name.len() + "}}".len();
        marks.push(Mark { name: name.trim(), start, end });
        from = end;
    }
    marks
}

/// Whether a part has a mark of that name.
pub(super) fn has(part: &Element, name: &str) -> bool {
    paragraphs(part)
        .iter()
        .any(|words| found(words).iter().any(|mark| mark.name == name))
}

/// The words of every paragraph of a part.
pub(super) fn paragraphs(part: &Element) -> Vec<String> {
    let mut all = Vec::new();
    gather(part, &mut all);
    all
}

fn gather(element: &Element, all: &mut Vec<String>) {
    if element.name == "w:p" {
        all.push(words(element));
    }
    for child in element.elements() {
        gather(child, all);
    }
}

/// The words of a paragraph without those of text boxes in it.
pub(super) fn words(paragraph: &Element) -> String {
    let inner = paragraph.elements().map(|child| match child.name.as_str() {
        "w:t" => child.words(),
        "w:p" => String::new(),
        _ => words(child),
    });
    inner.collect()
}

fn each_text(element: &mut Element, change: &mut impl FnMut(&mut Element)) {
    for child in element.elements_mut() {
        match child.name.as_str() {
            "w:t" => change(child),
            "w:p" => {}
            _ => each_text(child, change),
        }
    }
}

/// Marks that are not known, or stand where they cannot.
pub(super) fn problems(template: &Template) -> Vec<Problem> {
    let tell = |message: String, hint: &str| {
        Problem::error(Code::BAD_TEMPLATE, message)
            .at(Place::file(&template.name))
            .hint(hint)
    };
    let known = ["正文", "标题", "期号", "发文字号", "名称", "单位", "日期"];
    let mut problems = Vec::new();
    let mut bodies = 0;
    for paragraph in template.written().iter().flat_map(paragraphs) {
        for mark in found(&paragraph) {
            bodies += usize::from(mark.name == BODY);
            if !known.contains(&mark.name) {
                problems.push(tell(
                    format!("不认识 Word 模板里的标记 {{{{{}}}}}", mark.name),
                    "可用的标记：{{正文}}、{{标题}}、{{期号}}、{{发文字号}}、{{名称}}、{{单位}}、{{日期}}",
                ));
            }
        }
    }
    let places = template
        .body()
        .map_or(0, |body| body.elements().filter(|child| is_place(child)).count());
    if bodies != places || bodies > 1 {
        problems.push(tell(
            "Word 模板里的 {{正文}} 应只有一处，单独成段，不在表格、文本框、页眉页脚里"
                .to_owned(),
            "把 {{正文}} 移到正文开始处，单独写成一段",
        ));
    }
    problems
}

/// Whether a child of the body is the paragraph that the body replaces.
pub(super) fn is_place(child: &Element) -> bool {
    child.name == "w:p" && words(child).trim() == "{{正文}}"
}
