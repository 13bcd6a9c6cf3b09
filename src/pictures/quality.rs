//! Pictures that will not look well in print although nothing is wrong with their files.

use crate::diagnostics::{Code, Place, Problem};

/// Below this, single pixels show at the distance at which one reads.
const DPI_MIN: f64 = 100.0;
/// A panorama is four times as wide as high at most.
const RATIO_MAX: f64 = 4.0;
/// Nothing can be made out on a narrower strip.
const SIDE_MM_MIN: f64 = 15.0;

/// What an editor should look at before a picture of so many pixels is printed so large,
/// both turned upright.
pub fn doubts(
    name: &str,
    place: &Place,
    (width_px, height_px): (u32, u32),
    (width_mm, height_mm): (f64, f64),
) -> Option<Problem> {
    let pixels = format!("{width_px}×{height_px} 像素");
    let millimetres = format!("{width_mm:.0}×{height_mm:.0} 毫米");
    let (width, height) = (f64::from(width_px.max(1)), f64::from(height_px.max(1)));
    let ratio = (width / height).max(height / width);
    if ratio > RATIO_MAX || width_mm.min(height_mm) < SIDE_MM_MIN {
        let message =
            format!("图片“{name}”过于狭长（{pixels}），印出来是 {millimetres}，会看不清");
        let problem = Problem::warning(Code::ODD_PICTURE, message).at(place.clone());
        return Some(problem.hint("截取要紧的部分，或拆成几张；不要与很宽的图并排"));
    }
    let dpi = width / (width_mm / 25.4);
    if dpi >= DPI_MIN {
        return None;
    }
    let needed = (width_mm / 25.4 * 300.0).ceil();
    let message = format!(
        "图片“{name}”只有 {pixels}，印成 {millimetres}只合 {dpi:.0} dpi，不足 {DPI_MIN:.0} dpi，会模糊"
    );
    let problem = Problem::warning(Code::COARSE_PICTURE, message).at(place.clone());
    Some(problem.hint(format!("换用原图，宽 {needed:.0} 像素最好；不要用缩略图或截图")))
}
