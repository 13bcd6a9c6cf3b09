//! Names of categories under an axis: whole, broken in lines, upright, or turned.

use super::mark::{Anchor, Point, Text};
use super::type_metrics::{LINE, Metrics};

/// How all names of an axis are set.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Labels {
    size: f64,
    /// The lines of each name; one line each when turned.
    lines: Vec<Vec<String>>,
    turned: bool,
    /// From the axis to the end of the longest name.
    pub(super) height: f64,
}

/// A name whose lines shrink below this part of the wanted size is set another way.
const LEAST: f64 = 0.76;

/// A name fills no more than this part of its place.
const FILLED: f64 = 0.89;

/// From the axis to the names.
const GAP: f64 = 3.0;

/// Finds the best way to set names in columns of a width.
///
/// `is_bold` tells which; bold names are wider.
pub(super) fn under_axis(
    metrics: &Metrics,
    names: &[String],
    is_bold: impl Fn(usize) -> bool,
    width: f64,
    size: f64,
    height_max: f64,
) -> Labels {
    let widest = |lines: &[Vec<String>]| {
        let each = lines.iter().enumerate();
        let texts = each.flat_map(|(index, lines)| {
            let bold = is_bold(index);
            lines.iter().map(move |line| (line.as_str(), bold))
        });
        metrics.widest(texts)
    };
    let set = |lines: Vec<Vec<String>>, filled: f64, least: f64| {
        let size = size.min(width * filled / widest(&lines).max(0.1));
        let count = lines.iter().map(Vec::len).max().unwrap_or(1);
        let height = GAP + f64::from(u32::try_from(count).unwrap_or(1)) * size * LINE;
        (size >= least && height <= height_max).then_some(Labels {
            size,
            lines,
            turned: false,
            height,
        })
    };
    let broken = |parts| names.iter().map(|name| break_in(name, parts)).collect();
    let upright = |least: f64, stacked_least: f64| {
        // Names that stand close in one line are better broken, where they can be.
        let ways = [(1, FILLED - 0.09), (2, FILLED), (1, FILLED), (3, FILLED)];
        let level = ways
            .into_iter()
            .find_map(|(parts, filled)| set(broken(parts), filled, least));
        level.or_else(|| {
            let stacked: Option<Vec<_>> = names.iter().map(|name| stack(name)).collect();
            set(stacked?, FILLED, stacked_least)
        })
    };
    let turned = || turned(metrics, names, &is_bold, width, size, height_max);
    // Turned type is better than smaller type.
    upright(size, size)
        .or_else(|| Some(turned()).filter(|labels| labels.is_whole(names, size)))
        .or_else(|| upright(size * LEAST, size * LEAST * 0.8))
        .unwrap_or_else(turned)
}

/// Names of districts without the 区 with which they all end.
pub(super) fn without_kind(names: &[String]) -> Vec<String> {
    // 社区, 地区 and 开发区 are words of their own.
    const LONGER: &[char] = &['社', '小', '地', '园', '校', '发', '开', '新'];
    let head = |name: &str| {
        let head = name.strip_suffix('区')?;
        let is_short = head.chars().count() < 2 || head.ends_with(LONGER);
        (!is_short).then(|| head.to_owned())
    };
    let is_zone = |name: &String| name.ends_with("开发区") || name.ends_with("经开区");
    let are_districts = names.iter().all(|name| head(name).is_some() || is_zone(name));
    let short = |name: &String| head(name).filter(|_| are_districts);
    names
        .iter()
        .map(|name| short(name).unwrap_or_else(|| name.clone()))
        .collect()
}

fn turned(
    metrics: &Metrics,
    names: &[String],
    is_bold: &impl Fn(usize) -> bool,
    width: f64,
    size: f64,
    height_max: f64,
) -> Labels {
    let whole: Vec<Vec<String>> = names.iter().map(|name| vec![name.clone()]).collect();
    let longest = |lines: &[Vec<String>]| {
        let each = lines.iter().flatten().enumerate();
        metrics.widest(each.map(|(index, name)| (name.as_str(), is_bold(index))))
    };
    let room = height_max - GAP;
    let least = size * 0.6;
    let size = (width * 0.88)
        .min(size)
        .min((room / longest(&whole).max(0.1)).max(least));
    let lines: Vec<Vec<String>> = names
        .iter()
        .enumerate()
        .map(|(index, name)| vec![metrics.shorten(name, is_bold(index), room / size)])
        .collect();
    let height = GAP + longest(&lines) * size;
    Labels { size, lines, turned: true, height }
}

impl Labels {
    /// Whether no name was shortened and none is set smaller than wanted.
    fn is_whole(&self, names: &[String], size: f64) -> bool {
        let pairs = self.lines.iter().zip(names);
        self.size >= size
            && pairs.into_iter().all(|(lines, name)| lines.concat() == *name)
    }

    /// The texts of the name of an index above a line, the last words next to it.
    pub(super) fn texts_above(&self, index: usize, x: f64, line_y: f64) -> Vec<Text> {
        let count = self.lines.get(index).map_or(0, Vec::len);
        let count = f64::from(u32::try_from(count).unwrap_or(0));
        let height = if self.turned { 0.0 } else { count * self.size * LINE };
        let mut texts = self.texts(index, x, line_y - height - GAP, false);
        for text in texts.iter_mut().filter(|text| text.turned) {
            text.at.y = line_y;
            text.anchor = Anchor::Start;
        }
        texts
    }

    /// The texts of the name of an index, its axis at `axis_y`.
    pub(super) fn texts(
        &self,
        index: usize,
        x: f64,
        axis_y: f64,
        bold: bool,
    ) -> Vec<Text> {
        let lines = self.lines.get(index).map(Vec::as_slice).unwrap_or_default();
        let (anchor, first) = if self.turned {
            (Anchor::End, axis_y + GAP)
        } else {
            (Anchor::Middle, axis_y + GAP + self.size * LINE / 2.0)
        };
        let mut y = first;
        let mut texts = Vec::new();
        for words in lines {
            let text = Text::new(Point::new(x, y), anchor, words, self.size);
            texts.push(Text { bold, turned: self.turned, ..text });
            y += self.size * LINE;
        }
        texts
    }
}

/// Breaks a name in at most so many lines of about equal length.
///
/// Chinese breaks between any two characters, Latin only at blanks, and a number stays
/// with the word that follows it, unless the two are all. A name of three characters stays whole: 密云 over 区 reads worse than a smaller 密云区.
pub(super) fn break_in(name: &str, parts: usize) -> Vec<String> {
    let pieces = pieces(name);
    let length = |piece: &str| piece.trim_end().chars().count().max(1);
    let total: usize = pieces.iter().map(|piece| length(piece)).sum();
    if parts == 2
        && let Some(lines) = at_joint(name, total)
    {
        return lines;
    }
    if parts == 3
        && let Some([head, tail]) = after_and(name, total).as_deref()
    {
        let tail = break_in(tail, 2);
        return std::iter::once(head.clone()).chain(tail).collect();
    }
    if parts < 2 || total <= 3 {
        return vec![name.to_owned()];
    }
    let target = total.div_ceil(parts);
    let mut lines: Vec<String> = Vec::new();
    let mut filled = 0;
    for piece in pieces {
        let is_last = lines.len() == parts;
        match lines.last_mut() {
            Some(line)
                if is_last
                    || filled + length(piece) <= target
                    || cannot_begin_line(piece) =>
            {
                line.push_str(piece);
                filled += length(piece);
            }
            _ => {
                lines.push(piece.to_owned());
                filled = length(piece);
            }
        }
    }
    lines.iter().map(|line| line.trim().to_owned()).collect()
}

/// A name of so many pieces broken where its parts join, if it has such a place.
fn at_joint(name: &str, total: usize) -> Option<Vec<String>> {
    after_number(name)
        .or_else(|| before_kind(name).filter(|_| total > 3))
        .or_else(|| after_and(name, total.div_ceil(2) + 1))
}

/// A plain number over its unit: 10 over 时.
fn after_number(name: &str) -> Option<Vec<String>> {
    let (at, unit) = name.char_indices().next_back()?;
    let number = name.get(..at)?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    (!number.is_empty() && is_number && !unit.is_ascii())
        .then(|| vec![number.to_owned(), unit.to_string()])
}

/// A short name of an area broken before the word that says what kind of area it is:
/// 石景 over 山区 would be another name.
fn before_kind(name: &str) -> Option<Vec<String>> {
    let kinds = ["开发区", "街道", "地区", "区", "县", "镇", "乡"];
    let head = kinds.iter().find_map(|kind| name.strip_suffix(kind))?;
    let kind = name.strip_prefix(head)?;
    (2..=4)
        .contains(&head.chars().count())
        .then(|| vec![head.to_owned(), kind.to_owned()])
}

/// A name broken behind the word that joins its halves: 劳动和 over 社会保障.
fn after_and(name: &str, longest: usize) -> Option<Vec<String>> {
    let at = name.find(['和', '与', '及', '、'])?;
    let and = name.get(at..)?.chars().next()?;
    let (head, tail) = name.split_at_checked(at + and.len_utf8())?;
    let fits = |half: &str| (2..=longest).contains(&half.chars().count());
    (fits(head) && fits(tail)).then(|| vec![head.to_owned(), tail.to_owned()])
}

fn cannot_begin_line(piece: &str) -> bool {
    piece.starts_with(['，', '。', '、', '；', '：', '）', '》', '”', '’', ')', '·'])
}

/// The parts between which a name may be broken.
fn pieces(name: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (index, character) in name.char_indices() {
        let sticks = before.is_some_and(|before| {
            (before.is_ascii_graphic() && character.is_ascii_graphic())
                || before.is_ascii_digit()
                || character == ' '
                || matches!(before, '（' | '《' | '“' | '‘' | '(')
        });
        if before.is_some() && !sticks {
            pieces.extend(name.get(start..index));
            start = index;
        }
        before = Some(character);
    }
    pieces.extend(name.get(start..));
    pieces
}

/// One character a line, for short names in Chinese.
fn stack(name: &str) -> Option<Vec<String>> {
    let is_chinese = name.chars().all(|character| !character.is_ascii());
    (is_chinese && name.chars().count() <= 6)
        .then(|| name.chars().map(String::from).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_break_in_lines_of_about_equal_length() {
        assert_eq!(break_in("经济技术开发区", 2), ["经济技术", "开发区"]);
        assert_eq!(break_in("密云区", 2), ["密云区"]);
        assert_eq!(break_in("石景山区", 2), ["石景山", "区"]);
        assert_eq!(break_in("劳动和社会保障", 2), ["劳动和", "社会保障"]);
        assert_eq!(break_in("10时", 2), ["10", "时"]);
        assert_eq!(break_in("2023年9月", 2), ["2023年", "9月"]);
        assert_eq!(break_in("Huairou Science City", 2), ["Huairou", "Science City"]);
    }

    #[test]
    fn a_bracket_does_not_end_a_line_and_a_comma_does_not_begin_one() {
        assert_eq!(break_in("水务局（水站）", 2), ["水务局", "（水站）"]);
        assert_eq!(break_in("交通、停车、养犬", 3), ["交通、", "停车、", "养犬"]);
    }
}
