//! The face in which a text of a document is set.

use crate::document::Role;
use crate::layout::Style;

/// Key of the face of a role; none for what is read out but not printed.
pub(super) fn face(role: Role, style: &Style) -> Option<&str> {
    let text = &style.text;
    let style = match role {
        Role::Property | Role::Alternative => return None,
        Role::ChartText => return Some(&style.chart.face),
        Role::Masthead => &text.masthead,
        Role::Issue => &text.issue,
        Role::DocumentNumber => &text.document_number,
        Role::MastheadLine => &text.masthead_line,
        Role::Title | Role::DraftMark => &text.title,
        Role::Addressee => &text.addressee,
        Role::Heading(level) => {
            let at = usize::from(level).saturating_sub(1);
            text.headings.get(at).unwrap_or(&text.body)
        }
        Role::Body | Role::Contents | Role::DraftOpen => &text.body,
        Role::TableCaption => &text.table_caption,
        Role::TableHeader => &text.table_header,
        Role::TableText => &text.table_text,
        Role::TableNote | Role::Footnote => &text.table_note,
        Role::ChartCaption => &text.chart_caption,
        Role::PictureCaption => &text.picture_caption,
        Role::Attachment => &text.attachment,
        Role::Signature => &text.signature,
        Role::Imprint => &text.imprint,
        Role::DraftHeading => &text.headings[0],
    };
    Some(&style.face)
}
