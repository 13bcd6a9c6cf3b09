//! Paper, margins, grid and page number: the only section of the file.

use super::flow;
use super::measures::{mm_pt, mm_twips, unsigned, whole};
use super::roles::Role;
use super::text;
use crate::layout::{Page, Style};

/// Width of the text area in twips.
pub(super) fn text_width_twips(page: &Page) -> i32 {
    mm_twips(page.text_width_mm())
}

/// Distance of the grid's lines in twips, rounded down or the last line falls off.
pub(super) fn line_pitch_twips(page: &Page) -> i32 {
    let height =
        mm_twips(page.height_mm) - mm_twips(page.top_mm) - mm_twips(page.bottom_mm);
    height / i32::from(page.lines.max(1))
}

/// What a character of the grid differs from its own size, in points.
fn character_space_pt(style: &Style) -> f64 {
    mm_pt(style.page.character_mm()) - style.text.body.size_pt
}

/// Character spacing in twips of text on the grid, rounded so that a line holds all.
pub(super) fn character_spacing_twips(style: &Style) -> i32 {
    whole((character_space_pt(style) * 20.0).floor())
}

/// Adds the section to a document.
pub(super) fn section(docx: docx_rs::Docx, style: &Style, draft: bool) -> docx_rs::Docx {
    let page = &style.page;
    let grid = docx_rs::DocGrid::new()
        .grid_type(docx_rs::DocGridType::LinesAndChars)
        .line_pitch(unsigned(line_pitch_twips(page)))
        .char_space(whole(character_space_pt(style) * 4096.0) as isize);
    let mut docx = docx
        .page_size(
            unsigned(mm_twips(page.width_mm)) as u32,
            unsigned(mm_twips(page.height_mm)) as u32,
        )
        .page_margin(margins(style))
        .footer(footer(style, false))
        .even_footer(footer(style, true));
    if draft {
        // They hold the mark only.
        docx = docx.header(empty_header()).even_header(empty_header());
    }
    docx.document = docx.document.doc_grid(grid);
    docx
}

fn margins(style: &Style) -> docx_rs::PageMargin {
    let page = &style.page;
    let right = mm_twips(page.right_mm);
    docx_rs::PageMargin {
        top: mm_twips(page.top_mm),
        bottom: mm_twips(page.bottom_mm),
        right,
        // What rounding leaves goes to the binding side: the text area is what counts.
        left: mm_twips(page.width_mm) - right - text_width_twips(page),
        header: mm_twips(page.top_mm) / 2,
        footer: footer_twips(page),
        gutter: 0,
    }
}

/// From the foot of the paper to the foot of the footer.
///
/// The standard measures to the top of the dashes, which stand in the middle of a line.
fn footer_twips(page: &Page) -> i32 {
    let size_mm = page.number.style.size_pt * 25.4 / 72.0;
    let half_line_mm = size_mm * LINE / 2.0;
    mm_twips((page.bottom_mm - page.number.below_mm - half_line_mm).max(0.0))
}

/// Height of a line of its own accord, in sizes.
const LINE: f64 = 1.3;

fn footer(style: &Style, even: bool) -> docx_rs::Footer {
    let number = &style.page.number;
    let inset = whole(number.inset_characters * number.style.size_pt * 20.0);
    let mut paragraph = docx_rs::Paragraph::new().style(Role::PageNumber.id());
    paragraph = if even {
        flow::inset(paragraph.align(docx_rs::AlignmentType::Left), inset, 0)
    } else {
        flow::inset(paragraph.align(docx_rs::AlignmentType::Right), 0, inset)
    };
    let face = text::face(style, Role::PageNumber);
    let before = text::runs(face, &number.before);
    let after = text::runs(face, &number.after);
    let page = text::field(face, " PAGE ", if even { "2" } else { "1" });
    for run in before.into_iter().chain(page).chain(after) {
        paragraph = paragraph.add_run(run);
    }
    docx_rs::Footer::new().add_paragraph(paragraph)
}

fn empty_header() -> docx_rs::Header {
    docx_rs::Header::new()
        .add_paragraph(docx_rs::Paragraph::new().style(Role::PageNumber.id()))
}

/// The footer's line: its distance from the paper's foot depends on it.
pub(super) fn number_line_pt(style: &Style) -> f64 {
    let size = style.page.number.style.size_pt;
    (size * LINE).min(mm_pt(style.page.bottom_mm))
}

#[cfg(test)]
mod tests {
    use super::super::tests::official;
    use super::*;

    #[test]
    fn the_grid_of_the_standard() {
        let style = official();
        assert_eq!(line_pitch_twips(&style.page), 579);
        assert_eq!(whole(character_space_pt(&style) * 4096.0), -848);
        assert_eq!(character_spacing_twips(&style), -5);
        let margins = margins(&style);
        assert_eq!(
            (margins.top, margins.right, margins.bottom, margins.left),
            (2098, 1474, 1984, 1588)
        );
    }
}
