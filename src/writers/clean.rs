//! Characters that no file format takes, removed from a document with a warning.

use crate::diagnostics::{Code, Problem};
use crate::document::{
    Block, Caption, Cell, Chart, Document, Draft, Figure, Heading, Imprint, Inline,
    Masthead, Picture, Properties, Signature, Table,
};

/// Removes what XML 1.0 forbids: control characters, U+FFFE and U+FFFF.
///
/// One warning for each heading, paragraph, cell or caption that held any; it says where.
#[must_use]
pub fn clean(document: &mut Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    let Document {
        properties,
        masthead,
        title,
        addressee,
        blocks,
        attachments,
        signature,
        imprint,
        draft,
    } = document;
    let Properties { title: name, author, subject, date: _ } = properties;
    check(&mut problems, "文件属性", [name, author, subject]);
    if let Some(Masthead { name, issue, document_number, office, date }) = masthead {
        let rest = [issue, document_number, office, date].into_iter().flatten();
        check(&mut problems, "报头", std::iter::once(name).chain(rest));
    }
    check(&mut problems, "标题", title.iter_mut());
    check(&mut problems, "主送机关", addressee.iter_mut());
    let mut place = "标题之后".to_owned();
    for block in blocks {
        self::block(&mut problems, &mut place, block);
    }
    check(&mut problems, "附件说明", attachments.iter_mut());
    if let Some(Signature { issuer, date }) = signature {
        check(&mut problems, "落款", [issuer, date]);
    }
    if let Some(Imprint { rows }) = imprint {
        let texts = rows.iter_mut().flat_map(|row| [&mut row.left, &mut row.right]);
        check(&mut problems, "版记", texts);
    }
    if let Some(Draft { mark, heading, open }) = draft {
        check(&mut problems, "草稿页", [mark, heading].into_iter().chain(open));
    }
    problems
}

/// Cleans a block; `under` is the heading that it stands under.
fn block(problems: &mut Vec<Problem>, under: &mut String, block: &mut Block) {
    match block {
        Block::Heading(Heading { level: _, number, text }) => {
            let words = std::iter::once(number).chain(words(text));
            let removed = remove(words);
            let shown = crate::document::plain_text(text);
            report(problems, &format!("小标题“{shown}”"), removed);
            *under = format!("“{shown}”之下");
        }
        Block::Paragraph { text } => {
            check(problems, &format!("{under}的段落"), words(text));
        }
        Block::Table(table) => self::table(problems, table),
        Block::Chart(chart) => self::chart(problems, chart),
        Block::Pictures { pictures } => {
            for Picture { image: _, caption, alt } in pictures {
                let texts = words(caption).chain([alt]);
                check(problems, &format!("{under}的图片说明"), texts);
            }
        }
    }
}

fn table(problems: &mut Vec<Problem>, table: &mut Table) {
    let Table { name: _, caption, columns, rows, notes, alt } = table;
    let tag = self::caption(problems, caption);
    for column in columns.iter_mut() {
        check(problems, &format!("{tag}的表头"), [&mut column.header]);
    }
    for (number, row) in rows.iter_mut().enumerate() {
        for (at, cell) in row.cells.iter_mut().enumerate() {
            let Cell::Content { text } = cell else { continue };
            let column = columns.get(at).map_or("", |column| column.header.as_str());
            let place = format!("{tag}第{}行“{column}”一列", number + 1);
            check(problems, &place, words(text));
        }
    }
    let notes = notes.iter_mut().flat_map(|note| words(note));
    check(problems, &format!("{tag}的表注"), notes);
    check(problems, &format!("{tag}的替代文字"), [alt]);
}

fn chart(problems: &mut Vec<Problem>, chart: &mut Chart) {
    let Chart {
        name: _,
        caption,
        form: _,
        unit,
        categories,
        series,
        marked: _,
        editable: _,
        alt,
    } = chart;
    let tag = self::caption(problems, caption);
    let names = categories
        .iter_mut()
        .chain(series.iter_mut().map(|one| &mut one.name));
    check(problems, &tag, names.chain([unit, alt]));
}

/// Cleans a caption and returns what the reader calls it.
fn caption(problems: &mut Vec<Problem>, caption: &mut Caption) -> String {
    let tag = caption.tag();
    let texts = words(&mut caption.text).chain([&mut caption.label]);
    check(problems, &format!("{tag}的题注"), texts);
    tag
}

fn words(inlines: &mut [Inline]) -> impl Iterator<Item = &mut String> {
    inlines.iter_mut().map(|inline| match inline {
        Inline::Text { text } | Inline::Reference { target: _, text } => text,
        Inline::Figure(Figure { text, key: _ }) => text,
    })
}

/// Cleans texts and reports what they held.
fn check<'t>(
    problems: &mut Vec<Problem>,
    place: &str,
    texts: impl IntoIterator<Item = &'t mut String>,
) {
    report(problems, place, remove(texts));
}

/// Removes forbidden characters and returns them.
fn remove<'t>(texts: impl IntoIterator<Item = &'t mut String>) -> Vec<char> {
    let mut removed = Vec::new();
    for text in texts {
        removed.extend(text.chars().filter(|character| is_forbidden(*character)));
        text.retain(|character| !is_forbidden(character));
    }
    removed.sort_unstable();
    removed.dedup();
    removed
}

fn report(problems: &mut Vec<Problem>, place: &str, removed: Vec<char>) {
    if removed.is_empty() {
        return;
    }
    let codes = removed.into_iter().map(|one| format!("U+{:04X}", u32::from(one)));
    let codes: Vec<String> = codes.collect();
    let message =
        format!("{place}里有文档中不能出现的控制字符（{}），已删去", codes.join("、"));
    let hint = "请在来源文件里删去；多半是从别的系统复制时带来的";
    problems.push(Problem::warning(Code::FORBIDDEN_CHARACTER, message).hint(hint));
}

/// What the production `Char` of XML 1.0 leaves out; Rust has no lone surrogates.
fn is_forbidden(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'
    )
}
