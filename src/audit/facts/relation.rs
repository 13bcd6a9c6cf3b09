//! What the words before a number make of it: a difference, a change, a share, a place.

use super::patterns::patterns;
use super::words::Period;

/// How a number relates to others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Relation {
    /// 高于全区…, 比全区…高: `left` is what stands before 比.
    Than { base: String, left: String, is_up: bool, word: String },
    /// 环比上升, 较上月提高; the base only where the words give one.
    Change { base: Option<Period>, is_up: bool, word: String },
    /// 下降至, 提高到: the figure after a change.
    To { is_up: bool, word: String },
    /// 相差, 差距为.
    Apart,
    /// 占, 占全区受理总量的.
    Share { base: String },
    /// 日均.
    Daily,
    /// A bound, not a figure: 超过95分, 低于60分的.
    Bound,
}

const UP: &str = "上升|上涨|增长|增加|增多|提高|提升|攀升|回升|升高|升|进步|前进|扩大|增|多|高|高出|多出";
const DOWN: &str =
    "下降|下滑|减少|降低|减低|回落|下跌|降|退步|后退|倒退|收窄|缩小|减|少|低|低出";

patterns! {
    THAN = concat!(
        r"(?P<word>高于|低于|高出|低出|超过|超出|领先于?|落后于?|优于|好于|多于|少于|不及|大于|小于)",
        r"(?P<base>[^，；：]*)$",
    );
    // What is compared stands in front: 比青石街道低.
    BESIDE = &format!(
        r"(?P<left>[^，；：]*?)(?:比|较|与|同)(?P<base>[^，；：]+?)(?:相比)?(?:分别)?(?P<word>{UP}|{DOWN})(?:了|出)?$"
    );
    CHANGED = &format!(r"(?P<base>.*?)(?P<word>{UP}|{DOWN})(?:了|幅度?为?|率为?|约)?$");
    REACHED = &format!(r"(?P<word>{UP}|{DOWN})(?:至|到|为)$");
    APART = r"(?:相差|差距|差值|极差|分差)(?:为|达|是|了)?$";
    SHARE = r"(?:占比|占|比重)(?P<base>[^，；：]*?)(?:比重|比例)?(?:分别|约)?(?:为|达|达到)?$";
    DAILY = r"(?:日均|平均每[天日]|每[天日]平均)";
}

impl Relation {
    /// The relation that a label ends with.
    pub(crate) fn of(label: &str) -> Option<Self> {
        let label = label.trim();
        let text = |found: &regex::Captures<'_>, name: &str| {
            found.name(name).map_or("", |it| it.as_str()).to_owned()
        };
        // “降幅为” tells the change itself.
        let reached = REACHED.captures(label).filter(|_| !label.ends_with("幅为"));
        if let Some(found) = reached {
            let word = text(&found, "word");
            return Some(Self::To { is_up: !is_down(&word), word });
        }
        if APART.is_match(label) {
            return Some(Self::Apart);
        }
        let is_since = label.contains("环比") || label.contains("同比");
        let beside = || BESIDE.captures(label).filter(|_| !is_since);
        if let Some(found) = THAN.captures(label).or_else(beside) {
            let [base, left, word] = ["base", "left", "word"].map(|it| text(&found, it));
            let is_up = !is_down(&word);
            let (period, named) = Period::of(&base);
            return Some(match named {
                _ if base.trim().is_empty() => Self::Bound,
                Some(_) if found.name("left").is_some() => {
                    Self::Change { base: Some(period), is_up, word }
                }
                _ => Self::Than { base, left, is_up, word },
            });
        }
        if let Some(found) = SHARE.captures(label) {
            return Some(Self::Share { base: text(&found, "base") });
        }
        if let Some(found) = CHANGED.captures(label) {
            let [base, word] = ["base", "word"].map(|it| text(&found, it));
            let (period, named) = Period::of(&base);
            let change = Self::Change {
                base: named.map(|_| period),
                is_up: !is_down(&word),
                word,
            };
            return (!base.ends_with(['最', '较', '偏'])).then_some(change);
        }
        DAILY.is_match(label).then_some(Self::Daily)
    }
}

fn is_down(word: &str) -> bool {
    const LESS: &[&str] = &["低于", "落后", "落后于", "少于", "不及", "小于", "低出"];
    LESS.contains(&word) || DOWN.split('|').any(|it| it == word)
}

/// The word of the other direction.
pub(crate) fn reversed(word: &str) -> &'static str {
    const PAIRS: &[(&str, &str)] = &[
        ("高于", "低于"),
        ("高出", "低于"),
        ("超过", "低于"),
        ("领先", "落后"),
        ("多于", "少于"),
        ("上升", "下降"),
        ("上涨", "下跌"),
        ("增长", "下降"),
        ("增加", "减少"),
        ("提高", "降低"),
        ("提升", "下降"),
        ("扩大", "缩小"),
        ("前进", "后退"),
        ("进步", "退步"),
        ("多", "少"),
        ("高", "低"),
        ("升", "降"),
    ];
    let found = PAIRS.iter().find_map(|(up, down)| match word {
        word if word == *up => Some(*down),
        word if word == *down => Some(*up),
        _ => None,
    });
    found.unwrap_or(if is_down(word) { "上升" } else { "下降" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(label: &str) -> String {
        match Relation::of(label) {
            Some(Relation::Than { base, left, is_up, .. }) => {
                format!("{left}|{base}|{is_up}")
            }
            Some(Relation::Change { base, is_up, .. }) => format!("{base:?}{is_up}"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn words_before_a_number_tell_how_it_relates() {
        assert_eq!(told("高于全区综合成绩"), "|全区综合成绩|true");
        assert_eq!(told("石桥镇比青石街道低"), "石桥镇|青石街道|false");
        assert_eq!(told("较上月提高"), "Some(Last)true");
        assert_eq!(told("环比减少"), "Some(Last)false");
        assert_eq!(told("下降"), "Nonefalse");
        assert_eq!(told("二者相差"), "Some(Apart)");
        assert_eq!(told("占全区受理总量的"), "Some(Share { base: \"全区受理总量的\" })");
        assert_eq!(told("低于"), "Some(Bound)");
        assert_eq!(told("综合成绩最高"), "None");
    }
}
