//! 各区万人诉求比: tickets and residents of every district.

use std::collections::HashMap;

use num_rational::BigRational;

use super::account::Fate;
use super::columns::{DISTRICTS, plain_header};
use super::findings::Findings;
use super::numbers;
use super::oddities;
use super::record::{Field, Record};
use super::table::{self, Table};
use super::{Column, Decimal, DistrictCount, Reading, Settings};
use crate::diagnostics::{Code, Problem};
use crate::sources::Export;

const DEVELOPMENT_AREA: &str = "经开区";

/// The districts with their account; none when they cannot be read.
pub(super) fn read(
    export: &Export,
    settings: &Settings,
    own: &str,
    findings: &mut Findings,
) -> Option<(Vec<DistrictCount>, Reading)> {
    let mut table = table::open(export, DISTRICTS, settings, findings)?;
    let mut districts = Vec::new();
    let mut rows = HashMap::new();
    let reading = table.read(findings, &mut |record, findings| {
        let Some(mut count) = count(record, findings) else {
            return Fate::LeftOut(numbers::UNUSABLE);
        };
        findings.extend(strange(record, &count.district, own));
        if count.district == name(own) {
            own.clone_into(&mut count.district);
        }
        let first = *rows.entry(count.district.clone()).or_insert(count.row);
        if first != count.row {
            let district = &count.district;
            let message = format!("“{district}”重复，第一次出现在第{first}行");
            let problem = Problem::error(Code::DUPLICATE_ROW, message)
                .hint("请删去重复的行")
                .at(record.place(Column::District));
            findings.add(problem);
            return Fate::LeftOut("区重复");
        }
        districts.push(count);
        Fate::Used
    });
    for (row, what) in oddities::sums(&districts) {
        // One that nobody knows is asked about already.
        if !oddities::is_known(&row.district, own) {
            continue;
        }
        let place = table.layout.cell_place(row.row, Column::TicketCount);
        findings.add(oddities::sum(row, what).at(place));
    }
    // What is missing for a reason that is told is missing from sums too.
    if !findings.has_errors() {
        findings.extend(sums(&table, &districts));
    }
    Some((districts, reading))
}

/// A number of a district's row.
type Number = fn(&DistrictCount) -> BigRational;

fn whole(count: u64) -> BigRational {
    BigRational::from_integer(count.into())
}

/// Sums and means that the rows do not give. The people of 经开区 are also those of the
/// districts in which it lies, so a sum may leave them out.
fn sums(table: &Table, districts: &[DistrictCount]) -> Vec<Problem> {
    let columns: [(Column, Number); 3] = [
        (Column::TicketCount, |row| whole(row.tickets)),
        (Column::Residents, |row| row.residents.exact()),
        (Column::PreviousTicketCount, |row| whole(row.previous.unwrap_or(0))),
    ];
    let check = |(column, number): &(Column, Number)| {
        let rows = |is_wanted: fn(&&DistrictCount) -> bool| {
            let wanted = districts.iter().filter(is_wanted);
            wanted.map(|row| (row.row, number(row))).collect::<Vec<_>>()
        };
        let problems = table.check_sums(*column, &rows(|_| true));
        let without = rows(|row| row.district != DEVELOPMENT_AREA);
        let is_sum =
            !problems.is_empty() && table.check_sums(*column, &without).is_empty();
        if is_sum { Vec::new() } else { problems }
    };
    columns.iter().flat_map(check).collect()
}

/// What is wrong with the name of a district; `district` is how it is compared.
pub(super) fn strange(record: &Record<'_>, district: &str, own: &str) -> Option<Problem> {
    let title = record.title(Column::District);
    let written = record.text(Column::District).value()?;
    let problem = oddities::name(title, &written)
        .or_else(|| oddities::district(title, &written, district, &name(own)))?;
    Some(problem.at(record.place(Column::District)))
}

/// A district's name as it is compared: 北京市密云区, 密云区 and 密云 are the same.
pub(super) fn name(written: &str) -> String {
    let plain = plain_header(written);
    let short = plain.strip_prefix("北京市").unwrap_or(&plain);
    match short.strip_prefix("北京").unwrap_or(short) {
        name if ["开发区", "经开", "亦庄"].iter().any(|part| name.contains(part)) => {
            DEVELOPMENT_AREA.to_owned()
        }
        name if name.ends_with('区') => name.to_owned(),
        name if name.ends_with('县') => name.replace('县', "区"),
        name => format!("{name}区"),
    }
}

fn count(record: &Record<'_>, findings: &mut Findings) -> Option<DistrictCount> {
    // All are read before the first gap ends it, so that every problem is told.
    let district = record.required(Column::District, findings).value();
    let tickets = record.count(Column::TicketCount, findings).value();
    let residents = residents(record, findings);
    // A district may be newer than the last period.
    let previous = match record.text(Column::PreviousTicketCount) {
        Field::NoColumn | Field::Empty => Some(None),
        Field::Wrong | Field::Is(_) => {
            record.count(Column::PreviousTicketCount, findings).value().map(Some)
        }
    };
    Some(DistrictCount {
        row: record.number(),
        district: name(&district?),
        tickets: tickets?,
        residents: residents?,
        previous: previous?,
    })
}

/// Tickets are divided by residents, so there must be some.
fn residents(record: &Record<'_>, findings: &mut Findings) -> Option<Decimal> {
    let column = Column::Residents;
    let residents = record.decimal(column, findings).value()?;
    if residents.exact() > Decimal::whole(0).exact() {
        return Some(residents);
    }
    let message =
        format!("“{}”应为大于 0 的数字，单元格里是“{residents}”", record.title(column));
    let problem = Problem::error(Code::BAD_NUMBER, message).hint("请填写常住人口");
    findings.add(problem.at(record.place(column)));
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_district_is_the_same_by_its_long_and_short_names() {
        for written in ["密云区", "密云", "北京市密云区", "密 云"] {
            assert_eq!(name(written), "密云区", "{written}");
        }
        assert_eq!(name("密云县"), "密云区");
        assert_eq!(name("房山区（含燕山）"), "房山区");
        assert_eq!(name("北京经济技术开发区"), "经开区");
        assert_eq!(name("经开"), "经开区");
        assert_eq!(name("亦庄开发区"), "经开区");
    }
}
