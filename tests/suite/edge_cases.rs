//! Statistics at their edges, by figures worked out by hand.
#![expect(clippy::unwrap_used, reason = "a test without its month has to fail")]

use bulletin::figures::{City, LastPeriod, Month, Rules, Statistics, compute};
use bulletin::tickets::{
    Accepted, Assessed, Callback, Decimal, Dispatch, Period, Ranked, Rating, Register,
    Satisfaction, Tickets, Unit, UnitId, UnitKind,
};
use bulletin::wording;
use chrono::{NaiveDate, NaiveDateTime};

/// A small district: towns in register order, and tickets lead by them.
#[derive(Default)]
struct District {
    register: Register,
    tickets: Tickets,
    rules: Rules,
    last: LastPeriod,
}

const BOTH: Option<Rating> =
    Some(Rating { resolved: true, satisfaction: Satisfaction::Satisfied });
const BASIC: Option<Rating> =
    Some(Rating { resolved: true, satisfaction: Satisfaction::Basic });
const NEITHER: Option<Rating> =
    Some(Rating { resolved: false, satisfaction: Satisfaction::Dissatisfied });

impl District {
    fn town(&mut self, name: &str) -> UnitId {
        let kind = UnitKind::Town;
        let unit = Unit { name: name.to_owned(), aliases: Vec::new(), kind, bonus: None };
        self.register.add(unit).unwrap()
    }

    fn tickets(&mut self, lead: UnitId, count: u32, rating: Option<Rating>) {
        let assessed = self.tickets.assessed.get_or_insert_default();
        for row in 0..count {
            assessed.push(Assessed {
                number: format!("{row}").into(),
                row,
                dispatch: Dispatch::Direct,
                lead,
                co_handlers: Box::default(),
                responded: true,
                rating,
                callback: None,
                detail: Default::default(),
            });
        }
    }

    fn statistics(&self) -> Statistics {
        compute(&Month {
            district: "密云区",
            period: Period { start: midnight(8), end: midnight(9) },
            register: &self.register,
            tickets: &self.tickets,
            rules: &self.rules,
            city: &City::default(),
            last: &self.last,
            before: None,
            year_ago: None,
        })
    }
}

fn midnight(month: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2023, month, 19)
        .unwrap()
        .and_hms_opt(0, 0, 0)
        .unwrap()
}

fn printed(statistics: &Statistics, key: &str) -> String {
    wording::cell(statistics.figure(key).unwrap())
}

fn order(statistics: &Statistics) -> Vec<(String, String)> {
    let rows = &statistics.list("towns.direct").unwrap().rows;
    let rank = |name: &str| printed(statistics, &format!("towns.direct.{name}.rank"));
    rows.iter().map(|row| (row.name.clone(), rank(&row.name))).collect()
}

fn owned(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter()
        .map(|(name, rank)| ((*name).to_owned(), (*rank).to_owned()))
        .collect()
}

#[test]
fn a_unit_without_rated_tickets_ranks_last_without_a_rank() {
    let mut district = District::default();
    let (a, b) = (district.town("甲镇"), district.town("乙镇"));
    district.tickets(a, 3, None);
    district.tickets(b, 1, NEITHER);
    let statistics = district.statistics();
    assert_eq!(order(&statistics), owned(&[("乙镇", "1"), ("甲镇", "—")]));
    for rate in ["response", "resolution", "satisfaction", "score"] {
        assert_eq!(printed(&statistics, &format!("towns.direct.甲镇.{rate}")), "—");
    }
    assert_eq!(printed(&statistics, "towns.direct.甲镇.assessed"), "3");
}

#[test]
fn a_unit_without_assessed_tickets_has_no_row() {
    let mut district = District::default();
    let a = district.town("甲镇");
    district.town("乙镇");
    district.tickets(a, 1, BOTH);
    assert_eq!(order(&district.statistics()), owned(&[("甲镇", "1")]));
}

#[test]
fn classes_stand_in_register_order_though_the_first_unit_has_no_tickets() {
    let mut district = District::default();
    let mut department = |name: &str, class: &str| {
        let kind = UnitKind::Department { class: class.to_owned() };
        let unit = Unit { name: name.to_owned(), aliases: Vec::new(), kind, bonus: None };
        district.register.add(unit).unwrap()
    };
    let (_, second, third) = (
        department("甲局", "一类"),
        department("乙局", "二类"),
        department("丙局", "一类"),
    );
    district.tickets(second, 1, BOTH);
    district.tickets(third, 1, NEITHER);
    let statistics = district.statistics();
    let rows = &statistics.list("departments").unwrap().rows;
    let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["丙局", "乙局"]);
}

#[test]
fn the_pooled_response_rate_needs_no_rated_tickets() {
    let mut district = District::default();
    let a = district.town("甲镇");
    district.tickets(a, 3, None);
    let statistics = district.statistics();
    assert_eq!(printed(&statistics, "towns.direct.response"), "100.00%");
    assert_eq!(printed(&statistics, "towns.direct.resolution"), "—");
    assert_eq!(printed(&statistics, "towns.direct.score"), "—");
    assert_eq!(printed(&statistics, "towns.direct.甲镇.response"), "—");
}

#[test]
fn equal_scores_stand_by_assessed_count_then_by_register() {
    let mut district = District::default();
    let towns = ["甲镇", "乙镇", "丙镇", "丁镇"].map(|name| district.town(name));
    for (town, (count, rating)) in
        towns.into_iter().zip([(1, BOTH), (2, BOTH), (1, BOTH), (1, NEITHER)])
    {
        district.tickets(town, count, rating);
    }
    let expected = [("乙镇", "1"), ("甲镇", "1"), ("丙镇", "1"), ("丁镇", "4")];
    assert_eq!(order(&district.statistics()), owned(&expected));
}

#[test]
fn a_tie_that_only_rounding_makes_shares_the_rank() {
    let mut district = District::default();
    let (a, b) = (district.town("甲镇"), district.town("乙镇"));
    // 90,000 of 90,001 and 80,000 of 80,001 both resolved and 满意: scores of
    // 10 + 90 × 0.99998889 = 99.9990 and 10 + 90 × 0.9999875 = 99.9989, both 100.00.
    district.tickets(a, 80_000, BOTH);
    district.tickets(a, 1, NEITHER);
    district.tickets(b, 90_000, BOTH);
    district.tickets(b, 1, NEITHER);
    let statistics = district.statistics();
    let exact = |name: &str| {
        statistics
            .figure(&format!("towns.direct.{name}.score"))
            .unwrap()
            .exact
            .clone()
    };
    assert_ne!(exact("甲镇"), exact("乙镇"));
    assert_eq!(order(&statistics), owned(&[("乙镇", "1"), ("甲镇", "1")]));
}

#[test]
fn a_half_way_score_is_rounded_up() {
    let mut district = District::default();
    let a = district.town("甲镇");
    // 1 of 16 not resolved and 不满意, 1 of 16 基本满意: resolution 15/16 = 93.75,
    // satisfaction (14 + 0.8)/16 = 92.5; score 10 + 46.875 + 37 = 93.875, printed 93.88.
    district.tickets(a, 14, BOTH);
    district.tickets(a, 1, BASIC);
    district.tickets(a, 1, NEITHER);
    let statistics = district.statistics();
    assert_eq!(printed(&statistics, "towns.direct.甲镇.resolution"), "93.75%");
    assert_eq!(printed(&statistics, "towns.direct.甲镇.satisfaction"), "92.50%");
    assert_eq!(printed(&statistics, "towns.direct.甲镇.score"), "93.88");
}

#[test]
fn without_a_last_period_there_is_no_change() {
    let mut district = District::default();
    district.tickets.accepted = Some(vec![Accepted {
        number: "1".into(),
        row: 2,
        closed_after_s: None,
        detail: Default::default(),
    }]);
    assert_eq!(printed(&district.statistics(), "accepted.change"), "—");
    // 1 against 4: −75 %. Nothing to be compared with is no base either.
    district.last.accepted = Some(4);
    assert_eq!(printed(&district.statistics(), "accepted.change"), "-75.00%");
    district.last.accepted = Some(0);
    assert_eq!(printed(&district.statistics(), "accepted.change"), "—");
}

#[test]
fn an_unchanged_city_rank_is_told_in_words() {
    let mut district = District::default();
    let a = district.town("甲镇");
    district.tickets(a, 1, BOTH);
    let ranked = |rank| {
        vec![Ranked {
            row: 3,
            rank,
            district: "密云区".into(),
            street: "甲镇".into(),
            unit: Some(a),
            score: Decimal::whole(99),
            previous_rank: None,
        }]
    };
    district.tickets.ranking = Some(ranked(7));
    district.tickets.previous_ranking = Some(ranked(7));
    let key = "towns.direct.甲镇.rank_change";
    assert_eq!(printed(&district.statistics(), key), "持平");
    district.tickets.previous_ranking = Some(ranked(19));
    assert_eq!(printed(&district.statistics(), key), "12↑");
    district.tickets.previous_ranking = None;
    assert_eq!(printed(&district.statistics(), key), "—");
}

#[test]
fn without_any_callback_its_counts_are_absent_and_not_zero() {
    let mut district = District::default();
    let a = district.town("甲镇");
    district.tickets(a, 2, NEITHER);
    let key = "outcomes.both_negative.district_satisfied";
    assert_eq!(printed(&district.statistics(), key), "—");
    let tickets = district.tickets.assessed.as_mut().unwrap();
    tickets
        .iter_mut()
        .for_each(|ticket| ticket.callback = Some(Callback::BothNegative));
    assert_eq!(printed(&district.statistics(), key), "0");
}

#[test]
fn a_rank_of_the_last_period_beside_this_one_gives_the_change() {
    let mut district = District::default();
    let a = district.town("甲镇");
    district.tickets(a, 1, BOTH);
    district.tickets.ranking = Some(vec![Ranked {
        row: 3,
        rank: 7,
        district: "密云区".into(),
        street: "密云区甲镇政府".into(),
        unit: Some(a),
        score: Decimal::whole(99),
        previous_rank: Some(19),
    }]);
    let key = "towns.direct.甲镇.rank_change";
    assert_eq!(printed(&district.statistics(), key), "12↑");
}
