//! What a hint may propose: only what must be meant. Whoever follows it gets right figures.
//!
//! Likeness is not enough: 未解决 is like 解决, 上期排名 like 排名, 城东街道 like 城西街道.

use super::columns::{ACCEPTED, ASSESSED, DISTRICTS, RANKING, plain_header};
use super::spelling::plain;

/// Beginnings and ends of headers that do not change what a column holds.
const STARTS: &[&str] =
    &["本期", "本月", "当期", "当月", "工单", "诉求", "案件", "市级", "是否"];
const ENDS: &[&str] = &[
    "情况", "状况", "状态", "结果", "名称", "简称", "全称", "字段", "信息", "一栏", "列",
];
/// Signs of denial, and those that are typed for them.
const DENIALS: &[char] = &['不', '未', '否', '非', '无', '末', '没'];
/// Signs that tell names apart; one is never a slip for another.
const TELLING: &[char] = &[
    '东', '西', '南', '北', '中', '上', '下', '前', '后', '左', '右', '内', '外', '大',
    '小', '新', '老', '旧', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十',
    '甲', '乙', '丙', '丁', '单', '双', '主', '从', '协', '直', '转', '正', '副', '镇',
    '乡', '街', '局', '委', '办', '处', '队', '院', '站',
];

/// The unused header that must be meant where none of the accepted ones is there.
pub(super) fn header<'t>(
    accepted: &[&str],
    mut unused: impl Iterator<Item = &'t str>,
) -> Option<&'t str> {
    let cores: Vec<String> = accepted.iter().map(|header| core(header)).collect();
    unused.find(|title| {
        let written = plain_header(title);
        let mut all = [ACCEPTED, ASSESSED, RANKING, DISTRICTS].into_iter().flatten();
        let is_other = all.any(|wanted| {
            wanted.headers.iter().any(|header| plain_header(header) == written)
        });
        !is_other && cores.contains(&core(title))
    })
}

/// The one of some words that differs from what was typed in a slip of one sign.
pub(super) fn word<'w>(
    typed: &str,
    words: impl IntoIterator<Item = &'w str>,
) -> Option<&'w str> {
    let typed = plain(typed);
    let mut near = words.into_iter().filter(|word| is_slip(&typed, &plain(word)));
    let first = near.next()?;
    // Of several nobody knows which is meant.
    near.all(|other| other == first).then_some(first)
}

/// What is left of a header without what does not matter.
fn core(header: &str) -> String {
    let plain = plain_header(header);
    let mut core = plain.as_str();
    loop {
        let shorter = STARTS
            .iter()
            .find_map(|start| core.strip_prefix(start))
            .or_else(|| ENDS.iter().find_map(|end| core.strip_suffix(end)));
        match shorter.filter(|shorter| shorter.chars().count() >= 2) {
            Some(shorter) => core = shorter,
            None => return core.to_owned(),
        }
    }
}

fn is_slip(typed: &str, meant: &str) -> bool {
    if typed.chars().count() != meant.chars().count() {
        return false;
    }
    let mut differing = typed.chars().zip(meant.chars()).filter(|(a, b)| a != b);
    match (differing.next(), differing.next()) {
        (Some((typed, meant)), None) => {
            let are_both = |signs: &[char]| [typed, meant].map(|c| signs.contains(&c));
            let [is_denial, means_denial] = are_both(DENIALS);
            let are_telling = are_both(TELLING) == [true, true];
            let is_number = typed.is_numeric() || meant.is_numeric();
            is_denial == means_denial && !are_telling && !is_number
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_proposed_only_when_it_means_the_same() {
        let proposed = |accepted: &[&str], titles: &[&'static str]| {
            header(accepted, titles.iter().copied())
        };
        let rank = ["排名", "市级排名"];
        assert_eq!(proposed(&rank, &["上期排名", "排名变化", "去年同期排名"]), None);
        assert_eq!(proposed(&rank, &["上期排名", "本期排名情况"]), Some("本期排名情况"));
        let resolved = ["解决情况", "是否解决"];
        assert_eq!(proposed(&resolved, &["解决状况"]), Some("解决状况"));
        for other in
            ["未解决情况", "未解决原因", "区级回访是否解决", "满意情况", "解决时间"]
        {
            assert_eq!(proposed(&resolved, &[other]), None, "{other}");
        }
        assert_eq!(proposed(&["受理时间"], &["办结时间", "处理时间"]), None);
        assert_eq!(proposed(&["主办单位"], &["从办单位", "督办单位"]), None);
    }

    #[test]
    fn a_word_is_proposed_only_for_a_slip_of_one_sign() {
        let satisfied =
            ["满意", "基本满意", "不满意", "未评价", "非常满意", "非常不满意"];
        for (typed, meant) in [
            ("基本满义", Some("基本满意")),
            ("不满义", Some("不满意")),
            ("未满意", Some("不满意")),
            ("很满意", None),
            ("基本不满意", None),
            ("满", None),
        ] {
            assert_eq!(word(typed, satisfied), meant, "{typed}");
        }
        assert_eq!(word("末解决", ["解决", "未解决", "已解决"]), Some("未解决"));
        assert_eq!(word("自派", ["直派", "转派"]), None);
        assert_eq!(word("单满", ["双满", "单否", "双否"]), None);
        let towns = ["檀营地区", "城西街道", "民政局", "第1街道"];
        assert_eq!(word("檀菅地区", towns), Some("檀营地区"));
        for other in ["城东街道", "第2街道", "檀营街道"] {
            assert_eq!(word(other, towns), None, "{other}");
        }
    }
}
