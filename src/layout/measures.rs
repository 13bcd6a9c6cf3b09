//! Measures that follow from those of a style.

use super::{Page, PictureStyle, Style};

impl Style {
    /// Full-width characters of the title that fit on a line.
    pub fn title_characters(&self) -> usize {
        let width_pt = self.page.text_width_mm() / 25.4 * 72.0;
        // At least one: a title is longer than any that a style allows.
        (1..200)
            .take_while(|&count| f64::from(count) * self.text.title.size_pt <= width_pt)
            .map(|count: u8| usize::from(count))
            .last()
            .unwrap_or(1)
    }
}

impl Page {
    /// Width of the text area.
    pub fn text_width_mm(&self) -> f64 {
        self.width_mm - self.left_mm - self.right_mm
    }

    /// Height of the text area.
    pub fn text_height_mm(&self) -> f64 {
        self.height_mm - self.top_mm - self.bottom_mm
    }

    /// Distance of lines.
    pub fn line_mm(&self) -> f64 {
        self.text_height_mm() / f64::from(self.lines.max(1))
    }

    /// Distance of characters.
    pub fn character_mm(&self) -> f64 {
        self.text_width_mm() / f64::from(self.characters.max(1))
    }

    /// Paper and margins, each with where a section of a Word file has it: element and
    /// attribute, in twentieths of a point.
    pub fn of_section(&mut self) -> [(&mut f64, &'static str, &'static str); 6] {
        [
            (&mut self.width_mm, "w:pgSz", "w:w"),
            (&mut self.height_mm, "w:pgSz", "w:h"),
            (&mut self.top_mm, "w:pgMar", "w:top"),
            (&mut self.bottom_mm, "w:pgMar", "w:bottom"),
            (&mut self.left_mm, "w:pgMar", "w:left"),
            (&mut self.right_mm, "w:pgMar", "w:right"),
        ]
    }

    /// As many lines and characters of a distance as have room.
    pub fn refit(&mut self, line_mm: f64, character_mm: f64) {
        self.lines = whole(self.text_height_mm() / line_mm);
        self.characters = whole(self.text_width_mm() / character_mm);
    }

    /// The same paper a quarter to the left: what was its left side is the top, and as many
    /// lines and characters of the same size as then have room.
    #[must_use]
    pub fn turned(&self) -> Self {
        let mut page = Self {
            width_mm: self.height_mm,
            height_mm: self.width_mm,
            top_mm: self.left_mm,
            left_mm: self.bottom_mm,
            bottom_mm: self.right_mm,
            right_mm: self.top_mm,
            ..self.clone()
        };
        page.refit(self.line_mm(), self.character_mm());
        page
    }
}

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

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float saturates"
)]
fn whole(count: f64) -> u16 {
    (count + 0.01).clamp(1.0, 100.0) as u16
}

#[cfg(test)]
mod tests {
    use crate::layout::official;

    #[test]
    fn the_official_text_area_is_156_by_225_mm() {
        let page = official().page;
        assert_eq!((page.text_width_mm(), page.text_height_mm()), (156.0, 225.0));
    }

    #[test]
    fn the_official_title_has_20_characters_a_line() {
        assert_eq!(official().title_characters(), 20);
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
