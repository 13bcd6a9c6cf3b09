//! Personal data in a text: phones, identity cards, number plates, e-mail addresses.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// Something personal in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Personal {
    pub(super) kind: Kind,
    /// As it stands in the plain text.
    pub(super) text: String,
    span: Range<usize>,
}

/// What can be told by its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Mobile,
    Landline,
    Identity,
    Plate,
    Email,
}

/// Everything personal in a plain text, from left to right.
pub(super) fn find(plain: &str) -> Vec<Personal> {
    let mut found: Vec<Personal> = Vec::new();
    if !plain.contains(|c: char| c.is_ascii_digit() || c == '@') {
        return found;
    }
    // In this order, since an address may hold a phone number.
    for Pattern { kind, regex, holds } in PATTERNS {
        for captures in regex().into_iter().flat_map(|regex| regex.captures_iter(plain)) {
            let Some(found_at) = captures.get(1) else { continue };
            let span = found_at.range();
            let is_known = found
                .iter()
                .any(|one| one.span.start < span.end && span.start < one.span.end);
            let text = found_at.as_str();
            if !is_known && stands_alone(plain, &span) && holds(text) {
                found.push(Personal { kind: *kind, text: text.to_owned(), span });
            }
        }
    }
    found.sort_by_key(|one| one.span.start);
    found
}

/// The text with blanks in place of everything personal.
pub(super) fn removed(plain: &str) -> String {
    let mut text = plain.to_owned();
    for one in find(plain).iter().rev() {
        text.replace_range(one.span.clone(), " ");
    }
    text
}

/// The text with stars in what is personal.
pub(super) fn masked(plain: &str, found: &[Personal]) -> String {
    let mut text = plain.to_owned();
    for one in found.iter().rev() {
        text.replace_range(one.span.clone(), &one.masked());
    }
    text
}

/// Full-width letters and digits as half-width ones, and the figures of a number that is
/// written out (一三九一二三四…) too.
pub(super) fn plain(text: &str) -> String {
    let half = |c: char| match c {
        '\u{3000}' => ' ',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '＠' | '．' | '－' | '＋' | '％' => {
            char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
        }
        _ => c,
    };
    let text: String = text.chars().map(half).collect();
    match spelled_out() {
        Some(regex) if regex.is_match(&text) => {
            let figures = |found: &regex::Captures<'_>| -> String {
                let words = found.get(0).map_or("", |found| found.as_str());
                words.chars().map(figure).collect()
            };
            regex.replace_all(&text, figures).into_owned()
        }
        Some(_) | None => text,
    }
}

/// A Chinese figure as a digit.
fn figure(c: char) -> char {
    match c {
        '零' | '〇' => '0',
        '一' | '幺' => '1',
        '二' => '2',
        '三' => '3',
        '四' => '4',
        '五' => '5',
        '六' => '6',
        '七' => '7',
        '八' => '8',
        '九' => '9',
        other => other,
    }
}

/// The digits alone.
pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

impl Personal {
    /// Half of it, so that a message does not spread it.
    pub(super) fn masked(&self) -> String {
        match self.kind {
            Kind::Mobile => {
                // Without the country's number, 86.
                let digits = digits(&self.text);
                let number = digits.len().checked_sub(11).and_then(|at| digits.get(at..));
                mask(number.unwrap_or(&digits), 3, 4)
            }
            Kind::Landline => mask(&self.text, 4, 2),
            Kind::Identity => mask(&self.text, 4, 2),
            Kind::Plate => mask(&self.text, 2, 2),
            Kind::Email => match self.text.split_once('@') {
                Some((name, host)) => format!("{}@{host}", mask(name, 2, 0)),
                None => mask(&self.text, 2, 0),
            },
        }
    }
}

/// All but so many characters at both ends as stars.
pub(super) fn mask(text: &str, front: usize, back: usize) -> String {
    let count = text.chars().count();
    let (front, back) = if count > front + back { (front, back) } else { (1, 0) };
    let star = |(n, c)| if n < front || n + back >= count { c } else { '*' };
    text.chars().enumerate().map(star).collect()
}

impl Kind {
    /// Its name in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Mobile => "手机号码",
            Self::Landline => "电话号码",
            Self::Identity => "身份证号",
            Self::Plate => "车牌号",
            Self::Email => "电子邮箱",
        }
    }
}

struct Pattern {
    kind: Kind,
    /// Its first group is what is personal.
    regex: fn() -> Option<&'static Regex>,
    holds: fn(&str) -> bool,
}

const PATTERNS: &[Pattern] = &[
    Pattern { kind: Kind::Email, regex: email, holds: |_| true },
    Pattern { kind: Kind::Identity, regex: identity, holds: is_identity },
    Pattern { kind: Kind::Mobile, regex: mobile, holds: |_| true },
    Pattern { kind: Kind::Landline, regex: landline, holds: |_| true },
    Pattern { kind: Kind::Landline, regex: called, holds: |_| true },
    Pattern { kind: Kind::Plate, regex: plate, holds: is_plate },
];

/// Compiled at their first use; tests use each.
macro_rules! patterns {
    ($($name:ident $pattern:literal;)*) => {$(
        fn $name() -> Option<&'static Regex> {
            static REGEX: LazyLock<Option<Regex>> =
                LazyLock::new(|| Regex::new($pattern).ok());
            REGEX.as_ref()
        }
    )*};
}

patterns! {
    email r"([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})";
    identity r"([1-9][0-9]{5}[ -]?(?:[0-9]{8}[ -]?[0-9]{3}[0-9Xx]|[0-9]{9}))";
    mobile r"((?:(?:\+|00)?86[ -]?)?1[3-9][0-9][ .-]?[0-9]{4}[ .-]?[0-9]{4})";
    spelled_out r"[零〇一二三四五六七八九幺]{8,}";
    landline r"(\(?（?0[1-9][0-9]{1,2}[ )）-]{0,2}[2-9][0-9]{2,3}[ -]?[0-9]{4})";
    called r"(?:电话|座机|传真|致电|拨打|拨通|联系方式)[^0-9。；，]{0,6}([2-9][0-9]{2,3}[ -]?[0-9]{4})";
    plate r"([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-z][ ·•・.-]?(?:[A-HJ-NP-Za-hj-np-z0-9]{6}|[A-HJ-NP-Za-hj-np-z0-9]{5}|[A-HJ-NP-Za-hj-np-z0-9]{4}[警学挂港澳]))";
}

/// Whether no letter or digit goes on at either end: a longer number is another thing.
fn stands_alone(plain: &str, span: &Range<usize>) -> bool {
    let before = plain.get(..span.start).and_then(|text| text.chars().next_back());
    let mut after = plain.get(span.end..).unwrap_or_default().chars();
    let next = after.next();
    let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let is_decimal = next == Some('.') && goes_on(after.next());
    !goes_on(before) && before != Some('.') && !goes_on(next) && !is_decimal
}

/// A card's number by area, date and, with 18 digits, check digit (GB 11643).
fn is_identity(text: &str) -> bool {
    let number: Vec<char> = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let value = |range: Range<usize>| -> Option<u32> {
        number.get(range)?.iter().collect::<String>().parse().ok()
    };
    let is_area = value(0..2).is_some_and(|area| {
        matches!(area, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83)
    });
    let (year, at) = match number.len() {
        18 => (value(6..10), 10),
        15 => (value(6..8).map(|year| 1900 + year), 8),
        _ => return false,
    };
    let is_date = (|| {
        let (year, month, day) = (year?, value(at..at + 2)?, value(at + 2..at + 4)?);
        chrono::NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)
            .filter(|_| (1850..2100).contains(&year))
    })();
    is_area && is_date.is_some() && (number.len() == 15 || has_check_digit(&number))
}

/// ISO 7064 MOD 11-2 over the first 17 digits.
fn has_check_digit(number: &[char]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = number.iter().filter_map(|c| c.to_digit(10));
    let sum: u32 = digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let expected = "10X98765432".chars().nth((sum % 11) as usize);
    number.last().map(char::to_ascii_uppercase) == expected
}

/// Plates hold at least three digits; words like 京A级景区 and 新API do not.
fn is_plate(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> Vec<String> {
        find(&plain(text)).iter().map(Personal::masked).collect()
    }

    #[test]
    fn phones_are_found_however_they_are_written() {
        for (written, told) in [
            ("拨打13812340000联系", "138****0000"),
            ("手机：138 1234 0000。", "138****0000"),
            ("+86-138-1234-0000", "138****0000"),
            ("１３８１２３４００００", "138****0000"),
            ("139.1234.5678", "139****5678"),
            ("电话一三八一二三四零零零零", "138****0000"),
            ("座机010-69041234", "010-******34"),
            ("（010）69041234", "（010*******34"),
            ("联系电话：6904 1234", "6904***34"),
        ] {
            assert_eq!(masked(written), [told], "{written}");
        }
    }

    #[test]
    fn counts_ticket_numbers_and_hotlines_are_no_phones() {
        for text in [
            "工单202309081234、138123400001件",
            "工单138123400001",
            "拨打12345热线",
            "电话12345、96156、400-650-1234",
            "共13812345678.5元",
            "受理20893件，2023年9月19日",
            "电话诉求12382件",
            "69041234",
        ] {
            assert_eq!(masked(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn an_identity_number_has_area_date_and_check_digit() {
        assert_eq!(masked("证件11010519491231002X。"), ["1101************2X"]);
        assert_eq!(masked("440308199901101512"), ["4403************12"]);
        assert_eq!(masked("110105491231002"), ["1101*********02"]);
        for text in [
            // Check digit, month, area, length.
            "110105194912310021",
            "440308199913101512",
            "990308199901101512",
            "4403081999011015123",
        ] {
            assert_eq!(masked(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn plates_old_and_new_are_found_and_words_are_not() {
        for (text, told) in [
            ("京A12345", "京A***45"),
            ("车牌京Ａ·１２３４５的", "京A****45"),
            ("京AD12345", "京A****45"),
            ("冀a1234警", "冀a***4警"),
        ] {
            assert_eq!(masked(text), [told], "{text}");
        }
        for text in ["京A级景区", "新API接口", "京A123456789", "浙A12"] {
            assert_eq!(masked(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn an_address_is_told_once_although_it_holds_a_phone_number() {
        assert_eq!(masked("写信至13812340000@163.com"), ["13*********@163.com"]);
        assert_eq!(masked("ｚｈａｎｇ＠bjmy．gov.cn"), ["zh***@bjmy.gov.cn"]);
    }

    #[test]
    fn what_is_personal_is_taken_out() {
        assert_eq!(removed("请拨13812340000，共40套"), "请拨 ，共40套");
    }
}
