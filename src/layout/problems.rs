//! Values of a style that cannot be printed: out of range, or naming what does not exist.
//!
//! Every problem is found at once; the loader of a layout adds file and line.

use std::ops::RangeInclusive;

use super::{
    ChartStyle, ContentsStyle, Face, FrameStyle, Page, PictureStyle, Style, TableStyle,
    TextStyle, fonts, glyphs,
};
use crate::diagnostics::nearest;

/// A value of style.yaml that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StyleProblem {
    /// Path of the value: “text.body.size_pt”, “text.headings[0].face”.
    pub key: String,
    /// In Chinese: what was found and what is expected.
    pub problem: String,
}

/// Lengths that may be nothing, in mm and pt.
const GAP_MM: RangeInclusive<f64> = 0.0..=200.0;
const GAP_PT: RangeInclusive<f64> = 0.0..=600.0;
const RULE: RangeInclusive<f64> = 0.0..=20.0;
const SIZE_PT: RangeInclusive<f64> = 1.0..=300.0;
const CHARACTERS: RangeInclusive<f64> = 0.0..=20.0;
const DPI: RangeInclusive<f64> = 36.0..=1200.0;

impl Style {
    /// Every value that cannot be printed, in the order of style.yaml.
    pub fn problems(&self) -> Vec<StyleProblem> {
        let Self {
            based_on: _,
            page,
            faces,
            text,
            frame,
            table,
            chart,
            picture,
            word: _,
            contents,
            own_fonts: _,
        } = self;
        let mut check = Check { style: self, found: Vec::new() };
        check.page(page);
        for (name, face) in faces {
            check.a_face(&format!("faces.{name}"), face);
        }
        for (key, style) in text.all() {
            check.text_style(&format!("text.{key}"), style);
        }
        check.frame(frame);
        check.table(table);
        check.chart(chart);
        check.picture(picture);
        if let Some(ContentsStyle { over_pages, .. }) = contents {
            check.range("contents.over_pages", f64::from(*over_pages), &(1.0..=1000.0));
        }
        check.found
    }
}

struct Check<'a> {
    style: &'a Style,
    found: Vec<StyleProblem>,
}

impl Check<'_> {
    fn page(&mut self, page: &Page) {
        let Page {
            width_mm,
            height_mm,
            top_mm,
            bottom_mm,
            left_mm,
            right_mm,
            lines,
            characters,
            mirrored: _,
            number,
        } = page;
        self.range("page.width_mm", *width_mm, &(50.0..=1000.0));
        self.range("page.height_mm", *height_mm, &(50.0..=1000.0));
        let margins = [
            ("top", top_mm),
            ("bottom", bottom_mm),
            ("left", left_mm),
            ("right", right_mm),
        ];
        for (side, margin) in margins {
            self.range(&format!("page.{side}_mm"), *margin, &(0.0..=500.0));
        }
        for (side, left) in
            [("width_mm", page.text_width_mm()), ("height_mm", page.text_height_mm())]
        {
            if left < 20.0 {
                self.add(
                    &format!("page.{side}"),
                    format!("除去页边后版心只剩 {left} 毫米，至少要有 20 毫米"),
                );
            }
        }
        self.range("page.lines", f64::from(*lines), &(1.0..=100.0));
        self.range("page.characters", f64::from(*characters), &(1.0..=100.0));
        self.text_style("page.number.style", &number.style);
        self.range("page.number.below_mm", number.below_mm, &GAP_MM);
        self.range("page.number.inset_characters", number.inset_characters, &CHARACTERS);
    }

    fn a_face(&mut self, key: &str, face: &Face) {
        let Face { word, word_alt: _, word_rare: _, word_latin, pdf, weight, features } =
            face;
        for (name, font) in [("word", word), ("word_latin", word_latin)] {
            if font.trim().is_empty() {
                self.add(&format!("{key}.{name}"), "应写字体名称，现在是空的");
            }
        }
        self.range(&format!("{key}.weight"), f64::from(*weight), &(100.0..=900.0));
        if pdf.is_empty() {
            self.add(&format!("{key}.pdf"), "至少要有一种字体");
        }
        for (index, font) in pdf.iter().enumerate() {
            self.family(&format!("{key}.pdf[{index}].name"), &font.name);
            if let Some(covers) = &font.covers {
                self.covers(&format!("{key}.pdf[{index}].covers"), covers);
            }
        }
        for (index, feature) in features.iter().enumerate() {
            if feature.len() != 4 || !feature.bytes().all(|b| b.is_ascii_alphanumeric()) {
                self.add(
                    &format!("{key}.features[{index}]"),
                    format!("“{feature}”不是 OpenType 特性，应为四个字母或数字，如 fwid"),
                );
            }
        }
    }

    fn family(&mut self, key: &str, name: &str) {
        if self.style.has_font(name) {
            return;
        }
        let families = fonts::FONTS.iter().map(|font| font.family);
        let meant = nearest(name, families)
            .map_or_else(String::new, |family| format!("，是否“{family}”"));
        self.add(
            key,
            format!("程序没有附带字体“{name}”，版式的 fonts 文件夹和本机都没有{meant}"),
        );
    }

    fn covers(&mut self, key: &str, covers: &str) {
        if covers == glyphs::LATIN_IN_CJK {
            return;
        }
        let is_class = covers.starts_with('[') && covers.ends_with(']')
            || covers.starts_with('\\')
            || covers.chars().count() == 1;
        if !is_class || regex::Regex::new(covers).is_err() {
            self.add(
                key,
                format!(
                    "“{covers}”应为 latin-in-cjk 或写在方括号里的一组字符，如 \"[，。]\""
                ),
            );
        }
    }

    fn text_style(&mut self, key: &str, style: &TextStyle) {
        let TextStyle {
            name,
            face,
            size_pt,
            bold: _,
            colour,
            align: _,
            indent_characters,
            line_pt,
            before_pt,
            after_pt,
        } = style;
        if name.trim().is_empty() {
            self.add(&format!("{key}.name"), "应写样式名称，现在是空的");
        }
        self.named_face(&format!("{key}.face"), face);
        self.range(&format!("{key}.size_pt"), *size_pt, &SIZE_PT);
        if let Some(colour) = colour {
            self.colour(&format!("{key}.colour"), colour);
        }
        self.range(&format!("{key}.indent_characters"), *indent_characters, &CHARACTERS);
        if let Some(line) = line_pt
            && SIZE_PT.contains(size_pt)
        {
            self.range(&format!("{key}.line_pt"), *line, &(*size_pt..=600.0));
        }
        self.range(&format!("{key}.before_pt"), *before_pt, &GAP_PT);
        self.range(&format!("{key}.after_pt"), *after_pt, &GAP_PT);
    }

    fn frame(&mut self, frame: &FrameStyle) {
        let FrameStyle {
            masthead_top_mm,
            masthead_rule_gap_mm,
            masthead_rule_pt,
            masthead_rule_colour,
            title_gap_pt,
            signature_before_pt,
            signature_inset_characters,
            imprint_outer_rule_mm,
            imprint_inner_rule_mm,
            imprint_on_even_page: _,
            imprint_inset_characters,
            draft_colour,
            draft_size_pt,
        } = frame;
        self.range("frame.masthead_top_mm", *masthead_top_mm, &GAP_MM);
        self.range("frame.masthead_rule_gap_mm", *masthead_rule_gap_mm, &GAP_MM);
        self.range("frame.masthead_rule_pt", *masthead_rule_pt, &RULE);
        self.colour("frame.masthead_rule_colour", masthead_rule_colour);
        self.range("frame.title_gap_pt", *title_gap_pt, &GAP_PT);
        self.range("frame.signature_before_pt", *signature_before_pt, &GAP_PT);
        let inset = *signature_inset_characters;
        self.range("frame.signature_inset_characters", inset, &CHARACTERS);
        self.range("frame.imprint_outer_rule_mm", *imprint_outer_rule_mm, &RULE);
        self.range("frame.imprint_inner_rule_mm", *imprint_inner_rule_mm, &RULE);
        let inset = *imprint_inset_characters;
        self.range("frame.imprint_inset_characters", inset, &CHARACTERS);
        self.colour("frame.draft_colour", draft_colour);
        self.range("frame.draft_size_pt", *draft_size_pt, &SIZE_PT);
    }

    fn table(&mut self, table: &TableStyle) {
        let TableStyle { outer_rule_pt, inner_rule_pt, padding_mm, row_mm, header_fill } =
            table;
        self.range("table.outer_rule_pt", *outer_rule_pt, &RULE);
        self.range("table.inner_rule_pt", *inner_rule_pt, &RULE);
        self.range("table.padding_mm", *padding_mm, &RULE);
        self.range("table.row_mm", *row_mm, &(0.0..=100.0));
        if let Some(fill) = header_fill {
            self.colour("table.header_fill", fill);
        }
    }

    fn chart(&mut self, chart: &ChartStyle) {
        let ChartStyle {
            charts: _,
            width_mm,
            height_mm,
            face,
            size_pt,
            colours,
            mark,
            rule,
            dpi,
        } = chart;
        self.in_text_area("chart.width_mm", *width_mm, self.style.page.text_width_mm());
        self.in_text_area(
            "chart.height_mm",
            *height_mm,
            self.style.page.text_height_mm(),
        );
        self.named_face("chart.face", face);
        self.range("chart.size_pt", *size_pt, &SIZE_PT);
        if colours.is_empty() {
            self.add("chart.colours", "至少要有一种颜色");
        }
        for (index, colour) in colours.iter().enumerate() {
            self.colour(&format!("chart.colours[{index}]"), colour);
        }
        self.colour("chart.mark", mark);
        self.colour("chart.rule", rule);
        self.range("chart.dpi", *dpi, &DPI);
    }

    fn picture(&mut self, picture: &PictureStyle) {
        let PictureStyle { single_width_mm, height_mm, gap_mm, dpi } = picture;
        let (width, height) =
            (self.style.page.text_width_mm(), self.style.page.text_height_mm());
        self.in_text_area("picture.single_width_mm", *single_width_mm, width);
        self.in_text_area("picture.height_mm", *height_mm, height);
        self.range("picture.gap_mm", *gap_mm, &(0.0..=50.0));
        self.range("picture.dpi", *dpi, &DPI);
    }

    fn named_face(&mut self, key: &str, name: &str) {
        if self.style.faces.contains_key(name) {
            return;
        }
        let names: Vec<&str> = self.style.faces.keys().map(String::as_str).collect();
        self.add(key, format!("“{name}”不在 faces 之中，可用的有：{}", names.join("、")));
    }

    fn colour(&mut self, key: &str, colour: &str) {
        if colour.len() != 6 || !colour.bytes().all(|b| b.is_ascii_hexdigit()) {
            self.add(key, format!("“{colour}”不是颜色，应为六位十六进制数，如 E60012"));
        }
    }

    /// A length that must fit between the margins; those have problems of their own.
    fn in_text_area(&mut self, key: &str, value: f64, most: f64) {
        // Margins are given in decimals that binary fractions miss by a hair.
        self.range(key, value, &(10.0..=(most.max(20.0) * 1e6).round() / 1e6));
    }

    fn range(&mut self, key: &str, value: f64, range: &RangeInclusive<f64>) {
        if !range.contains(&value) {
            let (least, most) = (range.start(), range.end());
            self.add(key, format!("应在 {least} 到 {most} 之间，写的是 {value}"));
        }
    }

    fn add(&mut self, key: &str, problem: impl Into<String>) {
        self.found
            .push(StyleProblem { key: key.to_owned(), problem: problem.into() });
    }
}

#[cfg(test)]
mod tests {
    use crate::layout::official;

    #[test]
    fn the_official_style_has_no_problems() {
        assert_eq!(official().problems(), []);
    }

    #[test]
    fn every_problem_is_found_at_once_with_its_key() {
        let mut style = official();
        style.page.right_mm = 170.0;
        style.text.body.size_pt = 0.0;
        style.text.headings[1].face = "kaiti".to_owned();
        style.text.title.line_pt = Some(20.0);
        style.table.row_mm = f64::NAN;
        style.chart.mark = "red".to_owned();
        let song = style.faces.get_mut("song").unwrap();
        song.pdf[1].name = "GW Song".to_owned();
        song.pdf[2].covers = Some("[，。".to_owned());
        let keys: Vec<String> =
            style.problems().into_iter().map(|problem| problem.key).collect();
        let expected = [
            "page.width_mm",
            "faces.song.pdf[1].name",
            "faces.song.pdf[2].covers",
            "text.title.line_pt",
            "text.headings[1].face",
            "text.body.size_pt",
            "table.row_mm",
            "chart.width_mm",
            "chart.mark",
            "picture.single_width_mm",
        ];
        assert_eq!(keys, expected);
    }

    #[test]
    fn an_unknown_family_comes_with_the_nearest() {
        let mut style = official();
        style.faces.get_mut("hei").unwrap().pdf[0].name = "GW Hei".to_owned();
        assert_eq!(
            style.problems()[0].problem,
            "程序没有附带字体“GW Hei”，版式的 fonts 文件夹和本机都没有，是否“GW Hei SC”"
        );
    }
}
