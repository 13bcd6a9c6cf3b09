//! What stands around the body: masthead, title, addressee, attachments, signature,
//! imprint and the list of a draft.

use super::contents;
use super::finish::TableFacts;
use super::flow::{Flow, add_runs, inset};
use super::measures::{
    eighths, ems, half_points, mm_pt, mm_twips, pt_twips, twips_mm, unsigned, whole,
};
use super::page::text_width_twips;
use super::roles::Role;
use super::styles::{PLAIN_TABLE, half_blank_twips, line_twips};
use super::table::fixed;
use super::text;
use super::text_box::TextBox;
use crate::document::{
    Attachment, Document, Draft, Imprint, ImprintRow, Masthead, Signature,
};

/// Masthead, title and addressee.
pub(super) fn head(flow: &mut Flow<'_>, document: &Document) {
    if let Some(masthead) = &document.masthead {
        self::masthead(flow, masthead);
    }
    // A template has it in its own head.
    if !document.title.is_empty() {
        title(flow, &document.title, document.masthead.is_some());
    }
    if let Some(addressee) = &document.addressee {
        let paragraph = flow.plain(Role::Addressee, addressee);
        flow.paragraph(paragraph);
    }
    contents::contents(flow, &document.contents);
}

fn masthead(flow: &mut Flow<'_>, masthead: &Masthead) {
    let Masthead { name, issue, document_number, office, date } = masthead;
    let top = mm_twips(flow.style.frame.masthead_top_mm)
        - half_blank_twips(flow.style, Role::Masthead);
    let mut rows = vec![spaced(masthead_name(flow, name), flow, Role::Masthead, top)];
    let plain = [(issue, Role::Issue), (document_number, Role::DocumentNumber)];
    for (words, role) in plain {
        rows.extend(words.as_ref().map(|words| flow.plain(role, words)));
    }
    if office.is_some() || date.is_some() {
        rows.push(line(flow, office.as_deref(), date.as_deref()));
    }
    let last = rows.pop();
    for row in rows {
        flow.paragraph(row.keep_next(true));
    }
    if let Some(row) = last {
        let row = ruled(flow, row.keep_next(true));
        flow.paragraph(row);
    }
}

/// The name in one line: one that is too long gets smaller.
fn masthead_name(flow: &Flow<'_>, name: &str) -> docx_rs::Paragraph {
    let width = mm_pt(flow.style.page.text_width_mm());
    let fits = (width / ems(name).max(1.0) * 2.0).floor() / 2.0;
    let paragraph = docx_rs::Paragraph::new().style(Role::Masthead.id());
    let runs = text::runs(text::face(flow.style, Role::Masthead), name);
    let size = Role::Masthead.style(flow.style).size_pt;
    let runs = runs.into_iter().map(|run| match fits < size {
        true => run.size(half_points(fits)),
        false => run,
    });
    add_runs(paragraph, runs.collect())
}

/// Office at the left, date at the right.
fn line(flow: &Flow<'_>, office: Option<&str>, date: Option<&str>) -> docx_rs::Paragraph {
    let face = text::face(flow.style, Role::MastheadLine);
    let tab = docx_rs::Tab::new()
        .val(docx_rs::TabValueType::Right)
        .pos(unsigned(text_width_twips(&flow.style.page)));
    let paragraph = docx_rs::Paragraph::new().style(Role::MastheadLine.id()).add_tab(tab);
    let paragraph = add_runs(paragraph, text::runs(face, office.unwrap_or_default()));
    let paragraph = paragraph.add_run(docx_rs::Run::new().add_tab());
    add_runs(paragraph, text::runs(face, date.unwrap_or_default()))
}

fn ruled(flow: &Flow<'_>, mut paragraph: docx_rs::Paragraph) -> docx_rs::Paragraph {
    let frame = &flow.style.frame;
    // The style's measure is taken from the characters, Word's from their line.
    let blank = f64::from(half_blank_twips(flow.style, Role::MastheadLine)) / 20.0;
    // Word takes at most 31 points between text and rule.
    let gap = unsigned(whole(mm_pt(frame.masthead_rule_gap_mm) - blank)).min(31);
    let rule = docx_rs::ParagraphBorder::new(docx_rs::ParagraphBorderPosition::Bottom)
        .size(eighths(frame.masthead_rule_pt))
        .space(gap)
        .color(&frame.masthead_rule_colour);
    let rules = docx_rs::ParagraphBorders::with_empty().set(rule);
    paragraph.property = paragraph.property.set_borders(rules);
    paragraph
}

/// The title; under a masthead it stands free of the rule.
fn title(flow: &mut Flow<'_>, lines: &[String], under_rule: bool) {
    let paragraph = flow.plain(Role::Title, &lines.join("\n"));
    let gap = pt_twips(flow.style.frame.title_gap_pt)
        - half_blank_twips(flow.style, Role::Title);
    let paragraph =
        if under_rule { spaced(paragraph, flow, Role::Title, gap) } else { paragraph };
    flow.paragraph(paragraph);
}

/// A paragraph with more space above than its style has.
pub(super) fn spaced(
    paragraph: docx_rs::Paragraph,
    flow: &Flow<'_>,
    role: Role,
    before: i32,
) -> docx_rs::Paragraph {
    let style = role.style(flow.style);
    let spacing = docx_rs::LineSpacing::new()
        .before(unsigned(before + pt_twips(style.before_pt)) as u32)
        .after(unsigned(pt_twips(style.after_pt)) as u32)
        .line(line_twips(flow.style, role))
        .line_rule(docx_rs::LineSpacingType::Exact);
    paragraph.line_spacing(spacing)
}

/// Names of the attachments, and the signature.
pub(super) fn under(flow: &mut Flow<'_>, document: &Document) {
    attachments(flow, &document.attachments);
    if let Some(signature) = &document.signature {
        self::signature(flow, signature);
    }
}

/// Imprint, and a draft's last page.
pub(super) fn foot(flow: &mut Flow<'_>, document: &Document) {
    if let Some(imprint) = &document.imprint {
        self::imprint(flow, imprint);
    }
    if let Some(draft) = &document.draft {
        open_points(flow, draft);
    }
}

/// `附件：1. …`, the names under each other; a single one has no number.
fn attachments(flow: &mut Flow<'_>, attachments: &[Attachment]) {
    const LABEL: &str = "附件：";
    let style = Role::Attachment.style(flow.style);
    let characters = |count: f64| whole(count * style.size_pt * 20.0);
    let start = style.indent_characters;
    for (at, Attachment { name, .. }) in attachments.iter().enumerate() {
        let number = match attachments {
            [_] => String::new(),
            _ => format!("{}. ", at + 1),
        };
        let label = if at == 0 { LABEL } else { "" };
        let words = format!("{label}{number}{name}");
        let hanging = characters(ems(label) + ems(&number));
        let left = characters(start + ems(LABEL) + ems(&number));
        let paragraph = flow.plain(Role::Attachment, &words).indent(
            Some(left),
            Some(docx_rs::SpecialIndentType::Hanging(hanging)),
            None,
            None,
        );
        // Only the first stands free of the text.
        let paragraph = match at {
            0 => paragraph,
            _ => {
                let none = -pt_twips(style.before_pt);
                spaced(paragraph, flow, Role::Attachment, none)
            }
        };
        flow.paragraph(paragraph);
    }
}

/// Issuer and date, the narrower one in the middle of the wider; without a seal the date
/// begins two characters after the issuer, and neither comes nearer to the edge than that.
fn signature(flow: &mut Flow<'_>, signature: &Signature) {
    let Signature { issuer, date, sealed } = signature;
    let inset = flow.style.frame.signature_inset_characters;
    let wider = ems(issuer) - ems(date);
    let insets = match sealed {
        true => (inset + (-wider / 2.0).max(0.0), inset + (wider / 2.0).max(0.0)),
        false => (2.0 + (2.0 - wider).max(0.0), 2.0 + (wider - 2.0).max(0.0)),
    };
    let before = pt_twips(flow.style.frame.signature_before_pt);
    let issuer_line = at_right(flow, issuer, insets.0).keep_next(true);
    let issuer_line = spaced(issuer_line, flow, Role::Signature, before);
    flow.paragraph(issuer_line);
    let date_line = at_right(flow, date, insets.1);
    flow.paragraph(date_line);
}

/// A line that ends so many characters before the right edge.
fn at_right(flow: &Flow<'_>, words: &str, characters: f64) -> docx_rs::Paragraph {
    let size = Role::Signature.style(flow.style).size_pt * 20.0;
    let paragraph = flow.plain(Role::Signature, words);
    let is_usual = characters == flow.style.frame.signature_inset_characters;
    if is_usual { paragraph } else { inset(paragraph, 0, whole(characters * size)) }
}

/// Rows between rules that stand at the foot of the page on which the text ends.
fn imprint(flow: &mut Flow<'_>, imprint: &Imprint) {
    let Imprint { rows, is_apart } = imprint;
    let width = text_width_twips(&flow.style.page);
    let lines = i32::try_from(rows.len()).unwrap_or(1);
    let table = rows
        .iter()
        .enumerate()
        .map(|(at, row)| imprint_row(flow, row, width, (at == 0, at + 1 == rows.len())));
    let table = fixed(table.collect(), &[width]).style(PLAIN_TABLE);
    let text_box = TextBox {
        name: Role::Imprint.style(flow.style).name.clone(),
        width_mm: flow.style.page.text_width_mm(),
        height_mm: twips_mm(lines * line_twips(flow.style, Role::Imprint)),
        is_on_new_page: *is_apart,
    };
    let facts = TableFacts { text_box: Some(text_box), ..TableFacts::default() };
    flow.table(table, facts);
}

fn imprint_inset_twips(flow: &Flow<'_>) -> i32 {
    let size = Role::Imprint.style(flow.style).size_pt * 20.0;
    whole(flow.style.frame.imprint_inset_characters * size)
}

fn imprint_row(
    flow: &Flow<'_>,
    row: &ImprintRow,
    width: i32,
    (first, last): (bool, bool),
) -> docx_rs::TableRow {
    use docx_rs::TableCellBorderPosition::{Bottom, Top};
    let ImprintRow { left, right } = row;
    let frame = &flow.style.frame;
    let rule = |position, outer| {
        let mm = match outer {
            true => frame.imprint_outer_rule_mm,
            false => frame.imprint_inner_rule_mm,
        };
        docx_rs::TableCellBorder::new(position)
            .size(eighths(mm_pt(mm)))
            .color("000000")
    };
    let inset = imprint_inset_twips(flow);
    let face = text::face(flow.style, Role::Imprint);
    let mut paragraph = flow.plain(Role::Imprint, left);
    // Names that go on in a second line stand under the first, not under “抄送：”.
    let label = left.split_once('：').map(|(label, _)| format!("{label}："));
    if let Some(label) = label.filter(|label| ems(label) <= 4.0) {
        let hanging = whole(ems(&label) * Role::Imprint.style(flow.style).size_pt * 20.0);
        let special = Some(docx_rs::SpecialIndentType::Hanging(hanging));
        paragraph = paragraph.indent(Some(inset + hanging), special, Some(inset), None);
    }
    if !right.is_empty() {
        let tab = docx_rs::Tab::new()
            .val(docx_rs::TabValueType::Right)
            .pos(unsigned(width - inset));
        paragraph = paragraph.add_tab(tab).add_run(docx_rs::Run::new().add_tab());
        paragraph = add_runs(paragraph, text::runs(face, right));
    }
    let borders = docx_rs::TableCellBorders::with_empty()
        .set(rule(Top, first))
        .set(rule(Bottom, last));
    let cell = docx_rs::TableCell::new()
        .width(unsigned(width), docx_rs::WidthType::Dxa)
        .set_borders(borders)
        .add_paragraph(paragraph);
    docx_rs::TableRow::new(vec![cell]).cant_split()
}

/// What is still open, on a page of its own.
fn open_points(flow: &mut Flow<'_>, draft: &Draft) {
    let Draft { mark: _, heading, open } = draft;
    if open.is_empty() {
        return;
    }
    let title = flow.plain(Role::Heading(0), heading).page_break_before(true);
    flow.paragraph(title);
    for point in open {
        // Names of figures are long words: justified, the rest of their line would gape.
        let paragraph = flow.plain(Role::Body, point).align(docx_rs::AlignmentType::Left);
        flow.paragraph(paragraph);
    }
}
