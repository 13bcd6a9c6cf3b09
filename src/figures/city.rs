//! What the city publishes: the district's own figures, streets and districts.

use num_rational::BigRational;

use super::collect::Collected;
use super::figure::{Kind, Origin, Published, Term, whole};
use super::standing::ranks;
use super::{City, Month, Row, Rows};
use crate::tickets::{Decimal, DistrictCount, Ranked, UnitId, UnitKind};

/// Adds the figures that only the city gives and the configuration holds.
pub(super) fn add_given(collected: &mut Collected<'_>, city: &City) {
    let City { score, rank, departments_average, .. } = city;
    let rank = rank.map(|rank| Decimal::whole(rank.into()));
    let rules = collected.rules;
    let called = |name: &str| format!("全区{}", rules.called(name));
    let mut given = vec![
        ("score".to_owned(), Kind::Score, *score, called("score")),
        ("rank".to_owned(), Kind::Rank, rank, called("score") + "在各区中的排名"),
        (
            "departments_average".to_owned(),
            Kind::Score,
            *departments_average,
            "全市部门平均水平".to_owned(),
        ),
    ];
    given.extend(rules.rates().into_iter().map(|name| {
        let (value, what) = (city.rate(&name), called(&name));
        (name, Kind::Rate, value, what)
    }));
    for (name, kind, value, what) in given {
        let origin = Origin::Configured { setting: City::setting(&name) };
        let definition = format!("市级公布的{what}");
        collected.given(format!("city.{name}"), kind, value, origin, definition);
    }
}

/// Adds count and average of all 街乡镇, and the own towns' places among them.
pub(super) fn add_streets(collected: &mut Collected<'_>, month: &Month<'_>) {
    let none = Vec::new();
    let now = month.tickets.ranking.as_ref().unwrap_or(&none);
    let definition = "参与全市排名的街乡镇数".to_owned();
    let known = month.tickets.ranking.is_some();
    collected.known_count(
        "streets.count",
        known.then(|| count(now.len())),
        Rows::Ranking,
        definition,
    );
    let average = super::mean(now.iter().map(|row| row.score.exact()).collect());
    let origin = Origin::Mean { rows: now.len(), list: None };
    let definition = "全市街乡镇综合成绩（公布值）的平均数".to_owned();
    collected.add("streets.average".to_owned(), Kind::Score, average, origin, definition);
    let before = month.tickets.previous_ranking.as_ref().unwrap_or(&none);
    for (id, unit) in month.register.iter() {
        if unit.kind != UnitKind::Town {
            continue;
        }
        add_place(collected, &unit.name, place(now, id), place(before, id));
    }
}

fn place(rows: &[Ranked], town: UnitId) -> Option<&Ranked> {
    rows.iter().find(|row| row.unit == Some(town))
}

fn add_place(
    collected: &mut Collected<'_>,
    town: &str,
    now: Option<&Ranked>,
    before: Option<&Ranked>,
) {
    let key = format!("towns.direct.{town}");
    let published = |export, row: Option<&Ranked>| Origin::Published {
        export,
        row: row.map(|row| row.row),
    };
    let rank = |row: &Ranked| Decimal::whole(row.rank.into());
    let ranks = [
        ("city_rank", Published::Ranking, now, "在全市街乡镇中的排名"),
        (
            "previous_city_rank",
            Published::PreviousRanking,
            before,
            "上期在全市街乡镇中的排名",
        ),
    ];
    for (name, export, row, what) in ranks {
        let definition = format!("{town}{what}");
        let value = row.map(rank);
        let (then, key) = (format!("{key}.city_rank"), format!("{key}.{name}"));
        let is_missing = export == Published::PreviousRanking && row.is_none();
        let beside = now.filter(|_| is_missing).and_then(|row| row.previous_rank);
        if let Some(beside) = beside {
            let beside = Some(Decimal::whole(beside.into()));
            let origin = published(Published::Ranking, now);
            collected.given(key, Kind::Rank, beside, origin, definition);
        } else if is_missing && collected.before(&then).is_some() {
            collected.stored(key, Kind::Rank, &then, definition);
        } else {
            collected.given(key, Kind::Rank, value, published(export, row), definition);
        }
    }
    let definition = format!("市级公布的{town}综合成绩");
    let score = now.map(|row| row.score);
    collected.given(
        format!("{key}.city_score"),
        Kind::Score,
        score,
        published(Published::Ranking, now),
        definition,
    );
    collected.difference(
        format!("{key}.rank_change"),
        Kind::RankChange,
        &format!("{key}.previous_city_rank"),
        &format!("{key}.city_rank"),
        format!("{town}全市排名比上期前进的位数（上期排名－本期排名）"),
    );
}

/// Adds tickets per 10,000 residents of every district, fewest first.
pub(super) fn add_districts(collected: &mut Collected<'_>, month: &Month<'_>) {
    let none = Vec::new();
    let districts = month.tickets.districts.as_ref();
    let definition = "列入万人诉求比的区数".to_owned();
    let known = districts.map(|districts| count(districts.len()));
    collected.known_count("districts.count", known, Rows::Districts, definition);
    let districts = districts.unwrap_or(&none);
    add_district(collected, "districts.own", month.district, None, None);
    let mut entries: Vec<(&DistrictCount, Option<BigRational>)> = districts
        .iter()
        .map(|row| (row, per_10k(row.tickets, row.residents)))
        .collect();
    // Districts without residents have no figure and stand last.
    entries.sort_by(|(_, a), (_, b)| match (a, b) {
        (Some(a), Some(b)) => a.cmp(b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    });
    let printed: Vec<Option<Decimal>> = entries
        .iter()
        .map(|(_, exact)| super::round(exact.as_ref()?, 2, collected.rules.rounding))
        .collect();
    let mut rows = Vec::new();
    for ((row, _), rank) in entries.iter().zip(ranks(&printed)) {
        let key = format!("districts.{}", row.district);
        add_district(collected, &key, &row.district, Some(row), rank);
        if row.district == month.district {
            add_district(collected, "districts.own", &row.district, Some(row), rank);
        }
        rows.push(Row { name: row.district.clone(), key, class: None });
    }
    collected.list("districts", rows);
}

/// Adds a district's figures; they have no values without a row.
fn add_district(
    collected: &mut Collected<'_>,
    key: &str,
    district: &str,
    row: Option<&DistrictCount>,
    rank: Option<u32>,
) {
    let residents = row.map(|row| row.residents);
    let definition = format!("{district}常住人口（万人，公布值）");
    let name = format!("{key}.residents");
    collected.given(name, Kind::Residents, residents, published(row), definition);
    add_load(collected, key, row, ["", district, ""], row.map(|row| row.tickets));
    let before = row.and_then(|row| row.previous);
    add_load(collected, key, row, ["previous_", district, "上期"], before);
    if before.is_none() {
        stored_load(collected, key, district);
    }
    collected.difference(
        format!("{key}.change"),
        Kind::PerTenThousand,
        &format!("{key}.per_10k"),
        &format!("{key}.previous_per_10k"),
        format!("{district}万人诉求比与上期之差"),
    );
    let placed = Origin::Placed { list: "districts".to_owned() };
    let definition = format!("{district}万人诉求比的名次，最少的为第1");
    let rank = rank.map(|rank| whole(rank.into()));
    collected.add(format!("{key}.rank"), Kind::Rank, rank, placed, definition);
}

/// Adds tickets of a period, and the same per 10,000 residents.
fn add_load(
    collected: &mut Collected<'_>,
    key: &str,
    row: Option<&DistrictCount>,
    [name, district, when]: [&str; 3],
    tickets: Option<u64>,
) {
    let definition = format!("{district}{when}诉求量");
    let value = tickets.map(whole);
    let counted = format!("{key}.{name}tickets");
    collected.add(counted, Kind::Count, value, published(row), definition);
    let shares = tickets.zip(row.map(|row| row.residents));
    let origin = Origin::Ratio {
        hits: vec![Term::one(format!("{key}.{name}tickets"))],
        of: vec![Term::one(format!("{key}.residents"))],
    };
    let exact = shares.and_then(|(tickets, residents)| per_10k(tickets, residents));
    let definition = format!("{district}{when}诉求量÷常住人口（万人）");
    let key = format!("{key}.{name}per_10k");
    collected.add(key, Kind::PerTenThousand, exact, origin, definition);
}

/// What the last period's final build stored, where the export has no last period.
fn stored_load(collected: &mut Collected<'_>, key: &str, district: &str) {
    for (name, kind, what) in [
        ("tickets", Kind::Count, "诉求量"),
        ("per_10k", Kind::PerTenThousand, "万人诉求比"),
    ] {
        let (then, key) = (format!("{key}.{name}"), format!("{key}.previous_{name}"));
        if collected.before(&then).is_some() {
            collected.stored(key, kind, &then, format!("{district}上期{what}"));
        }
    }
}

fn published(row: Option<&DistrictCount>) -> Origin {
    Origin::Published { export: Published::Districts, row: row.map(|row| row.row) }
}

fn per_10k(tickets: u64, residents: Decimal) -> Option<BigRational> {
    let residents = residents.exact();
    (residents > whole(0)).then(|| whole(tickets) / residents)
}

fn count(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}
