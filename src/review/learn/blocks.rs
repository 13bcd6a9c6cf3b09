//! The blocks of a Word file as the parts of a bulletin: title, headings, captions, notes.

use crate::audit::said::half_width;
use crate::word::{self, Block, Chart, Inline, Paragraph, Picture, Role, Table};

/// What stands under each other in a bulletin.
#[derive(Debug, Clone)]
pub(super) enum Part {
    Heading {
        level: u8,
        text: String,
    },
    Text(String),
    Table {
        caption: String,
        table: Table,
        notes: Vec<String>,
    },
    Chart {
        caption: String,
        chart: Chart,
    },
    Pictures {
        pictures: Vec<Picture>,
        caption: Option<String>,
    },
    /// What cannot be taken over, in Chinese.
    Closed(String),
}

/// A bulletin taken apart.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// What stands over the title, line by line.
    pub(super) head: Vec<String>,
    pub(super) title: Vec<String>,
    pub(super) body: Vec<Part>,
}

/// A paragraph is a heading or caption only up to this length.
const LINE_MAX: usize = 45;

/// Takes a Word file apart.
pub(super) fn parts(reading: &word::Reading) -> Parts {
    let blocks: Vec<&Block> = reading.body.iter().filter(|it| !is_blank(it)).collect();
    let title = title(&blocks);
    let mut parts = Parts::default();
    let mut at = 0;
    if let Some(title) = title {
        parts.head = blocks.iter().take(title.start).flat_map(|it| lines(it)).collect();
        let lines = blocks.get(title.clone()).unwrap_or_default().iter();
        parts.title = lines.flat_map(|it| self::lines(it)).collect();
        at = title.end;
    }
    while let Some(block) = blocks.get(at) {
        at += 1;
        match block {
            Block::Unread(what) => parts.body.push(Part::Closed(what.to_string())),
            Block::Table(table) => parts.table(table, &blocks, &mut at),
            Block::Paragraph(paragraph) => parts.paragraph(paragraph, &blocks, &mut at),
        }
    }
    parts
}

/// The paragraphs of the title: those styled so, else the centred ones before the first
/// heading and any long text.
fn title(blocks: &[&Block]) -> Option<std::ops::Range<usize>> {
    let role = |at: usize| match blocks.get(at) {
        Some(Block::Paragraph(it)) => Some(it),
        Some(Block::Table(_) | Block::Unread(_)) | None => None,
    };
    let run = |is: &dyn Fn(&Paragraph) -> bool, from: usize| {
        let start = (from..blocks.len()).find(|at| role(*at).is_some_and(is))?;
        let end = (start..blocks.len()).find(|at| !role(*at).is_some_and(is));
        Some(start..end.unwrap_or(blocks.len()))
    };
    if let Some(styled) = run(&|it| it.role == Role::Title, 0) {
        return Some(styled);
    }
    let first =
        (0..blocks.len()).find(|at| role(*at).is_some_and(|it| heading(it).is_some()));
    let before = first.unwrap_or(blocks.len());
    let is_title = |it: &Paragraph| {
        let text = words(it);
        it.is_centred
            && !text.contains('。')
            && heading(it).is_none()
            && ["情况", "分析", "通报", "简报", "报告", "月报"]
                .iter()
                .any(|end| text.ends_with(end))
    };
    run(&is_title, 0).filter(|found| found.start < before)
}

impl Parts {
    fn paragraph(&mut self, paragraph: &Paragraph, blocks: &[&Block], at: &mut usize) {
        let mut pictures = Vec::new();
        for inline in &paragraph.inlines {
            match inline {
                Inline::Chart(chart) => {
                    let below = chart_caption(blocks, at);
                    let caption = below.or_else(|| self.caption_above());
                    let caption = caption.unwrap_or_else(|| chart.title.clone());
                    self.body.push(Part::Chart { caption, chart: chart.clone() });
                }
                Inline::Picture(picture) => pictures.push(picture.clone()),
                Inline::Unread(what) => self.body.push(Part::Closed(what.to_string())),
                Inline::TextBox(inner) => {
                    self.body.extend(inner.iter().flat_map(lines).map(Part::Text));
                }
                Inline::Formula(_)
                | Inline::Note(_)
                | Inline::Plain(_)
                | Inline::Text(_) => {}
            }
        }
        if !pictures.is_empty() {
            let caption = picture_caption(blocks, at);
            self.body.push(Part::Pictures { pictures, caption });
        }
        let text = words(paragraph);
        if text.is_empty() {
            return;
        }
        match heading(paragraph) {
            Some((level, text)) => self.body.push(Part::Heading { level, text }),
            None => self.body.push(Part::Text(text)),
        }
    }

    /// The caption over a chart.
    fn caption_above(&mut self) -> Option<String> {
        let Some(Part::Text(above)) = self.body.last() else { return None };
        let caption = (label(above) == Some('图')).then(|| unlabelled(above))?;
        self.body.pop();
        Some(caption)
    }

    fn table(&mut self, table: &Table, blocks: &[&Block], at: &mut usize) {
        let caption = match self.body.last() {
            Some(Part::Text(text)) if is_caption(text) => {
                let caption = unlabelled(text);
                self.body.pop();
                caption
            }
            _ => String::new(),
        };
        let notes = notes(blocks, at);
        self.body.push(Part::Table { caption, table: table.clone(), notes });
    }
}

/// The paragraphs under a table that belong to it: those that say so, and one alone
/// between two tables.
fn notes(blocks: &[&Block], at: &mut usize) -> Vec<String> {
    let text = |at: usize| match blocks.get(at) {
        Some(Block::Paragraph(it)) if heading(it).is_none() => Some(words(it)),
        Some(Block::Paragraph(_) | Block::Table(_) | Block::Unread(_)) | None => None,
    };
    let mut notes = Vec::new();
    while let Some(note) = text(*at) {
        const STARTS: [&str; 6] =
            ["注：", "注:", "备注", "说明：", "数据来源", "资料来源"];
        let says_so = STARTS.iter().any(|start| note.starts_with(start));
        let is_followed = match blocks.get(*at + 1) {
            None | Some(Block::Unread(_)) => false,
            Some(Block::Table(_)) => false,
            Some(Block::Paragraph(next)) => {
                heading(next).is_some() || is_caption(&words(next))
            }
        };
        let is_note =
            !is_caption(&note) && (says_so || (notes.is_empty() && is_followed));
        if !is_note {
            break;
        }
        notes.push(note);
        *at += 1;
    }
    notes
}

/// The caption under a chart.
fn chart_caption(blocks: &[&Block], at: &mut usize) -> Option<String> {
    let Some(Block::Paragraph(next)) = blocks.get(*at) else { return None };
    let text = words(next);
    (label(&text) == Some('图')).then(|| {
        *at += 1;
        unlabelled(&text)
    })
}

/// The caption under a picture: a short line in the middle.
fn picture_caption(blocks: &[&Block], at: &mut usize) -> Option<String> {
    let Some(Block::Paragraph(next)) = blocks.get(*at) else { return None };
    let text = words(next);
    let is_caption = next.role == Role::Caption
        || label(&text) == Some('图')
        || (next.is_centred && text.chars().count() < LINE_MAX && !text.contains('。'));
    (is_caption && !text.is_empty() && heading(next).is_none()).then(|| {
        *at += 1;
        unlabelled(&text)
    })
}

fn is_caption(text: &str) -> bool {
    label(text) == Some('表')
        || (text.ends_with('表')
            && text.chars().count() < LINE_MAX
            && !text.contains(['。', '，']))
}

/// 表 or 图 with a number in front.
pub(super) fn label(text: &str) -> Option<char> {
    let text = text.trim_start_matches('附');
    let first = text.chars().next().filter(|c| "表图".contains(*c))?;
    let rest = text.get(first.len_utf8()..)?.trim_start();
    rest.starts_with(|c: char| c.is_ascii_digit()).then_some(first)
}

/// A caption without its label: “表1：”, “表 1-2 ”.
fn unlabelled(text: &str) -> String {
    if label(text).is_none() {
        return text.trim().to_owned();
    }
    text.trim_start_matches(|c: char| "附表图 -—.．".contains(c) || c.is_ascii_digit())
        .trim_start_matches(['：', ':', '　', ' ', '、'])
        .trim()
        .to_owned()
}

/// Level and words of a heading, by its number or its style.
fn heading(paragraph: &Paragraph) -> Option<(u8, String)> {
    let text = words(paragraph);
    let is_short = text.chars().count() <= LINE_MAX && !text.contains(['。', '；']);
    if text.is_empty() || !is_short {
        return None;
    }
    if let Some((level, rest)) = numbered(&text) {
        let is_styled = matches!(paragraph.role, Role::Heading(_));
        if level <= 2 || is_styled {
            return Some((level, rest.to_owned()));
        }
    }
    match paragraph.role {
        Role::Heading(level) => Some((level.clamp(1, 4), text)),
        Role::Title | Role::Caption | Role::Body => None,
    }
}

/// The level that a number in front tells, and the words behind it.
fn numbered(text: &str) -> Option<(u8, &str)> {
    const NUMERALS: &[char] =
        &['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    let behind = |rest: &'_ str, numerals: &dyn Fn(char) -> bool, ends: &[char]| {
        let after = rest.trim_start_matches(numerals);
        let end = after.chars().next().filter(|c| ends.contains(c))?;
        (after.len() < rest.len()).then_some(rest.len() - after.len() + end.len_utf8())
    };
    let chinese = |c: char| NUMERALS.contains(&c);
    let digit = |c: char| c.is_ascii_digit();
    let (level, length) = match text.strip_prefix(['（', '(']) {
        Some(rest) => {
            let open = text.len() - rest.len();
            let closing = ['）', ')'];
            match behind(rest, &chinese, &closing) {
                Some(length) => (2, open + length),
                None => (4, open + behind(rest, &digit, &closing)?),
            }
        }
        None => match behind(text, &chinese, &['、', '.', '．']) {
            Some(length) => (1, length),
            None => (3, behind(text, &digit, &['.', '．', '、'])?),
        },
    };
    let rest = text.get(length..)?.trim();
    let is_number = level == 3 && rest.starts_with(|c: char| c.is_ascii_digit());
    (!rest.is_empty() && !is_number).then_some((level, rest))
}

fn is_blank(block: &Block) -> bool {
    match block {
        Block::Paragraph(paragraph) => {
            let is_words = |it: &Inline| matches!(it, Inline::Text(_) | Inline::Plain(_));
            words(paragraph).is_empty() && paragraph.inlines.iter().all(is_words)
        }
        Block::Table(_) | Block::Unread(_) => false,
    }
}

/// The words of a paragraph with digits of half width, without blanks at its ends.
pub(super) fn words(paragraph: &Paragraph) -> String {
    let text: String = paragraph.text().chars().map(half_width).collect();
    text.replace(['\n', '\t'], "").trim().to_owned()
}

/// Lines of a block over the title.
fn lines(block: &Block) -> Vec<String> {
    let text = match block {
        Block::Paragraph(paragraph) => {
            let boxes = paragraph.inlines.iter().filter_map(|inline| {
                let Inline::TextBox(inner) = inline else { return None };
                Some(inner.iter().flat_map(lines))
            });
            let boxes: Vec<String> = boxes.flatten().collect();
            let text: String = paragraph.text().chars().map(half_width).collect();
            format!("{}\n{text}", boxes.join("\n"))
        }
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            return cells.flat_map(|cell| cell.blocks.iter().flat_map(lines)).collect();
        }
        Block::Unread(_) => return Vec::new(),
    };
    let lines = text.split('\n').map(|line| line.trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}
