//! Another program that has the tickets in memory goes the same way without files.

use bulletin::content::{self, Frame, Material};
use bulletin::diagnostics::Problem;
use bulletin::figures::{self, City, LastPeriod, Month, Rules};
use bulletin::layout::{self, Choice};
use bulletin::tickets::{
    Assessed, Detail, Dispatch, Period, Rating, Register, Satisfaction, Tickets, Unit,
    UnitKind,
};
use bulletin::writers::{self, docx};
use chrono::NaiveDate;
use std::sync::Arc;

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "what a program of others writes from end to end"
)]
fn tickets_in_memory_become_a_word_file() -> Result<(), Box<dyn std::error::Error>> {
    let mut register = Register::default();
    let town = Unit {
        name: "檀营地区".to_owned(),
        aliases: Vec::new(),
        kind: UnitKind::Town,
        bonus: None,
    };
    let lead = register.add(town).map_err(|_| "a name stands twice")?;
    let ticket = |row: u32, resolved| Assessed {
        number: format!("{row:04}").into(),
        row,
        dispatch: Dispatch::Direct,
        lead,
        co_handlers: Box::default(),
        responded: true,
        rating: Some(Rating { resolved, satisfaction: Satisfaction::Satisfied }),
        callback: None,
        detail: Detail::default(),
    };
    let tickets = Tickets {
        assessed: Some(vec![ticket(1, true), ticket(2, false)]),
        ..Tickets::default()
    };
    let day = |month, day| NaiveDate::from_ymd_opt(2023, month, day).unwrap_or_default();
    let midnight = |date: NaiveDate| date.and_hms_opt(0, 0, 0).unwrap_or_default();

    let statistics = figures::compute(&Month {
        district: "密云区",
        period: Period { start: midnight(day(8, 19)), end: midnight(day(9, 19)) },
        register: &register,
        tickets: &tickets,
        rules: &Rules::default(),
        city: &City::default(),
        last: &LastPeriod::default(),
        before: None,
        year_ago: None,
    });
    // 10 × 2/2 + 50 × 1/2 + 40 × 2/2.
    let score = statistics.figure("towns.direct.檀营地区.score");
    assert_eq!(
        score
            .and_then(|score| score.printed)
            .map(|p| p.to_string())
            .as_deref(),
        Some("75.00")
    );

    let tell = |problems: Vec<Problem>| {
        problems.iter().map(|p| p.message.clone()).collect::<String>()
    };
    let official = layout::read(&Choice::BuiltIn("official".to_owned())).map_err(tell)?;
    let (mut document, problems) = content::compose(&Material {
        outline: &official.outline,
        place: &|path| official.place(path),
        statistics: Arc::new(statistics),
        cases: &[],
        frame: &Frame::default(),
        title_characters: official.style.title_characters(),
        office: "密云区城市管理指挥中心",
        date: day(9, 25),
    });
    // Sentences without figures were left out, each with a remark.
    assert!(problems.iter().any(|problem| problem.message.contains("已略去")));
    drop(writers::clean(&mut document));
    let word = docx::write(&document, &official.style).map_err(tell)?;
    assert!(word.starts_with(b"PK"));
    Ok(())
}
