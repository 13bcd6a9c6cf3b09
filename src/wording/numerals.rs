//! Numbers of headings as official documents write them.

/// The number of the n-th heading of a level: 一、 （一） 1. （1）; n from 1, level 1 to 4.
pub fn heading_number(level: u8, n: u32) -> String {
    match level {
        1 => format!("{}、", chinese(n)),
        2 => format!("（{}）", chinese(n)),
        3 => format!("{n}."),
        _ => format!("（{n}）"),
    }
}

/// A whole number below one hundred in Chinese; larger ones in Arabic figures.
fn chinese(n: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u32| usize::try_from(n).ok().and_then(|n| DIGITS.get(n)).copied();
    let ones = digit(n % 10).unwrap_or_default();
    match n / 10 {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        tens @ 2..=9 => format!("{}十{ones}", digit(tens).unwrap_or_default()),
        _ => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_numbered_by_level() {
        let numbers = [(1, 1), (1, 10), (1, 23), (2, 12), (3, 4), (4, 4)]
            .map(|(level, n)| heading_number(level, n));
        assert_eq!(numbers, ["一、", "十、", "二十三、", "（十二）", "4.", "（4）"]);
    }
}
