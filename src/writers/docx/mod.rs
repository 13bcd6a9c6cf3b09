//! A document as a Word file that can be edited: styles, fields, true tables.
//!
//! docx-rs makes the body, styles, footers and tables; `finish` and `order` mend its
//! parts, `package` packs them. Nothing is formatted directly that a style can say.

mod attachments;
mod caption;
mod chart;
mod chart_part;
mod chart_series;
mod contents;
mod controls;
mod decimal;
mod finish;
mod flow;
mod footnotes;
mod frame;
mod measures;
mod native;
mod order;
mod package;
mod page;
mod picture;
mod properties;
mod roles;
mod stored;
mod styles;
mod table;
mod template;
mod text;
mod text_box;
mod watermark;
mod workbook;
mod xml;

use crate::diagnostics::{Outcome, Problem};
use crate::document::{Block, Document, Heading};
use crate::layout::Style;
use finish::Facts;
use flow::Flow;
use package::Package;
use roles::Role;
use xml::Element;

pub use template::{Template, write_into};

/// Writes a document as a Word file.
///
/// The same document gives the same bytes. Text should have gone through
/// [`super::clean`] before, or the characters that XML forbids go into the file.
///
/// # Errors
/// When a chart cannot be drawn; every chart that cannot is named.
pub fn write(document: &Document, style: &Style) -> Outcome<Vec<u8>> {
    package(document, style)?.zip().map_err(|problem| vec![*problem])
}

fn package(document: &Document, style: &Style) -> Outcome<Package> {
    let turned = Style { page: style.page.turned(), ..style.clone() };
    let mut flow = Flow::new(document, style);
    let mut problems = Vec::new();
    frame::head(&mut flow, document);
    let mut is_on_new_page = !document.contents.is_empty();
    for block in &document.blocks {
        let is_on_new_page = std::mem::take(&mut is_on_new_page);
        problems.extend(self::block(&mut flow, block, is_on_new_page));
    }
    frame::under(&mut flow, document);
    problems.extend(attachments::attachments(&mut flow, &document.attachments, &turned));
    frame::foot(&mut flow, document);
    flow.close();
    if !problems.is_empty() {
        return Err(problems);
    }
    parts(flow, document).map_err(|problem| vec![*problem])
}

/// Writes a block; a problem where a chart cannot be drawn.
fn block(flow: &mut Flow<'_>, block: &Block, is_on_new_page: bool) -> Option<Problem> {
    match block {
        Block::Heading(heading) => self::heading(flow, heading, is_on_new_page),
        Block::Paragraph { text } => {
            let paragraph = flow.spoken(Role::Body, text);
            flow.paragraph(paragraph);
        }
        Block::Table(table) => table::table(flow, table),
        Block::Chart(chart) => {
            return chart::chart(flow, chart).err().map(|problem| *problem);
        }
        Block::Pictures { pictures } => picture::pictures(flow, pictures),
    }
    None
}

fn heading(flow: &mut Flow<'_>, heading: &Heading, is_on_new_page: bool) {
    let Heading { level, number, text } = heading;
    let role = Role::heading(*level);
    let paragraph = flow.plain(role, number);
    let paragraph = flow.say(paragraph, role, text);
    flow.paragraph(match is_on_new_page {
        true => paragraph.page_break_before(true),
        false => paragraph,
    });
}

/// The parts that docx-rs makes, mended and completed.
fn parts(flow: Flow<'_>, document: &Document) -> Result<Package, Box<Problem>> {
    let Flow { style, document: body, facts, charts, .. } = flow;
    let draft = document.draft.as_ref();
    let docx = docx_rs::Docx::new().document(body);
    let docx = page::section(docx, style, draft.is_some());
    let made = docx.build();

    let mut package = Package::default();
    let properties = &document.properties;
    let mut main = main(&made.document, facts)?;
    let figures = controls::bind(&mut main);
    let notes = footnotes::notes(&mut main, mended(&made.footnotes)?);
    package.root(&main, &properties::core(properties), &properties::app(properties));
    package.word("styles", "rIdStyles", "styles.xml", &styles::part(style));
    let mut settings = stored::settings(style);
    if let Some(notes) = &notes {
        package.word("footnotes", "rIdFootnotes", "footnotes.xml", notes);
        settings.replace(footnotes::settings());
    }
    order::sort(&mut settings);
    package.word("settings", "rIdSettings", "settings.xml", &settings);
    let fonts = stored::fonts(style);
    package.word("fontTable", "rIdFonts", "fontTable.xml", &fonts);
    package.word("theme", "rIdTheme", "theme/theme1.xml", &stored::theme(style));
    for (number, header) in (1..).zip(&made.headers) {
        let mut header = mended(header)?;
        if let Some(draft) = draft {
            let run = watermark::run(style, &draft.mark, number);
            header.edit("w:p", |paragraph| {
                paragraph.children.push(xml::Node::Element(run));
            });
        }
        let (id, file) = (format!("rIdHeader{number}"), format!("header{number}.xml"));
        package.word("header", &id, &file, &header);
    }
    for (number, footer) in (1..).zip(&made.footers) {
        let (id, file) = (format!("rIdFooter{number}"), format!("footer{number}.xml"));
        package.word("footer", &id, &file, &mended(footer)?);
    }
    // A native chart stands in the place of an empty picture.
    let media = made.media.into_iter().filter(|(_, bytes)| !bytes.is_empty());
    for (number, (id, bytes)) in (1..).zip(media) {
        package.image(&id, number, bytes);
    }
    if let Some(figures) = figures {
        package.figures(&figures, &controls::store());
    }
    for (number, chart) in (1..).zip(charts) {
        package.chart(number, chart);
    }
    Ok(package)
}

fn main(bytes: &[u8], facts: Facts) -> Result<Element, Box<Problem>> {
    let mut main = mended(bytes)?;
    finish::add(&mut main, facts);
    order::sort(&mut main);
    Ok(main)
}

fn mended(bytes: &[u8]) -> Result<Element, Box<Problem>> {
    let mut part =
        xml::parse(bytes).map_err(|error| package::failed(&error.to_string()))?;
    finish::mend(&mut part);
    order::sort(&mut part);
    Ok(part)
}

#[cfg(test)]
mod tests {
    use crate::layout::Style;

    pub(super) fn official() -> Style {
        crate::layout::official()
    }
}
