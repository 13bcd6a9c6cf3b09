//! Sizes of pictures that stand side by side.

use super::PictureStyle;

impl PictureStyle {
    /// Printed width and height in mm of pictures that stand in a row, given their pixels.
    ///
    /// One alone is as wide as it may be. Several are equally high and, with the gaps,
    /// together as wide as the text area. None is higher than `height_mm`.
    pub fn row_mm(&self, sizes_px: &[(u32, u32)], text_width_mm: f64) -> Vec<(f64, f64)> {
        let ratio = |&(width, height): &(u32, u32)| {
            f64::from(width.max(1)) / f64::from(height.max(1))
        };
        let gaps = sizes_px.iter().skip(1).map(|_| self.gap_mm).sum::<f64>();
        let wide =
            if sizes_px.len() > 1 { text_width_mm - gaps } else { self.single_width_mm };
        let ratios = sizes_px.iter().map(ratio).sum::<f64>();
        let height = (wide / ratios).min(self.height_mm);
        sizes_px.iter().map(|size| (height * ratio(size), height)).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::layout::Style;

    fn official() -> Style {
        crate::yaml::read(
            include_str!("../../layouts/official/style.yaml"),
            std::path::Path::new("style.yaml"),
        )
        .unwrap()
    }

    #[test]
    fn a_tall_picture_is_narrowed_to_the_greatest_height() {
        // 90 mm high at 3:4 is 67.5 mm wide, less than the 110 mm it may have.
        let picture = official().picture;
        assert_eq!(picture.row_mm(&[(1800, 2400)], 156.0), [(67.5, 90.0)]);
    }

    #[test]
    fn pictures_in_a_row_are_equally_high_and_fill_the_text_area() {
        // 156 − 6 mm for ratios 3:4 and 3:2: 150 / 2.25 = 66⅔ mm high.
        let row = official().picture.row_mm(&[(1800, 2400), (1800, 1200)], 156.0);
        let tenths: Vec<_> = row
            .iter()
            .map(|(w, h)| ((w * 10.0).round(), (h * 10.0).round()))
            .collect();
        assert_eq!(tenths, [(500.0, 667.0), (1000.0, 667.0)]);
    }
}
