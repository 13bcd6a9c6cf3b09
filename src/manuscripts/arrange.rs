//! Which paragraph is the title, which is a caption, and where pictures stand.

use super::body::Piece;
use super::package::{Package, Role};
use super::{LeftOut, Manuscript, ManuscriptPicture, Refusal};

/// A caption is a line.
const CAPTION_CHARACTERS_MAX: usize = 40;

/// Puts the pieces of a body in order.
pub(super) fn arrange(
    pieces: Vec<Piece>,
    package: &mut Package<'_>,
) -> Result<Manuscript, Refusal> {
    let title = title(&pieces);
    let mut manuscript = Manuscript::default();
    // Pictures that wait for the paragraph under them, which may be their caption.
    let mut is_under_picture = false;
    for (index, piece) in pieces.into_iter().enumerate() {
        match piece {
            Piece::Paragraph { text, .. } if Some(index) == title => {
                manuscript.title = text;
            }
            Piece::Paragraph { text, role, is_centred } => {
                let caption =
                    caption(&text, role, is_centred).filter(|_| is_under_picture);
                match (caption, manuscript.pictures.last_mut()) {
                    (Some(caption), Some(picture)) => picture.caption = Some(caption),
                    _ => manuscript.paragraphs.push(text),
                }
                is_under_picture = false;
            }
            Piece::Picture { id, alt } => {
                is_under_picture |= take(&mut manuscript, package, &id, alt)?;
            }
            Piece::Other(what) => leave(&mut manuscript, what),
        }
    }
    Ok(manuscript)
}

/// The piece that is the title.
fn title(pieces: &[Piece]) -> Option<usize> {
    let with = |wanted: Option<Role>| {
        pieces.iter().position(|piece| {
            matches!(piece, Piece::Paragraph { role, .. } if wanted.is_none() || *role == wanted)
        })
    };
    with(Some(Role::Title))
        .or_else(|| with(Some(Role::Heading)))
        .or_else(|| with(None))
}

/// The words of a paragraph that is a caption.
fn caption(text: &str, role: Option<Role>, is_centred: bool) -> Option<String> {
    let is_line = text.chars().count() <= CAPTION_CHARACTERS_MAX && !text.ends_with('。');
    let bare = without_number(text);
    let is_caption =
        role == Some(Role::Caption) || (is_line && (is_centred || bare != text));
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

/// Takes a picture over; whether it could be.
fn take(
    manuscript: &mut Manuscript,
    package: &mut Package<'_>,
    id: &str,
    alt: Option<String>,
) -> Result<bool, Refusal> {
    let Some((name, bytes)) = package.picture(id)? else {
        leave(manuscript, "链接到别处的图片");
        return Ok(false);
    };
    let extension = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    let what = match extension.as_str() {
        "wmf" => Some("WMF 格式的图片"),
        "emf" => Some("EMF 格式的图片"),
        "svg" => Some("SVG 格式的图片"),
        _ => None,
    };
    if let Some(what) = what {
        leave(manuscript, what);
        return Ok(false);
    }
    let after = manuscript.paragraphs.len();
    manuscript
        .pictures
        .push(ManuscriptPicture { bytes, caption: None, alt, after });
    Ok(true)
}

fn leave(manuscript: &mut Manuscript, what: &'static str) {
    let place = match manuscript.paragraphs.last() {
        None => "正文之前".to_owned(),
        Some(last) => {
            let start: String = last.chars().take(8).collect();
            format!("第{}段“{start}…”处", manuscript.paragraphs.len())
        }
    };
    let left_out = LeftOut { what, place };
    if !manuscript.left_out.contains(&left_out) {
        manuscript.left_out.push(left_out);
    }
}
