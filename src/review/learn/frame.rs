//! What stands around the body: red head, addressee, signature, imprint.

use super::blocks::Part;

/// What bulletin.yaml says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frame {
    /// The title's lines as templates.
    pub title: Vec<String>,
    /// The name over the red rule.
    pub masthead: Option<String>,
    /// 第9期, as it stands there.
    pub issue: Option<String>,
    /// 发文字号.
    pub document_number: Option<String>,
    /// The office in the head.
    pub office: Option<String>,
    /// The date in the head.
    pub date: Option<String>,
    /// 主送, without its colon.
    pub addressee: Option<String>,
    /// Who signs, and the date under it.
    pub signature: Option<(String, String)>,
    /// 附件, each without its number.
    pub attachments: Vec<String>,
    /// 版记, a row each.
    pub imprint: Vec<String>,
}

/// A line of the frame is short.
const LINE_MAX: usize = 40;

/// Takes what stands around the body away from it.
pub(super) fn around(head: &[String], mut body: Vec<Part>) -> (Frame, Vec<Part>) {
    let mut frame = Frame::default();
    for line in head {
        frame.head(line);
    }
    if let Some(Part::Text(first)) = body.first()
        && let Some(addressee) = first.strip_suffix(['：', ':'])
        && !first.contains('。')
    {
        frame.addressee = Some(addressee.to_owned());
        body.remove(0);
    }
    while let Some(Part::Text(last)) = body.last() {
        let is_imprint = ["抄送", "报：", "送：", "发：", "印发", "共印", "主题词"]
            .iter()
            .any(|word| last.starts_with(word) || last.ends_with(word));
        if !is_imprint {
            break;
        }
        frame.imprint.insert(0, last.clone());
        body.pop();
    }
    let signed = match body.as_slice() {
        [.., Part::Text(issuer), Part::Text(date)]
            if is_date(date) && is_line(issuer) =>
        {
            Some((issuer.clone(), date.clone()))
        }
        _ => None,
    };
    if signed.is_some() {
        body.truncate(body.len() - 2);
        frame.signature = signed;
    }
    frame.attachments = attachments(&mut body);
    (frame, body)
}

/// The list of attachments that ends the text: 附件：1. …
fn attachments(body: &mut Vec<Part>) -> Vec<String> {
    let text = |part: &Part| {
        let Part::Text(text) = part else { return None };
        Some(text.clone())
    };
    let is_first = |part: &Part| text(part).is_some_and(|it| it.starts_with("附件："));
    let Some(start) = body.iter().rposition(is_first) else { return Vec::new() };
    let lines = body.get(start..).unwrap_or_default().iter().map(text);
    let Some(lines) = lines.collect::<Option<Vec<String>>>() else { return Vec::new() };
    let is_numbered = |line: &String| line.starts_with(|c: char| c.is_ascii_digit());
    if !lines.iter().skip(1).all(is_numbered) {
        return Vec::new();
    }
    body.truncate(start);
    let name = |line: &String| {
        let line = line.trim_start_matches("附件：");
        let name = line.trim_start_matches(|c: char| c.is_ascii_digit());
        name.trim_start_matches(['.', '．', '、', ' ', '　'])
            .trim()
            .to_owned()
    };
    lines.iter().map(name).collect()
}

impl Frame {
    /// A line over the title.
    fn head(&mut self, line: &str) {
        let line = line.trim();
        let is_number = line.contains('〔') || line.contains('[');
        if is_number && line.ends_with('号') {
            self.document_number = Some(line.to_owned());
        } else if line.starts_with('第') && line.ends_with('期') {
            self.issue = Some(line.to_owned());
        } else if let Some((office, date)) = dated(line) {
            self.office = Some(office).filter(|office| !office.is_empty());
            self.date = Some(date);
        } else if self.masthead.is_none() {
            self.masthead = Some(line.to_owned());
        } else if self.office.is_none() {
            self.office = Some(line.to_owned());
        }
    }
}

/// Office and date of one line.
fn dated(line: &str) -> Option<(String, String)> {
    let at = line.char_indices().map(|(at, _)| at);
    let mut at = at.filter(|at| line.get(*at..).is_some_and(|rest| is_date(rest.trim())));
    let start = at.next()?;
    let (office, date) = line.split_at(start);
    Some((office.trim().to_owned(), date.trim().to_owned()))
}

/// Whether a line is a date and nothing else.
pub(super) fn is_date(line: &str) -> bool {
    let marks: String = line.chars().filter(|c| !c.is_ascii_digit()).collect();
    let has_digits = line.starts_with(|c: char| c.is_ascii_digit());
    has_digits && marks == "年月日"
}

fn is_line(text: &str) -> bool {
    text.chars().count() <= LINE_MAX && !text.contains(['。', '，', '；'])
}
