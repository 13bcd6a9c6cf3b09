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

/// Every role, in the order of Word's list of styles.
pub(super) const ROLES: [Role; 21] = [
    Role::Body,
    Role::Title,
    Role::Heading(0),
    Role::Heading(1),
    Role::Heading(2),
    Role::Heading(3),
    Role::TableCaption,
    Role::TableHeader,
    Role::TableText,
    Role::TableNote,
    Role::ChartCaption,
    Role::PictureCaption,
    Role::Masthead,
    Role::Issue,
    Role::DocumentNumber,
    Role::MastheadLine,
    Role::Addressee,
    Role::Attachment,
    Role::Signature,
    Role::Imprint,
    Role::PageNumber,
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

    /// The style's id; programs that read Word files know those of Word's own styles.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Body => "Normal",
            Self::Title => "Title",
            Self::Heading(0) => "Heading1",
            Self::Heading(1) => "Heading2",
            Self::Heading(2) => "Heading3",
            Self::Heading(_) => "Heading4",
            Self::TableCaption => "TableCaption",
            Self::TableHeader => "TableHeader",
            Self::TableText => "TableText",
            Self::TableNote => "TableNote",
            Self::ChartCaption => "ChartCaption",
            Self::PictureCaption => "PictureCaption",
            Self::Masthead => "Masthead",
            Self::Issue => "Issue",
            Self::DocumentNumber => "DocumentNumber",
            Self::MastheadLine => "MastheadLine",
            Self::Addressee => "Addressee",
            Self::Attachment => "Attachment",
            Self::Signature => "SignatureLine",
            Self::Imprint => "Imprint",
            Self::PageNumber => "Footer",
        }
    }

    /// Word's own style that this is: its name in the file and in Chinese Word's list.
    ///
    /// A style of Word's own must carry its English name, or Word makes a second one.
    pub(super) fn built_in(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Body => Some(("Normal", "正文")),
            Self::Title => Some(("Title", "标题")),
            Self::Heading(0) => Some(("heading 1", "标题 1")),
            Self::Heading(1) => Some(("heading 2", "标题 2")),
            Self::Heading(2) => Some(("heading 3", "标题 3")),
            Self::Heading(_) => Some(("heading 4", "标题 4")),
            Self::PageNumber => Some(("footer", "页脚")),
            Self::TableCaption
            | Self::TableHeader
            | Self::TableText
            | Self::TableNote
            | Self::ChartCaption
            | Self::PictureCaption
            | Self::Masthead
            | Self::Issue
            | Self::DocumentNumber
            | Self::MastheadLine
            | Self::Addressee
            | Self::Attachment
            | Self::Signature
            | Self::Imprint => None,
        }
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
