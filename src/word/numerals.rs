//! Counters in the figures that Word has for lists.

const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const LEGAL: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const STEMS: [&str; 10] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];
const BRANCHES: [&str; 12] =
    ["子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"];

/// A counter as a format of Word prints it; formats that are unknown print Arabic figures.
pub(super) fn numeral(count: u32, format: &str) -> String {
    match format {
        "none" => String::new(),
        "decimalZero" => format!("{count:02}"),
        "upperLetter" => letters(count, 'A'),
        "lowerLetter" => letters(count, 'a'),
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).to_lowercase(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => counted(count, &DIGITS, ["十", "百", "千"]),
        "chineseLegalSimplified" | "ideographLegalTraditional" => {
            counted(count, &LEGAL, ["拾", "佰", "仟"])
        }
        "ideographDigital" | "taiwaneseDigital" => digits(count, &DIGITS),
        "ideographTraditional" => around(count, &STEMS),
        "ideographZodiac" => around(count, &BRANCHES),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(count),
        "decimalEnclosedParen" => format!("（{count}）"),
        "decimalEnclosedFullstop" => format!("{count}."),
        "decimalFullWidth" | "decimalFullWidth2" => count
            .to_string()
            .chars()
            .filter_map(|digit| char::from_u32(u32::from(digit) + 0xfee0))
            .collect(),
        _ => count.to_string(),
    }
}

/// A to Z, then AA to ZZ, as Word has it.
fn letters(count: u32, first: char) -> String {
    let Some(before) = count.checked_sub(1) else { return String::new() };
    let letter = char::from_u32(u32::from(first) + before % 26).unwrap_or(first);
    let times = usize::try_from(before / 26 + 1).unwrap_or(1).min(30);
    std::iter::repeat_n(letter, times).collect()
}

fn roman(count: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = count.min(3999);
    let mut roman = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            roman.push_str(sign);
            rest -= value;
        }
    }
    roman
}

/// As one says it: 十, 十一, 二十, 一百零一.
fn counted(count: u32, digits: &[&str; 10], units: [&str; 3]) -> String {
    if count == 0 || count > 9999 {
        return count.to_string();
    }
    let digit = |at: u32| usize::try_from(count / 10_u32.pow(at) % 10).unwrap_or(0);
    let mut said = String::new();
    for at in (0..4_u32).rev() {
        let value = digit(at);
        let is_higher_said = !said.is_empty();
        if value == 0 {
            let is_gap = is_higher_said && at > 0 && digit(at - 1) != 0;
            said.push_str(if is_gap { "零" } else { "" });
            continue;
        }
        // 十一, not 一十一.
        if !(value == 1 && at == 1 && !is_higher_said && digits == &DIGITS) {
            said.push_str(digits.get(value).copied().unwrap_or_default());
        }
        let unit = at.checked_sub(1).and_then(|at| usize::try_from(at).ok());
        said.push_str(unit.and_then(|at| units.get(at)).copied().unwrap_or_default());
    }
    if count.is_multiple_of(10) { said.trim_end_matches('零').to_owned() } else { said }
}

fn digits(count: u32, digits: &[&str; 10]) -> String {
    let value = |digit: char| usize::try_from(digit.to_digit(10)?).ok();
    let all = count.to_string();
    all.chars()
        .filter_map(|digit| digits.get(value(digit)?).copied())
        .collect()
}

fn around(count: u32, signs: &[&str]) -> String {
    let before = usize::try_from(count.saturating_sub(1)).unwrap_or(0);
    signs
        .get(before % signs.len())
        .copied()
        .unwrap_or_default()
        .to_owned()
}

fn circled(count: u32) -> String {
    let sign = match count {
        1..=20 => char::from_u32(0x2460 + count - 1),
        21..=35 => char::from_u32(0x3251 + count - 21),
        36..=50 => char::from_u32(0x32b1 + count - 36),
        _ => None,
    };
    sign.map_or_else(|| count.to_string(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_print_as_word_prints_them() {
        let said = |count| numeral(count, "chineseCounting");
        let counts = [1, 10, 11, 20, 21, 100, 101, 110, 111, 1001];
        let wanted = [
            "一",
            "十",
            "十一",
            "二十",
            "二十一",
            "一百",
            "一百零一",
            "一百一十",
            "一百一十一",
            "一千零一",
        ];
        assert_eq!(counts.map(said), wanted);
        assert_eq!(numeral(4, "upperRoman"), "IV");
        assert_eq!(numeral(27, "upperLetter"), "AA");
        assert_eq!(numeral(3, "decimalEnclosedCircle"), "③");
        assert_eq!(numeral(2, "ideographTraditional"), "乙");
        assert_eq!(numeral(12, "decimalFullWidth"), "１２");
    }
}
