//! A Word file as a case: title, paragraphs and pictures; what cannot be taken over is
//! told, each thing at its place.

use super::model::{
    Block, Cell, Inline, NoteId, Paragraph, Picture, Reading, Role, Row, Table,
};
use super::package::Package;
use super::{Refusal, alt, of_package};
use crate::pictures::View;

/// A caption is a line.
const CAPTION_CHARACTERS_MAX: usize = 40;
/// So much of a text tells which is meant.
const EXCERPT_CHARACTERS_MAX: usize = 12;

/// What a Word file says, as far as a case can take it over.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Case {
    /// The paragraph that is styled as title, else the first heading, else the first
    /// paragraph; empty when there is none.
    pub title: String,
    /// The others from top to bottom, none of them empty.
    pub paragraphs: Vec<String>,
    /// In the order of the file.
    pub pictures: Vec<CasePicture>,
    /// In the order of the file; only an attachment takes them over.
    pub tables: Vec<CaseTable>,
    /// What is not taken over, or not as it was.
    pub left_out: Vec<LeftOut>,
}

/// A picture in a Word file.
#[derive(Debug, Clone, PartialEq)]
pub struct CasePicture {
    /// The file's bytes as they lie in the Word file.
    pub bytes: Vec<u8>,
    /// What Word shows of it.
    pub view: View,
    /// The paragraph under it, when it is a caption; without “图1”.
    pub caption: Option<String>,
    /// What Word reads out to those who cannot see it.
    pub alt: Option<String>,
    /// Paragraphs that stand before it, the title not counted.
    pub after: usize,
}

/// A table in a Word file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseTable {
    /// Words of its cells, the header first; none for a cell that is one with that above.
    pub rows: Vec<Vec<Option<String>>>,
    /// Paragraphs that stand before it.
    pub after: usize,
}

/// Something that a case does not hold as the Word file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What became of it, in Chinese: “有表格“辖区”，没有取入案例”.
    pub message: String,
    /// Where, in Chinese: “第3段“…”处”.
    pub place: String,
    /// One step that mends it.
    pub hint: &'static str,
}

/// No table has more.
const COLUMNS_MAX: usize = 60;

const REWRITE: &str = "需要的文字改写为普通段落";
const SCREENSHOT: &str = "需要的，在 Word 中截图为 PNG 后替换";
const CHECK: &str = "核对打印样稿；不合意的，在 Word 中改后再用";

/// Reads a Word file as a case.
///
/// # Errors
/// As [`super::read`].
pub fn case(bytes: &[u8]) -> Result<Case, Refusal> {
    arranged(bytes, false)
}

/// Reads a Word file as an attachment: all of it is text, and tables are taken over.
///
/// # Errors
/// As [`super::read`].
pub fn attachment(bytes: &[u8]) -> Result<Case, Refusal> {
    arranged(bytes, true)
}

fn arranged(bytes: &[u8], is_attachment: bool) -> Result<Case, Refusal> {
    let package = Package::open(bytes)?;
    let reading = of_package(&package)?;
    let mut arranging = Arranging {
        package: &package,
        title: title(&reading.body)
            .filter(|_| !is_attachment)
            .map(std::ptr::from_ref),
        is_attachment,
        reading: &reading,
        case: Case::default(),
        is_under_picture: false,
    };
    for block in &reading.body {
        arranging.block(block)?;
    }
    arranging.beside();
    Ok(arranging.case)
}

/// The paragraph that is the title.
fn title(blocks: &[Block]) -> Option<&Paragraph> {
    let paragraphs = || {
        blocks.iter().filter_map(|block| match block {
            Block::Paragraph(it) if !it.text().trim().is_empty() => Some(it),
            Block::Paragraph(_) | Block::Table(_) | Block::Unread(_) => None,
        })
    };
    let is_heading = |it: &&Paragraph| matches!(it.role, Role::Heading(_));
    paragraphs()
        .find(|it| it.role == Role::Title)
        .or_else(|| paragraphs().find(is_heading))
        .or_else(|| paragraphs().next())
}

struct Arranging<'a> {
    package: &'a Package,
    reading: &'a Reading,
    title: Option<*const Paragraph>,
    is_attachment: bool,
    case: Case,
    /// Whether a picture waits for the paragraph under it, which may be its caption.
    is_under_picture: bool,
}

impl Arranging<'_> {
    fn block(&mut self, block: &Block) -> Result<(), Refusal> {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph)?,
            Block::Table(table) if self.is_attachment => self.table(table)?,
            Block::Table(table) => {
                let words = excerpt(&table_words(table));
                self.leave(&format!("有表格{words}，没有取入案例"), REWRITE);
            }
            Block::Unread(what) => {
                self.leave(&format!("有{what}，没有取入案例"), REWRITE);
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, paragraph: &Paragraph) -> Result<(), Refusal> {
        let text = one_line(&paragraph.text());
        if self.title == Some(std::ptr::from_ref(paragraph)) {
            self.case.title = text;
        } else if !text.is_empty() {
            let caption = caption(&text, paragraph).filter(|_| self.is_under_picture);
            match (caption, self.case.pictures.last_mut()) {
                (Some(caption), Some(picture)) => picture.caption = Some(caption),
                _ => self.case.paragraphs.push(text),
            }
            self.is_under_picture = false;
        }
        if !paragraph.number.is_empty() && !self.is_attachment {
            let number = &paragraph.number;
            self.leave(&format!("自动编号“{number}”已按文字取入"), CHECK);
        }
        for inline in &paragraph.inlines {
            self.inline(inline)?;
        }
        Ok(())
    }

    /// Takes a table over; rows of one cell at its ends, a title or a remark, are
    /// paragraphs, and what its cells hold besides words stands under it.
    fn table(&mut self, table: &Table) -> Result<(), Refusal> {
        let is_grid = |row: &Row| row.cells.len() > 1;
        let from = table.rows.iter().position(is_grid).unwrap_or(0);
        let to = table
            .rows
            .iter()
            .rposition(is_grid)
            .map_or(table.rows.len(), |last| last + 1);
        let line = |row: &Row| {
            let words = row.cells.iter().map(|cell| one_line(&words(&cell.blocks)));
            Some(words.collect::<String>()).filter(|words| !words.is_empty())
        };
        let lines = |rows: &[Row]| rows.iter().filter_map(line).collect::<Vec<_>>();
        let part = |range| table.rows.get(range).unwrap_or_default();
        self.case.paragraphs.extend(lines(part(0..from)));
        let rows = part(from..to).iter().map(|row| {
            let mut cells = vec![Some(String::new()); row.before];
            for Cell { span, is_continued, blocks } in &row.cells {
                cells.push((!is_continued).then(|| one_line(&words(blocks))));
                let rest = span.saturating_sub(1).min(COLUMNS_MAX);
                cells.extend(std::iter::repeat_n(Some(String::new()), rest));
            }
            cells
        });
        let after = self.case.paragraphs.len();
        self.case.tables.push(CaseTable { rows: rows.collect(), after });
        self.case.paragraphs.extend(lines(part(to..table.rows.len())));
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        for block in cells.flat_map(|cell| &cell.blocks) {
            match block {
                Block::Paragraph(paragraph) => {
                    paragraph
                        .inlines
                        .iter()
                        .try_for_each(|inline| self.inline(inline))?;
                }
                Block::Table(inner) => {
                    let words = excerpt(&table_words(inner));
                    self.leave(&format!("表格里的表格{words}按文字取入案例"), REWRITE);
                }
                Block::Unread(_) => self.block(block)?,
            }
        }
        Ok(())
    }

    fn inline(&mut self, inline: &Inline) -> Result<(), Refusal> {
        let (what, hint) = match inline {
            Inline::Text(_) => return Ok(()),
            Inline::Picture(picture) => return self.picture(picture),
            Inline::Plain(what) => {
                self.leave(&format!("{what}按普通文字取入"), CHECK);
                return Ok(());
            }
            Inline::Formula(words) => {
                self.leave(&format!("公式{}按一行文字取入", excerpt(words)), CHECK);
                return Ok(());
            }
            Inline::Chart(_) => ("图表".to_owned(), SCREENSHOT),
            Inline::TextBox(blocks) => {
                (format!("文本框{}", excerpt(&words(blocks))), REWRITE)
            }
            Inline::Note(id) => {
                let kind = match id {
                    NoteId::Footnote(_) => "脚注",
                    NoteId::Endnote(_) => "尾注",
                };
                let note = self.reading.notes.get(id).map(|blocks| words(blocks));
                (format!("{kind}{}", excerpt(&note.unwrap_or_default())), REWRITE)
            }
            Inline::Unread(what) if what.contains("图形") => {
                (what.to_string(), SCREENSHOT)
            }
            Inline::Unread(what) if what.contains("链接") => {
                (what.to_string(), "在 Word 中把图片直接插入文件")
            }
            Inline::Unread(what) => (what.to_string(), REWRITE),
        };
        self.leave(&format!("有{what}，没有取入案例"), hint);
        Ok(())
    }

    fn picture(&mut self, picture: &Picture) -> Result<(), Refusal> {
        let Picture { part, alt, view, unread } = picture;
        let Some(bytes) = self.package.bytes(part)? else {
            self.leave("有图片在文件里找不到，没有取入案例", "在 Word 中重新插入图片");
            return Ok(());
        };
        let extension = part.rsplit('.').next().unwrap_or_default().to_uppercase();
        if matches!(extension.as_str(), "WMF" | "EMF" | "SVG" | "WMZ" | "EMZ") {
            let message = format!("有 {extension} 格式的图片，没有取入案例");
            self.leave(&message, SCREENSHOT);
            return Ok(());
        }
        self.case.pictures.push(CasePicture {
            bytes,
            view: *view,
            caption: None,
            alt: alt::written(alt.as_deref()),
            after: self.case.paragraphs.len(),
        });
        self.is_under_picture = true;
        let number = self.case.pictures.len();
        for what in unread {
            let message = format!("第{number}张图片{what}没有照做");
            self.leave(&message, SCREENSHOT);
        }
        Ok(())
    }

    /// What stands beside the body.
    fn beside(&mut self) {
        let mut tell = |place: &str, message: String, hint| {
            let place = place.to_owned();
            self.case.left_out.push(LeftOut { message, place, hint });
        };
        for blocks in &self.reading.margins {
            let words = words(blocks);
            // A page's number alone is nothing to miss.
            let is_number = |c: char| !c.is_alphabetic() || "第页共".contains(c);
            if !words.chars().all(is_number) {
                let message = format!("页眉或页脚{}没有取入案例", excerpt(&words));
                tell("页眉页脚", message, REWRITE);
            }
        }
        for comment in &self.reading.comments {
            let (author, text) = (&comment.author, excerpt(&comment.text));
            let hint = "在 Word 中处理批注后再用";
            tell("批注", format!("{author}的批注{text}没有取入案例"), hint);
        }
        let changes = self.reading.open_changes;
        if changes > 0 {
            let message = format!("有{changes}处修订没有接受也没有拒绝，按全部接受取入");
            tell("修订", message, "在 Word 的“审阅”中接受或拒绝后再用");
        }
    }

    fn leave(&mut self, message: &str, hint: &'static str) {
        let place = match self.case.paragraphs.last() {
            None => "正文之前".to_owned(),
            Some(last) => {
                let start: String = last.chars().take(8).collect();
                format!("第{}段“{start}…”处", self.case.paragraphs.len())
            }
        };
        let message = message.to_owned();
        self.case.left_out.push(LeftOut { message, place, hint });
    }
}

/// The words of a paragraph that is a caption.
fn caption(text: &str, paragraph: &Paragraph) -> Option<String> {
    let is_line = text.chars().count() <= CAPTION_CHARACTERS_MAX && !text.ends_with('。');
    let bare = without_number(text);
    let is_caption = paragraph.role == Role::Caption
        || (is_line && (paragraph.is_centred || bare != text));
    is_caption
        .then(|| bare.to_owned())
        .filter(|caption| !caption.is_empty())
}

/// “图1：车棚” is “车棚”: the bulletin numbers its figures itself.
fn without_number(text: &str) -> &str {
    let Some(rest) = text.strip_prefix('图') else { return text };
    let rest = rest.trim_start();
    let after = rest.trim_start_matches(|c: char| {
        c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
    });
    let bare = after.trim_start_matches(['：', ':', '、', '.', '．', ' ', '\u{3000}']);
    if after.len() < rest.len() && bare.len() < after.len() { bare } else { text }
}

/// Words on one line, without blanks at its ends.
fn one_line(text: &str) -> String {
    text.trim().replace(['\t', '\n'], " ")
}

/// The words of blocks.
fn words(blocks: &[Block]) -> String {
    let words = blocks.iter().map(|block| match block {
        Block::Paragraph(paragraph) => paragraph.text(),
        Block::Table(table) => table_words(table),
        Block::Unread(_) => String::new(),
    });
    words.collect::<Vec<_>>().join(" ")
}

fn table_words(table: &Table) -> String {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    cells.map(|cell| words(&cell.blocks)).collect::<Vec<_>>().join(" ")
}

/// The start of a text in quotes; nothing when there are no words.
fn excerpt(text: &str) -> String {
    let text = one_line(text);
    let start: String = text.chars().take(EXCERPT_CHARACTERS_MAX).collect();
    let more = if start.len() < text.len() { "…" } else { "" };
    if start.is_empty() { start } else { format!("“{start}{more}”") }
}
