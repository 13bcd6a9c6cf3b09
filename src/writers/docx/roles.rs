//! What a paragraph is, and the Word style that says so.

use crate::layout::{Style, TextStyle};

/// The part that a paragraph plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Body,
    Title,
    /// 0 to 3.
    Heading(u8),
    TableCaption,
    TableHeader,
    TableText,
    TableNote,
    ChartCaption,
    PictureCaption,
    Masthead,
    Issue,
    DocumentNumber,
    MastheadLine,
    Addressee,
    Attachment,
    Signature,
    Imprint,
    PageNumber,
}

/// A role's style: its id, by which programs know those of Word's own, and of these the
/// name in the file and in Chinese Word's list.
type Named = (Role, &'static str, Option<(&'static str, &'static str)>);

/// Every role, in the order of Word's list of styles.
///
/// A style of Word's own must carry its English name, or Word makes a second one.
pub(super) const ROLES: [Named; 21] = [
    (Role::Body, "Normal", Some(("Normal", "正文"))),
    (Role::Title, "Title", Some(("Title", "标题"))),
    (Role::Heading(0), "Heading1", Some(("heading 1", "标题 1"))),
    (Role::Heading(1), "Heading2", Some(("heading 2", "标题 2"))),
    (Role::Heading(2), "Heading3", Some(("heading 3", "标题 3"))),
    (Role::Heading(3), "Heading4", Some(("heading 4", "标题 4"))),
    (Role::TableCaption, "TableCaption", None),
    (Role::TableHeader, "TableHeader", None),
    (Role::TableText, "TableText", None),
    (Role::TableNote, "TableNote", None),
    (Role::ChartCaption, "ChartCaption", None),
    (Role::PictureCaption, "PictureCaption", None),
    (Role::Masthead, "Masthead", None),
    (Role::Issue, "Issue", None),
    (Role::DocumentNumber, "DocumentNumber", None),
    (Role::MastheadLine, "MastheadLine", None),
    (Role::Addressee, "Addressee", None),
    (Role::Attachment, "Attachment", None),
    (Role::Signature, "SignatureLine", None),
    (Role::Imprint, "Imprint", None),
    (Role::PageNumber, "Footer", Some(("footer", "页脚"))),
];

impl Role {
    /// The heading of that level, counted from 1; deeper ones look like the fourth.
    pub(super) fn heading(level: u8) -> Self {
        Self::Heading(level.clamp(1, 4) - 1)
    }

    /// How it looks.
    pub(super) fn style(self, style: &Style) -> &TextStyle {
        let text = &style.text;
        match self {
            Self::Body => &text.body,
            Self::Title => &text.title,
            Self::Heading(level) => {
                let [first, second, third, fourth] = &text.headings;
                match level {
                    0 => first,
                    1 => second,
                    2 => third,
                    _ => fourth,
                }
            }
            Self::TableCaption => &text.table_caption,
            Self::TableHeader => &text.table_header,
            Self::TableText => &text.table_text,
            Self::TableNote => &text.table_note,
            Self::ChartCaption => &text.chart_caption,
            Self::PictureCaption => &text.picture_caption,
            Self::Masthead => &text.masthead,
            Self::Issue => &text.issue,
            Self::DocumentNumber => &text.document_number,
            Self::MastheadLine => &text.masthead_line,
            Self::Addressee => &text.addressee,
            Self::Attachment => &text.attachment,
            Self::Signature => &text.signature,
            Self::Imprint => &text.imprint,
            Self::PageNumber => &style.page.number.style,
        }
    }

    /// The style's id.
    pub(super) fn id(self) -> &'static str {
        self.named().map_or("Normal", |(_, id, _)| id)
    }

    /// Word's own style that this is: its name in the file and in Chinese Word's list.
    pub(super) fn built_in(self) -> Option<(&'static str, &'static str)> {
        self.named().and_then(|(.., built_in)| built_in)
    }

    fn named(self) -> Option<Named> {
        ROLES.into_iter().find(|(role, ..)| *role == self)
    }

    /// Whether Enter at its end begins a paragraph of body text.
    pub(super) fn goes_on_as_body(self) -> bool {
        matches!(self, Self::Title | Self::Heading(_) | Self::Addressee)
    }

    /// Whether it names what stands beside it.
    pub(super) fn is_caption(self) -> bool {
        matches!(self, Self::TableCaption | Self::ChartCaption | Self::PictureCaption)
    }

    /// Whether it must not be parted from what comes next.
    pub(super) fn keeps_next(self) -> bool {
        matches!(self, Self::Heading(_) | Self::TableCaption)
    }
}
