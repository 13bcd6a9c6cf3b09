//! Number formats of a workbook, as far as they tell what a number means.

use std::collections::BTreeMap;

use super::super::Refusal;
use crate::files::{Tag, attribute, each_tag};

/// What a number of a cell stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Meaning {
    Number,
    /// A day and its time.
    Moment,
    /// Shown as a hundred times the number.
    Percent,
    /// Shown with zeros in front, up to so many digits.
    Zeros(usize),
}

/// What the numbers of each cell style mean.
#[derive(Default)]
pub(super) struct Styles(Vec<Meaning>);

impl Styles {
    pub(super) fn parse(xml: &str) -> Result<Self, Refusal> {
        let mut formats = BTreeMap::<u32, Meaning>::new();
        let mut styles = Vec::new();
        let mut is_of_cells = false;
        each_tag::<Refusal>(xml, |tag| {
            match tag {
                Tag::Opens(tag) => match tag.local_name().as_ref() {
                    b"numFmt" => {
                        let id =
                            attribute(tag, "numFmtId").and_then(|id| id.parse().ok());
                        let code = attribute(tag, "formatCode");
                        if let (Some(id), Some(code)) = (id, code) {
                            formats.insert(id, custom(&code));
                        }
                    }
                    b"cellXfs" => is_of_cells = true,
                    b"xf" if is_of_cells => {
                        let id =
                            attribute(tag, "numFmtId").and_then(|id| id.parse().ok());
                        let id = id.unwrap_or(0);
                        let meaning = formats.get(&id).copied();
                        styles.push(meaning.unwrap_or_else(|| built_in(id)));
                    }
                    _ => {}
                },
                Tag::Closes(b"cellXfs") => is_of_cells = false,
                Tag::Closes(_) => {}
            }
            Ok(())
        })?;
        Ok(Self(styles))
    }

    /// What a number of a cell with that style means.
    pub(super) fn meaning(&self, style: usize) -> Meaning {
        self.0.get(style).copied().unwrap_or(Meaning::Number)
    }
}

/// The formats that a workbook need not list (ECMA-376, 18.8.30), with the dates of
/// Chinese editions.
pub(in super::super) fn built_in(id: u32) -> Meaning {
    match id {
        9 | 10 => Meaning::Percent,
        14..=22 | 27..=36 | 50..=58 => Meaning::Moment,
        _ => Meaning::Number,
    }
}

/// Of a format's first section; later ones are for negative numbers, zero and text.
pub(in super::super) fn custom(code: &str) -> Meaning {
    let mut characters = code.chars();
    let (mut is_moment, mut is_percent) = (false, false);
    let (mut zeros, mut others) = (0, 0);
    while let Some(c) = characters.next() {
        match c {
            '"' => while characters.next().is_some_and(|c| c != '"') {},
            '\\' | '_' | '*' => drop(characters.next()),
            '[' => {
                let inner: String =
                    characters.by_ref().take_while(|c| *c != ']').collect();
                // Hours and minutes that go on beyond a day are a length of time.
                if inner.chars().all(|c| "hmsHMS".contains(c)) && !inner.is_empty() {
                    return Meaning::Number;
                }
            }
            ';' => break,
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' => {
                is_moment = true;
            }
            // “General” has letters of dates.
            'G' => break,
            '%' => is_percent = true,
            '0' => zeros += 1,
            _ => others += 1,
        }
    }
    match (is_moment, is_percent) {
        (true, _) => Meaning::Moment,
        (false, true) => Meaning::Percent,
        (false, false) if zeros > 1 && others == 0 => Meaning::Zeros(zeros),
        (false, false) => Meaning::Number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_tell_dates_and_percentages_from_numbers() {
        for (code, meaning) in [
            ("yyyy\"年\"m\"月\"d\"日\"", Meaning::Moment),
            ("[$-804]aaaa;@", Meaning::Number),
            ("[$-F800]dddd\\,\\ mmmm\\ dd", Meaning::Moment),
            ("h:mm AM/PM", Meaning::Moment),
            ("[h]:mm:ss", Meaning::Number),
            ("0.00%", Meaning::Percent),
            ("000000000000", Meaning::Zeros(12)),
            ("0", Meaning::Number),
            ("0.00\"%\"", Meaning::Number),
            ("[Red]General", Meaning::Number),
            ("#,##0.00_);[Red]\\(#,##0.00\\)", Meaning::Number),
            ("0\"days\"", Meaning::Number),
            ("0.00E+00", Meaning::Number),
            ("@", Meaning::Number),
        ] {
            assert_eq!(custom(code), meaning, "{code}");
        }
    }

    #[test]
    fn only_the_styles_of_cells_count() {
        let xml = "<s:styleSheet><s:numFmts><s:numFmt formatCode='0%' numFmtId='164'/></s:numFmts>\
                   <s:cellStyleXfs><s:xf numFmtId='14'/></s:cellStyleXfs>\
                   <s:cellXfs><s:xf numFmtId='0'/><s:xf numFmtId='164'/><s:xf numFmtId='22'/></s:cellXfs></s:styleSheet>";
        let styles = Styles::parse(xml).ok().unwrap();
        let meanings = [0, 1, 2, 3].map(|style| styles.meaning(style));
        let (number, percent) = (Meaning::Number, Meaning::Percent);
        assert_eq!(meanings, [number, percent, Meaning::Moment, number]);
    }
}
