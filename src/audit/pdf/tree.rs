//! A PDF of this program as a manuscript: what its tags say is a heading, a paragraph, a
//! cell or a drawing.

use std::collections::BTreeMap;
use std::sync::Arc;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, ObjectIdentifier, String};

use super::fonts::Fonts;
use super::page::{Reader, decoded};
use crate::audit::manuscript::{self, Block, Cell, Drawing, Manuscript, Table};
use crate::audit::numbers::SEAM;

/// Tags within tags; typst makes a dozen.
const DEPTH_MAX: usize = 64;
/// Tags of a file; a bulletin of ten pages has two thousand.
const TAGS_MAX: usize = 200_000;

/// Reads a PDF of this program; none when another program made it, or it is broken.
pub(crate) fn manuscript(bytes: &[u8]) -> Option<Manuscript> {
    let pdf = Pdf::new(bytes.to_vec()).ok()?;
    let maker = pdf.metadata().creator.as_deref().unwrap_or_default();
    if maker != b"bulletin" {
        return None;
    }
    let fonts = Fonts::default();
    let mut texts = BTreeMap::new();
    for page in pdf.pages().iter() {
        let Some(id) = page.raw().obj_id() else { continue };
        for (mark, text) in Reader::new(page, &fonts).marked() {
            texts.insert((id, mark), text);
        }
    }
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let tags: Dict<'_> = root.get("StructTreeRoot")?;
    let mut tree = Tree {
        texts,
        left: TAGS_MAX,
        manuscript: Manuscript::default(),
        after_caption: None,
    };
    tree.blocks(&tags, 0);
    Some(tree.manuscript)
}

struct Tree {
    /// Words by page and mark.
    texts: BTreeMap<(ObjectIdentifier, i64), std::string::String>,
    /// So many tags may still be read.
    left: usize,
    manuscript: Manuscript,
    /// The block after the last caption: of a figure, which it should follow.
    after_caption: Option<usize>,
}

/// What stands under a tag.
enum Kid<'a> {
    Tag(Dict<'a>),
    Words(std::string::String),
}

impl Tree {
    fn blocks(&mut self, tag: &Dict<'_>, depth: usize) {
        let kind = kind(tag);
        match kind.as_str() {
            "Title" | "P" | "Caption" | "Lbl" | "LBody" => {
                let text = self.text(tag, depth);
                self.manuscript.paragraph(text);
                let blocks = self.manuscript.blocks.len();
                self.after_caption = (kind == "Caption").then_some(blocks);
            }
            "H1" | "H2" | "H3" | "H4" | "H5" | "H6" => {
                let text = self.text(tag, depth);
                self.manuscript.heading(text);
            }
            "Table" => self.table(tag, depth),
            kind => {
                let at = self.manuscript.blocks.len();
                let is_captioned = self.after_caption == Some(at);
                let at = at.saturating_sub(usize::from(is_captioned));
                let mut words = std::string::String::new();
                for kid in self.kids(tag, depth) {
                    match kid {
                        Kid::Tag(inner) => self.blocks(&inner, depth + 1),
                        // Words of two stretches of a drawing do not belong together.
                        Kid::Words(text) => {
                            words.extend((kind == "Figure").then_some(SEAM));
                            words.push_str(&text);
                        }
                    }
                }
                if kind == "Figure" {
                    let alt = tag.get::<String<'_>>("Alt");
                    let drawing = alt.map(|alt| drawing(&alt, &words));
                    drawing
                        .into_iter()
                        .for_each(|it| self.manuscript.blocks.insert(at, it));
                } else if !words.trim().is_empty() {
                    self.manuscript.paragraph(plain(&words));
                }
            }
        }
    }

    fn table(&mut self, tag: &Dict<'_>, depth: usize) {
        let mut rows: Vec<(bool, Vec<Cell>)> = Vec::new();
        self.rows(tag, depth, &mut rows);
        let header_rows = rows.iter().take_while(|(is_header, _)| *is_header).count();
        let rows = rows.into_iter().map(|(_, cells)| cells).collect();
        self.manuscript.blocks.push(Block::Table(Table { header_rows, rows }));
    }

    /// The rows of a table; its caption goes before it.
    fn rows(&mut self, tag: &Dict<'_>, depth: usize, rows: &mut Vec<(bool, Vec<Cell>)>) {
        for kid in self.kids(tag, depth) {
            let Kid::Tag(inner) = kid else { continue };
            match kind(&inner).as_str() {
                "TR" => {
                    let above = rows.last().map(|(_, cells)| cells.clone());
                    let row = self.row(&inner, depth + 1, above.as_deref());
                    rows.push(row);
                }
                "Caption" => self.blocks(&inner, depth + 1),
                _ => self.rows(&inner, depth + 1, rows),
            }
        }
    }

    /// A row, and whether all of it is header. A cell without words shares the label of
    /// the one above: a figure without value is printed as —.
    fn row(
        &mut self,
        tag: &Dict<'_>,
        depth: usize,
        above: Option<&[Cell]>,
    ) -> (bool, Vec<Cell>) {
        let mut cells = Vec::new();
        let mut is_header = true;
        for kid in self.kids(tag, depth) {
            let Kid::Tag(inner) = kid else { continue };
            is_header &= kind(&inner) == "TH";
            let text = self.text(&inner, depth + 1);
            let above = above.and_then(|above| above.get(cells.len()));
            cells.push(match above.filter(|_| text.trim().is_empty()) {
                Some(above) => {
                    let text = Arc::clone(&above.text);
                    Cell { is_continued: true, ..Cell::new(&text) }
                }
                None => Cell::new(text.trim()),
            });
        }
        (is_header, cells)
    }

    /// All words under a tag.
    fn text(&mut self, tag: &Dict<'_>, depth: usize) -> std::string::String {
        let mut text = std::string::String::new();
        for kid in self.kids(tag, depth) {
            match kid {
                Kid::Words(words) => text.push_str(&plain(&words)),
                Kid::Tag(inner) => text.push_str(&self.text(&inner, depth + 1)),
            }
        }
        text
    }

    fn kids<'a>(&mut self, tag: &Dict<'a>, depth: usize) -> Vec<Kid<'a>> {
        let page = tag.get_ref("Pg").map(ObjectIdentifier::from);
        let kids: Vec<Object<'a>> = match tag.get::<Object<'a>>("K") {
            Some(Object::Array(kids)) => Array::iter::<Object<'a>>(&kids).collect(),
            Some(kid) if depth < DEPTH_MAX => vec![kid],
            Some(_) | None => Vec::new(),
        };
        if depth >= DEPTH_MAX || kids.len() > self.left {
            return Vec::new();
        }
        self.left -= kids.len();
        let words = |page: Option<ObjectIdentifier>, mark: Number| {
            let text = self.texts.get(&(page?, mark.as_i64()))?;
            Some(Kid::Words(text.clone()))
        };
        #[expect(clippy::wildcard_enum_match_arm, reason = "other kids say nothing")]
        let kid = |kid| match kid {
            Object::Number(mark) => words(page, mark),
            Object::Dict(inner) => match inner.get::<Number>("MCID") {
                Some(mark) => {
                    let own = inner.get_ref("Pg").map(ObjectIdentifier::from);
                    words(own.or(page), mark)
                }
                None => Some(Kid::Tag(inner)),
            },
            _ => None,
        };
        kids.into_iter().filter_map(kid).collect()
    }
}

fn drawing(alt: &String<'_>, words: &str) -> Block {
    let drawn = Some(manuscript::plain(words));
    Block::Drawing(Drawing { drawn, ..Drawing::new(&plain(&decoded(alt.as_bytes()))) })
}

fn kind(tag: &Dict<'_>) -> std::string::String {
    let name = tag.get::<Name<'_>>("S");
    name.map(|name| name.as_str().to_owned()).unwrap_or_default()
}

/// Words as one line: where it was broken is no part of them.
fn plain(text: &str) -> std::string::String {
    manuscript::plain(text).replace(SEAM, "")
}
