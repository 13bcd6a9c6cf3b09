//! The district's own figures, which the city gives, against each other and the tickets.

use num_rational::BigRational;

use super::Material;
use super::numbers::{beyond, printed, shown, whole};
use crate::diagnostics::{Code, Problem};
use crate::figures::{City, Figure, RATES, ResponseOf};
use crate::tickets::{Assessed, Rating, Satisfaction};

/// The built-in rates in per cent.
type Rates = [BigRational; RATES.len()];

pub(super) fn check(material: &Material<'_>) -> Vec<Problem> {
    let counted = counted_rates(material);
    let mut problems: Vec<Problem> = score_of_rates(material).into_iter().collect();
    if let Some(counted) = counted {
        problems.extend(rates(material, &counted));
        problems.extend(score_of_tickets(material, &counted));
    }
    problems.extend(outside_of_units(material));
    problems
}

/// The score against the weighted sum of the rates as the city prints them.
fn score_of_rates(material: &Material<'_>) -> Option<Problem> {
    let given = given(material, "score")?;
    // One's own way of working out a score may need rates that the city does not give.
    let expected = weighted(material, |name| self::given(material, name))?;
    let expected = printed(material, &expected);
    let apart = beyond(&given, &expected, material.tolerances.score)?;
    let parts = material.rules.score_parts();
    let weights: Vec<String> =
        parts.iter().map(|(_, weight)| weight.to_string()).collect();
    let weights = weights.join("、");
    let message = format!(
        "市级公布的综合成绩是 {}，按公布的三率和权重（{weights}）应为 {}，相差 {}",
        shown(&given),
        shown(&expected),
        shown(&apart),
    );
    Some(
        Problem::warning(Code::WRONG_SCORE, message)
            .at((material.setting)("city.score"))
            .hint("请与市级通报核对；通报确实如此的不必改，差值上限由 tolerances.score 设定"),
    )
}

/// Each rate against what the tickets give.
fn rates(material: &Material<'_>, counted: &Rates) -> Vec<Problem> {
    let check = |name: String| {
        let given = given(material, &name)?;
        let counted = printed(material, &of_tickets(material, counted, &name)?);
        let apart = beyond(&given, &counted, material.tolerances.rate)?;
        let message = format!(
            "市级公布的{}是 {}%，按考评明细计算是 {}%，相差 {} 个百分点",
            material.rules.called(&name),
            shown(&given),
            shown(&counted),
            shown(&apart),
        );
        Some(
            Problem::warning(Code::CITY_RATE, message)
                .at((material.setting)(&City::setting(&name)))
                .hint(
                    "请核对 city 和考评明细是否同一口径；差值上限由 tolerances.rate 设定",
                ),
        )
    };
    material.rules.rates().into_iter().filter_map(check).collect()
}

/// The score against what the tickets give.
fn score_of_tickets(material: &Material<'_>, counted: &Rates) -> Option<Problem> {
    let given = given(material, "score")?;
    let rate = |name: &str| of_tickets(material, counted, name);
    let counted = printed(material, &weighted(material, rate)?);
    let apart = beyond(&given, &counted, material.tolerances.score)?;
    let message = format!(
        "市级公布的综合成绩是 {}，按考评明细计算是 {}，相差 {}",
        shown(&given),
        shown(&counted),
        shown(&apart),
    );
    Some(
        Problem::warning(Code::CITY_RATE, message)
            .at((material.setting)("city.score"))
            .hint("请核对 city 和考评明细是否同一口径；差值上限由 tolerances.score 设定"),
    )
}

/// The whole district cannot do better or worse than both towns and departments.
fn outside_of_units(material: &Material<'_>) -> Option<Problem> {
    let given = given(material, "score")?;
    let [towns, departments] = ["towns.all.score", "departments.score"]
        .map(|key| material.statistics.figure(key).and_then(Figure::printed_exact));
    let (towns, departments) = (towns?, departments?);
    let word = if given < towns && given < departments {
        "低于"
    } else if given > towns && given > departments {
        "高于"
    } else {
        return None;
    };
    let near =
        if (given < towns) == (towns < departments) { &towns } else { &departments };
    beyond(&given, near, material.tolerances.score)?;
    let message = format!(
        "市级公布的综合成绩是 {}，既{word}镇街的 {}，又{word}部门的 {}",
        shown(&given),
        shown(&towns),
        shown(&departments),
    );
    Some(
        Problem::warning(Code::CITY_OUTSIDE_OF_UNITS, message)
            .at((material.setting)("city.score"))
            .hint("全区成绩一般介于两者之间，请核对 city.score 和考评明细"),
    )
}

/// What the tickets give of a rate, unrounded: of a measure of one's own its figure.
fn of_tickets(
    material: &Material<'_>,
    counted: &Rates,
    name: &str,
) -> Option<BigRational> {
    let own = material.statistics.figure(&format!("assessed.{name}"));
    let built_in = RATES.iter().position(|rate| *rate == name);
    own.and_then(|own| own.exact.clone())
        .or_else(|| counted.get(built_in?).cloned())
}

fn given(material: &Material<'_>, name: &str) -> Option<BigRational> {
    material.statistics.figure(&format!("city.{name}"))?.printed_exact()
}

/// The score that rates give; none where one of them is not known.
fn weighted(
    material: &Material<'_>,
    rate: impl Fn(&str) -> Option<BigRational>,
) -> Option<BigRational> {
    let mut sum = whole(0);
    for (name, weight) in material.rules.score_parts() {
        sum += rate(name)? * weight.exact();
    }
    Some(sum / whole(100))
}

/// The rates of all assessed tickets; none without rated ones.
fn counted_rates(material: &Material<'_>) -> Option<Rates> {
    let count = |holds: &dyn Fn(&Assessed) -> bool| {
        let groups = material.tickets.assessed_groups()?;
        let counts = groups.filter(|(ticket, _)| holds(ticket)).map(|(_, count)| count);
        Some(BigRational::from_integer(counts.sum::<u64>().into()))
    };
    let is_rated = |ticket: &Assessed| ticket.rating.is_some();
    let rating = |holds: fn(Rating) -> bool| {
        count(&move |ticket: &Assessed| ticket.rating.is_some_and(holds))
    };
    let rated = count(&is_rated)?;
    let (responded, of) = match material.rules.response_of {
        ResponseOf::Assessed => (count(&|ticket| ticket.responded)?, count(&|_| true)?),
        ResponseOf::Rated => {
            (count(&|ticket| ticket.responded && is_rated(ticket))?, rated.clone())
        }
    };
    let resolved = rating(|rating| rating.resolved)?;
    let satisfied = rating(|rating| rating.satisfaction == Satisfaction::Satisfied)?;
    let basic = rating(|rating| rating.satisfaction == Satisfaction::Basic)?;
    let satisfied = satisfied + basic * material.rules.basic_satisfaction.exact();
    let percent = |hits: BigRational, of: &BigRational| hits / of * whole(100);
    (rated > whole(0)).then(|| {
        [percent(responded, &of), percent(resolved, &rated), percent(satisfied, &rated)]
    })
}
