//! Long titles in lines: broken by sense, as even as words allow.
//!
//! GB/T 9704 asks that each line of a title be whole in meaning. Words come from ICU's
//! dictionary; a title that cannot be broken so stays as it is.

use icu_segmenter::{WordSegmenter, options::WordBreakInvariantOptions};

/// Words that a line does not begin with, and those that it does not end with.
const NEVER_FIRST: &str = "的地得了着过和与及或等之者们中上下内外前后时";
const NEVER_LAST: &str = "和与及或在对向从由把被将为以第各本全一";
/// Marks that belong to the text before them, and to the text after them.
const CLOSING: &str = "，。、；：？！）》】〕”’—…·%";
const OPENING: &str = "（《【〔“‘";
const CLOSERS: &str = "）》】〕”’";
/// Where a line ends best, next to the closing marks.
const BEST_LAST: &[&str] = &["的", "关于"];

/// What a break costs, in square half characters of unevenness.
const BETWEEN_WORDS: usize = 60;
const AFTER_SYLLABLE: usize = 120;

const LINES_MAX: usize = 5;

/// A title in as few lines as its width asks for, each of at most so many characters.
pub(super) fn lines(title: &str, characters: usize) -> Vec<String> {
    let room = characters * 2;
    let least = width(title).div_ceil(room.max(1)).max(1);
    // What stands in quotation marks or brackets is broken only where nothing else helps.
    let ways = [places(title, false), places(title, true)];
    ways.iter()
        .find_map(|places| {
            (least..=LINES_MAX).find_map(|count| split(title, places, count, room))
        })
        .unwrap_or_else(|| vec![title.to_owned()])
}

/// Width in half characters.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// A place where a line may end.
#[derive(Debug, Clone, Copy)]
struct Break {
    /// Bytes before it.
    at: usize,
    cost: usize,
}

/// Where the words of a text end, in bytes; a number is a word.
pub fn word_ends(text: &str) -> Vec<usize> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    segmenter.segment_str(text).collect()
}

/// Where lines may end, from left to right, `inside` of quotation marks too; the end of
/// the title is not among them.
fn places(title: &str, inside: bool) -> Vec<Break> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let ends: Vec<usize> = segmenter.segment_str(title).collect();
    let words: Vec<&str> = ends
        .iter()
        .zip(ends.iter().skip(1))
        .filter_map(|(&start, &end)| title.get(start..end))
        .collect();
    let (mut at, mut open) = (0, 0_usize);
    let mut places = Vec::new();
    for (n, word) in words.iter().enumerate() {
        at += word.len();
        open += word.chars().filter(|c| OPENING.contains(*c)).count();
        open = open.saturating_sub(word.chars().filter(|c| CLOSERS.contains(*c)).count());
        let (before, after) = (words.get(..=n), words.get(n + 1..));
        if let (Some(before), Some(after)) = (before, after)
            && (open == 0 || inside)
            && let Some(cost) = cost(before, after)
        {
            places.push(Break { at, cost });
        }
    }
    places
}

/// What a break between words costs; none where there may be none.
fn cost(before: &[&str], after: &[&str]) -> Option<usize> {
    let (last, first) = (*before.last()?, *after.first()?);
    let (end, start) = (last.chars().next_back()?, first.chars().next()?);
    // 9月, 12345热线, 2023年10月: a number stays with what it counts and with its date.
    let is_number =
        end.is_ascii_alphanumeric() || "年月".contains(end) && start.is_ascii_digit();
    if is_number
        || NEVER_FIRST.contains(first)
        || NEVER_LAST.contains(last)
        || CLOSING.contains(start)
        || OPENING.contains(end)
    {
        return None;
    }
    if CLOSING.contains(end) || BEST_LAST.contains(&last) {
        return Some(0);
    }
    // The dictionary leaves syllables over: of a word that it does not know (接诉即办),
    // or one that belongs to the word before it (考核期).
    let goes_on = after.get(1).is_some_and(|next| is_syllable(next));
    match (is_syllable(last), is_syllable(first)) {
        (true, true) => None,
        (false, true) if !goes_on => None,
        (true, false) => Some(AFTER_SYLLABLE),
        (false, _) => Some(BETWEEN_WORDS),
    }
}

/// Whether a word is a single character that is no word by itself.
fn is_syllable(word: &str) -> bool {
    let mut characters = word.chars();
    let is_one =
        characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none();
    is_one && !NEVER_FIRST.contains(word) && !NEVER_LAST.contains(word)
}

/// The most even of the ways to break a title into so many lines; none when a line
/// would be too long in each of them.
fn split(
    title: &str,
    places: &[Break],
    count: usize,
    room: usize,
) -> Option<Vec<String>> {
    let even = width(title) / count;
    let (_, ends) = best(title, places, 0, count, &|line| {
        (width(line) <= room).then(|| width(line).abs_diff(even).pow(2))
    })?;
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let pieces = starts.zip(&ends).filter_map(|(start, &end)| title.get(start..end));
    Some(pieces.map(str::to_owned).collect())
}

/// The cheapest ends of lines from `start` on, and what they cost.
fn best(
    title: &str,
    places: &[Break],
    start: usize,
    count: usize,
    cost: &dyn Fn(&str) -> Option<usize>,
) -> Option<(usize, Vec<usize>)> {
    if count == 1 {
        return Some((cost(title.get(start..)?)?, vec![title.len()]));
    }
    let mut found: Option<(usize, Vec<usize>)> = None;
    for place in places.iter().filter(|place| place.at > start) {
        let Some(own) = cost(title.get(start..place.at)?) else { break };
        let Some((rest, ends)) = best(title, places, place.at, count - 1, cost) else {
            continue;
        };
        let total = own + rest + place.cost;
        if found.as_ref().is_none_or(|(least, _)| total < *least) {
            found = Some((total, [vec![place.at], ends].concat()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Broken for the title's 20 characters a line.
    fn broken(title: &str) -> String {
        let lines = lines(title, 20);
        assert_eq!(lines.concat(), title);
        assert!(lines.iter().all(|line| width(line) <= 40), "{lines:?}");
        lines.join("｜")
    }

    #[test]
    fn a_title_that_fits_is_one_line() {
        for title in
            ["9月“接诉即办”考核期工作情况分析", "关于“每月一题”办理进展情况的通报", ""]
        {
            assert_eq!(broken(title), title);
        }
    }

    #[test]
    fn a_long_title_is_broken_by_sense() {
        for expected in [
            "密云区城市管理指挥中心关于｜2023年10月份“接诉即办”工作情况的通报",
            "关于进一步加强12345市民服务热线｜接诉即办工作提升群众满意率的实施意见",
            "密云区2023年第三季度接诉即办工作｜情况及下一阶段重点任务安排",
            "北京市密云区人民政府办公室转发区城市管理｜指挥中心关于冬季供暖诉求办理工作的通知",
            "关于开展物业管理、停车治理和小区充电｜设施建设等高频诉求专项整治情况的报告",
            "2023年1月至10月全区“12345”｜热线诉求总量和三率成绩变化情况分析",
            "全区供暖季居民反映集中的突出｜问题及责任单位整改落实情况专题分析报告",
        ] {
            assert_eq!(broken(&expected.replace('｜', "")), expected);
        }
    }

    #[test]
    fn brackets_are_broken_only_where_nothing_else_helps() {
        assert_eq!(
            broken("关于印发《密云区接诉即办工作考核评价办法（试行）》的通知"),
            "关于印发《密云区接诉即办工作｜考核评价办法（试行）》的通知"
        );
        assert_eq!(
            broken("关于修订《密云区接诉即办工作考核办法》有关情况的说明"),
            "关于修订《密云区接诉即办工作考核办法》｜有关情况的说明"
        );
    }

    #[test]
    fn what_cannot_be_broken_stays_as_it_is() {
        let word = "A".repeat(90);
        assert_eq!(lines(&word, 20), std::slice::from_ref(&word));
        assert_eq!(lines("无处可放", 0), ["无处可放"]);
    }
}
