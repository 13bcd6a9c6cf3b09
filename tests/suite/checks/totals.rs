//! Rows against totals, with tickets that no export reader would let through.

use std::path::Path;

use bulletin::checks::{self, Material, Tolerances};
use bulletin::diagnostics::{Place, Problem};
use bulletin::figures::{self, City, LastPeriod, Month, Rules};
use bulletin::tickets::{
    Assessed, Detail, Dispatch, Exports, Period, Rating, Register, Satisfaction, Tickets,
    Unit, UnitId, UnitKind,
};
use chrono::NaiveDate;

use super::lines;

/// A town, a department and a name for all others.
fn register() -> (Register, [UnitId; 3]) {
    let mut register = Register::default();
    let kinds = [
        ("甲镇", UnitKind::Town),
        ("乙局", UnitKind::Department { class: "一类部门".to_owned() }),
        ("其他单位", UnitKind::Outside),
    ];
    let ids = kinds.map(|(name, kind)| {
        let unit = Unit { name: name.to_owned(), aliases: Vec::new(), kind, bonus: None };
        register.add(unit).unwrap()
    });
    (register, ids)
}

fn ticket(row: u32, lead: UnitId, co_handlers: &[UnitId]) -> Assessed {
    Assessed {
        number: format!("T{row}").into(),
        row,
        dispatch: Dispatch::Direct,
        lead,
        co_handlers: co_handlers.into(),
        responded: true,
        rating: Some(Rating { resolved: true, satisfaction: Satisfaction::Basic }),
        callback: None,
        detail: Detail::default(),
    }
}

fn told(register: &Register, assessed: Vec<Assessed>) -> Vec<Problem> {
    let tickets = Tickets { assessed: Some(assessed), ..Tickets::default() };
    let midnight = |month| {
        let day = NaiveDate::from_ymd_opt(2023, month, 19).unwrap();
        day.and_hms_opt(0, 0, 0).unwrap()
    };
    let period = Period { start: midnight(8), end: midnight(9) };
    let rules = Rules::default();
    let last = LastPeriod { accepted: None, assessed: Some(8) };
    let statistics = figures::compute(&Month {
        district: "密云区",
        period,
        register,
        tickets: &tickets,
        rules: &rules,
        city: &City::default(),
        last: &last,
        before: None,
        year_ago: None,
    });
    checks::run(&Material {
        exports: &Exports::default(),
        tickets: &tickets,
        register,
        statistics: &statistics,
        rules: &rules,
        tolerances: &Tolerances {
            change: bulletin::tickets::Decimal::whole(100),
            ..Tolerances::default()
        },
        texts: &[],
        setting: &|key| Place::file(Path::new(key)),
        draft: false,
        is_partial: false,
    })
}

#[test]
fn co_handlers_and_units_outside_the_register_are_allowed_for() {
    let (register, [town, department, outside]) = register();
    let assessed = vec![
        ticket(1, town, &[department]),
        ticket(2, department, &[town, outside]),
        ticket(3, outside, &[town]),
        ticket(4, outside, &[]),
    ];
    let told = lines(&told(&register, assessed));
    assert_eq!(told, [""; 0]);
}

#[test]
fn a_unit_that_stands_twice_at_a_ticket_parts_rows_and_total() {
    let (register, [town, department, _]) = register();
    let assessed = vec![
        ticket(1, town, &[]),
        ticket(2, town, &[town]),
        ticket(3, town, &[department, department]),
    ];
    let expected = [
        "提醒 A33 甲镇：直派 3 件与转派、从办 1 件之和不等于合计 3 件，重复计入的工单是 T2 --> ",
        "提醒 A33 镇街 3 件加部门 1 件，减从办 3 件，加名册外单位 0 件，得 1 件，不等于纳入考评的 3 件，重复计入的工单是 T2、T3 --> ",
    ];
    assert_eq!(lines(&told(&register, assessed))[..2], expected);
}

#[test]
fn of_many_tickets_some_are_named_and_all_counted() {
    let (register, [town, ..]) = register();
    let assessed = (1..=8).map(|row| ticket(row, town, &[town])).collect();
    let told = lines(&told(&register, assessed));
    let named = told.iter().filter(|line| line.contains("T1、T2、T3、T4、T5 等 8 件"));
    assert_eq!(named.count(), 2, "{told:?}");
}
