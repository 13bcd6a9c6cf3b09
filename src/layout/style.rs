//! style.yaml: every measure, face, size, colour and spacing of a layout; both writers
//! and `drawing` read looks from here and nowhere else.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a bulletin looks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// The built-in layout whose style this one changes.
    #[serde(skip_serializing)]
    pub based_on: Option<String>,
    /// Paper, text area and page number.
    pub page: Page,
    /// Type faces by the name under which `text` refers to them.
    pub faces: BTreeMap<String, Face>,
    /// Paragraph styles.
    pub text: TextStyles,
    /// Places and rules of masthead, signature and imprint.
    pub frame: FrameStyle,
    /// Rules and padding of tables.
    pub table: TableStyle,
    /// Size and colours of charts.
    pub chart: ChartStyle,
    /// Sizes of editors' pictures.
    pub picture: PictureStyle,
    /// What the Word file holds beside what it shows.
    #[serde(default)]
    pub word: WordStyle,
    /// When a document has lists of contents; never when absent.
    pub contents: Option<ContentsStyle>,
    /// The fonts in the layout's folder.
    #[serde(skip)]
    pub own_fonts: Vec<super::OwnFont>,
}

/// What the Word file holds beside what it shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WordStyle {
    /// Every figure stands in a content control that knows its name. Off unless asked for:
    /// LibreOffice makes a form field of each in the PDF that it exports.
    #[serde(default)]
    pub controls: bool,
}

/// Lists of contents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContentsStyle {
    /// A document of more pages has them.
    pub over_pages: u16,
    /// Over the list of headings.
    pub heading: String,
    /// Over the list of tables; none when absent.
    pub tables: Option<String>,
}

/// Paper and text area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Paper width.
    pub width_mm: f64,
    /// Paper height.
    pub height_mm: f64,
    /// Margin above the text area.
    pub top_mm: f64,
    /// Margin under the text area.
    pub bottom_mm: f64,
    /// Margin on the binding side.
    pub left_mm: f64,
    /// Margin on the other side.
    pub right_mm: f64,
    /// Lines of body text a page.
    pub lines: u16,
    /// Characters of body text a line.
    pub characters: u16,
    /// Whether the binding side is at the right on even pages: for sheets printed on both
    /// sides and bound.
    #[serde(default)]
    pub mirrored: bool,
    /// The page number.
    pub number: PageNumber,
}

/// The page number: odd pages right, even pages left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PageNumber {
    /// Its text style.
    pub style: TextStyle,
    /// What stands before the number.
    pub before: String,
    /// What stands after the number.
    pub after: String,
    /// From the foot of the text area to the top of the dashes.
    pub below_mm: f64,
    /// From the outer edge, in characters of its own size.
    pub inset_characters: f64,
}

/// A role of type: what Word names and what the PDF embeds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Face {
    /// East Asian font named in the Word file.
    pub word: String,
    /// Its `altName` in Word's font table.
    pub word_alt: Option<String>,
    /// Font that Word takes for hanzi outside GB 2312, where `word` lacks them.
    pub word_rare: Option<String>,
    /// Font for Latin letters and digits in the Word file.
    pub word_latin: String,
    /// Fonts of the PDF, tried in order for each character.
    pub pdf: Vec<PdfFont>,
    /// Weight of the PDF fonts, 100 to 900.
    pub weight: u16,
    /// OpenType features of the PDF fonts.
    #[serde(default)]
    pub features: Vec<String>,
}

/// A family in the PDF's chain of fonts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PdfFont {
    /// Family name as typst knows it.
    pub name: String,
    /// Only for these characters: `latin-in-cjk` or a regular expression.
    pub covers: Option<String>,
}

/// The paragraph styles of a bulletin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TextStyles {
    /// The title.
    pub title: TextStyle,
    /// Headings of level 1 to 4.
    pub headings: [TextStyle; 4],
    /// Body text.
    pub body: TextStyle,
    /// Above a table.
    pub table_caption: TextStyle,
    /// The header row of a table.
    pub table_header: TextStyle,
    /// The cells of a table.
    pub table_text: TextStyle,
    /// Under a table.
    pub table_note: TextStyle,
    /// Under a chart.
    pub chart_caption: TextStyle,
    /// Under a picture.
    pub picture_caption: TextStyle,
    /// The name in the masthead.
    pub masthead: TextStyle,
    /// The issue line under it.
    pub issue: TextStyle,
    /// The document number under that.
    pub document_number: TextStyle,
    /// The line with office and date above the rule.
    pub masthead_line: TextStyle,
    /// The addressee.
    pub addressee: TextStyle,
    /// The list of attachments.
    pub attachment: TextStyle,
    /// Signature and date.
    pub signature: TextStyle,
    /// The rows of the imprint.
    pub imprint: TextStyle,
}

/// A paragraph style.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TextStyle {
    /// Its name in Word: “标题 1”.
    pub name: String,
    /// A key of `faces`.
    pub face: String,
    /// Size of the type.
    pub size_pt: f64,
    /// Whether a bold weight is wanted.
    #[serde(default)]
    pub bold: bool,
    /// `RRGGBB`; black when absent.
    pub colour: Option<String>,
    /// Where lines stand.
    #[serde(default)]
    pub align: TextAlign,
    /// First-line indent in characters of its own size.
    #[serde(default)]
    pub indent_characters: f64,
    /// Exact distance of lines; the page's grid when absent.
    pub line_pt: Option<f64>,
    /// Space above.
    #[serde(default)]
    pub before_pt: f64,
    /// Space below.
    #[serde(default)]
    pub after_pt: f64,
}

/// Where the lines of a paragraph stand.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum TextAlign {
    /// Both edges straight, the last line at the left.
    #[default]
    Justify,
    /// At the left.
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

/// Places and rules of what stands around the body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FrameStyle {
    /// From the top of the text area to the top of the masthead.
    pub masthead_top_mm: f64,
    /// From the last line of the masthead to the rule under it.
    pub masthead_rule_gap_mm: f64,
    /// Thickness of that rule.
    pub masthead_rule_pt: f64,
    /// `RRGGBB` of that rule.
    pub masthead_rule_colour: String,
    /// Free space between the rule and the title.
    pub title_gap_pt: f64,
    /// Space above the signature.
    pub signature_before_pt: f64,
    /// From the right edge to the signature, in characters.
    pub signature_inset_characters: f64,
    /// Thickness of the imprint's first and last rule.
    pub imprint_outer_rule_mm: f64,
    /// Thickness of the imprint's other rules.
    pub imprint_inner_rule_mm: f64,
    /// Whether the imprint stands on an even page, the back of the last sheet.
    #[serde(default)]
    pub imprint_on_even_page: bool,
    /// From each edge to the imprint's text, in characters.
    pub imprint_inset_characters: f64,
    /// `RRGGBB` of the mark across a draft's pages.
    pub draft_colour: String,
    /// Size of that mark.
    pub draft_size_pt: f64,
}

/// Rules and padding of tables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TableStyle {
    /// Thickness of the outer rules.
    pub outer_rule_pt: f64,
    /// Thickness of the inner rules.
    pub inner_rule_pt: f64,
    /// Padding left and right of a cell's text.
    pub padding_mm: f64,
    /// Least height of a row.
    pub row_mm: f64,
    /// `RRGGBB` behind the header row; none when absent.
    pub header_fill: Option<String>,
}

/// Size, faces and colours of charts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChartStyle {
    /// How charts get into the Word file.
    #[serde(default)]
    pub charts: ChartKind,
    /// Width of the chart.
    pub width_mm: f64,
    /// Height of a chart of upright columns or lines; bars grow with their number.
    pub height_mm: f64,
    /// A key of `faces`; its first PDF font draws the text.
    pub face: String,
    /// Size of labels and values.
    pub size_pt: f64,
    /// `RRGGBB` of the series in order.
    pub colours: Vec<String>,
    /// `RRGGBB` of the own, marked category.
    pub mark: String,
    /// `RRGGBB` of axes and grid.
    pub rule: String,
    /// Resolution of the picture in the Word file.
    pub dpi: f64,
}

/// What a chart is in the Word file.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// A drawn picture, the same as in the PDF.
    #[default]
    Drawn,
    /// A chart of Word's own with its data.
    Native,
}

/// Sizes of editors' pictures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PictureStyle {
    /// Greatest width of a picture that stands alone.
    pub single_width_mm: f64,
    /// Greatest height of any picture.
    pub height_mm: f64,
    /// Between pictures side by side; together they are as wide as the text area.
    pub gap_mm: f64,
    /// Greatest resolution at the printed size.
    pub dpi: f64,
}

impl TextStyles {
    /// Every paragraph style with its key under `text`, in the order of style.yaml.
    pub fn all(&self) -> impl Iterator<Item = (String, &TextStyle)> {
        let Self {
            title,
            headings,
            body,
            table_caption,
            table_header,
            table_text,
            table_note,
            chart_caption,
            picture_caption,
            masthead,
            issue,
            document_number,
            masthead_line,
            addressee,
            attachment,
            signature,
            imprint,
        } = self;
        let levels = headings.iter().enumerate();
        let others = [
            ("body", body),
            ("table_caption", table_caption),
            ("table_header", table_header),
            ("table_text", table_text),
            ("table_note", table_note),
            ("chart_caption", chart_caption),
            ("picture_caption", picture_caption),
            ("masthead", masthead),
            ("issue", issue),
            ("document_number", document_number),
            ("masthead_line", masthead_line),
            ("addressee", addressee),
            ("attachment", attachment),
            ("signature", signature),
            ("imprint", imprint),
        ];
        std::iter::once(("title".to_owned(), title))
            .chain(levels.map(|(level, style)| (format!("headings[{level}]"), style)))
            .chain(others.into_iter().map(|(key, style)| (key.to_owned(), style)))
    }
}

/// The official style, for unit tests everywhere.
#[cfg(test)]
pub(crate) fn official() -> Style {
    crate::yaml::read(
        include_str!("../../layouts/official/style.yaml"),
        std::path::Path::new("style.yaml"),
    )
    .unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_style_names_a_face_that_exists() {
        let Style { page, faces, text, chart, .. } = official();
        let mut named = vec![page.number.style.face, chart.face];
        named.extend(text.headings.map(|heading| heading.face));
        named.extend([text.title.face, text.body.face, text.table_text.face]);
        for name in named {
            assert!(faces.contains_key(&name), "{name}");
        }
    }
}
