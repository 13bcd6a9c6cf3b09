//! The data that a chart of Word's own keeps: names and values of its points.

use super::Refusal;
use super::markup::{Markup, Piece};

/// Points that are read of a chart.
const POINTS_MAX: usize = 20_000;

/// Name and value of every point, series after series.
pub(super) fn points(part: &[u8]) -> Result<Vec<(String, String)>, Refusal> {
    let mut all = Vec::new();
    let (mut names, mut values): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let (mut within, mut in_value) = ("", false);
    let mut text = String::new();
    let mut markup = Markup::new(part);
    while let Some(piece) = markup.next()? {
        match piece {
            Piece::Open(element) => match element.name.as_str() {
                "c:cat" => within = "c:cat",
                "c:val" => within = "c:val",
                "c:v" => in_value = true,
                _ => {}
            },
            Piece::Text(words) if in_value => text.push_str(&words),
            Piece::Text(_) => {}
            Piece::Close(name) => match name.as_str() {
                "c:v" => {
                    in_value = false;
                    let words = std::mem::take(&mut text);
                    match within {
                        "c:cat" => names.push(words),
                        "c:val" => values.push(words),
                        _ => {}
                    }
                }
                "c:cat" | "c:val" => within = "",
                "c:ser" => {
                    all.extend(names.drain(..).zip(values.drain(..)));
                    names.clear();
                    values.clear();
                }
                _ => {}
            },
        }
        if names.len() + values.len() + all.len() > POINTS_MAX {
            return Err(Refusal::too_large("里面的图表数据过多"));
        }
    }
    Ok(all)
}
