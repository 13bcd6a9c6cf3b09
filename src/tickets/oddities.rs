//! Rows of the city's lists that look like sums of others, whatever they are called.

use num_rational::BigRational;

use super::spelling::plain;
use super::{Column, DistrictCount};
use crate::diagnostics::{Code, Problem};

/// Words that names of places do not have.
const WORDS: &[&str] = &[
    "合计", "总计", "小计", "平均", "均值", "均线", "全市", "全区", "水平", "总体",
    "汇总",
];
/// The districts of Beijing.
const DISTRICTS: &[&str] = &[
    "东城区",
    "西城区",
    "朝阳区",
    "丰台区",
    "石景山区",
    "海淀区",
    "门头沟区",
    "房山区",
    "通州区",
    "顺义区",
    "昌平区",
    "大兴区",
    "怀柔区",
    "平谷区",
    "密云区",
    "延庆区",
    "经开区",
];

const IS_SUM: &str = "合计、平均的行请删去；核对后确实不是的，可在 bulletin.yaml 写 checks: { D45: warning }";
/// In tallies of fewer rows, one is the sum of the others by chance.
const TALLY_ROWS_MIN: usize = 4;

/// The problem of a name that only a sum's row has.
pub(super) fn name(title: &str, written: &str) -> Option<Problem> {
    let plain = plain(written);
    let is_sum = WORDS.iter().any(|word| plain.contains(word));
    let message = format!("“{title}”里的“{written}”像是合计或平均，不像地名");
    is_sum.then(|| Problem::error(Code::LIKE_A_SUM, message).hint(IS_SUM))
}

/// The problem of a district that is neither the city's nor the own one.
pub(super) fn district(
    title: &str,
    written: &str,
    name: &str,
    own: &str,
) -> Option<Problem> {
    if is_known(name, own) {
        return None;
    }
    let key = Column::District.key();
    let message = format!("“{title}”里的“{written}”不是本市的区，是否合计行？");
    Some(Problem::error(Code::UNKNOWN_DISTRICT, message).hint(format!(
        "合计行请删去；是某区的另一种写法，可在 bulletin.yaml 的 tickets.values 中登记在 {key} 之下"
    )))
}

/// Whether a district is one of the city's or the own one.
pub(super) fn is_known(name: &str, own: &str) -> bool {
    DISTRICTS.contains(&name) || name == own
}

/// Rows whose tickets and residents are the sum or the mean of all others, or the sum of
/// those next to them, each with what it is.
pub(super) fn sums(rows: &[DistrictCount]) -> Vec<(&DistrictCount, &'static str)> {
    let numbers: Vec<[BigRational; 2]> = rows
        .iter()
        .map(|row| [whole(row.tickets), row.residents.exact()])
        .collect();
    let told = |(at, row)| Some((row, sum_of(&numbers, at)?));
    rows.iter().enumerate().filter_map(told).collect()
}

fn sum_of(rows: &[[BigRational; 2]], at: usize) -> Option<&'static str> {
    let own = rows.get(at)?;
    let (above, below) = (rows.get(..at)?, rows.get(at + 1..)?);
    let others = above.iter().chain(below);
    let (sum, count) = (total(others), above.len() + below.len());
    if count >= 2 && sum == *own {
        return Some("其他各行之和");
    }
    let mean = sum.map(|sum| sum / whole(count.max(1) as u64));
    if count >= 2 && near(&mean, own) {
        return Some("其他各行的平均数");
    }
    let is_run = |rows: &mut dyn Iterator<Item = &[BigRational; 2]>| {
        let mut sum = total(std::iter::empty());
        rows.enumerate().any(|(before, row)| {
            sum = add(&sum, row);
            before > 0 && sum == *own
        })
    };
    if is_run(&mut above.iter().rev()) {
        return Some("上面几行之和");
    }
    is_run(&mut below.iter()).then_some("下面几行之和")
}

/// The problem of such a row.
pub(super) fn sum(row: &DistrictCount, what: &str) -> Problem {
    let message = format!("“{}”的诉求量和人口正好是{what}", row.district);
    Problem::error(Code::LIKE_A_SUM, message).hint(IS_SUM)
}

/// The row of a tally at its beginning or end that counts as many as all others.
pub(super) fn tally_sum(rows: &[(u32, u64)]) -> Option<u32> {
    let total: u64 = rows.iter().map(|(_, count)| count).sum();
    let ends = [rows.first()?, rows.last()?];
    let is_sum =
        |(_, count): &&&(u32, u64)| *count > 0 && count.checked_mul(2) == Some(total);
    let sum = ends.iter().find(is_sum).filter(|_| rows.len() >= TALLY_ROWS_MIN);
    sum.map(|(row, _)| *row)
}

/// The problem of such a row.
pub(super) fn tally_row(title: &str) -> Problem {
    let message = format!("这一行的“{title}”正好是其他各行之和，是否合计行？");
    Problem::error(Code::LIKE_A_SUM, message).hint(IS_SUM)
}

fn total<'n>(rows: impl Iterator<Item = &'n [BigRational; 2]>) -> [BigRational; 2] {
    rows.fold([whole(0), whole(0)], |sum, row| add(&sum, row))
}

fn add([a, b]: &[BigRational; 2], [c, d]: &[BigRational; 2]) -> [BigRational; 2] {
    [a + c, b + d]
}

/// Whether two pairs are the same but for rounding to a ticket and a tenth.
fn near(mean: &[BigRational; 2], own: &[BigRational; 2]) -> bool {
    let half = whole(1) / whole(2);
    let tenth = &half / whole(10);
    let apart = |a: &BigRational, b: &BigRational| if a > b { a - b } else { b - a };
    let [tickets, residents] = mean;
    let [own_tickets, own_residents] = own;
    apart(tickets, own_tickets) <= half && apart(residents, own_residents) <= tenth
}

fn whole(number: u64) -> BigRational {
    BigRational::from_integer(number.into())
}
