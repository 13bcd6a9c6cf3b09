//! Units of which the exports say nothing: none in the city's ranking, none with tickets.

use super::Material;
use super::rows::{self, List};
use crate::diagnostics::{Code, Problem};
use crate::figures::{Part, Tally};
use crate::tickets::{Unit, UnitId, UnitKind};

pub(super) fn check(material: &Material<'_>) -> Vec<Problem> {
    [unranked(material), idle(material)].into_iter().flatten().collect()
}

/// Towns that the city ranks not, though it ranks others of the district.
fn unranked(material: &Material<'_>) -> Option<Problem> {
    let ranking = material.tickets.ranking.as_deref()?;
    ranking.iter().find(|row| row.unit.is_some())?;
    let is_ranked = |town: UnitId| ranking.iter().any(|row| row.unit == Some(town));
    let towns = material.register.iter();
    let towns = towns.filter(|(id, unit)| unit.kind == UnitKind::Town && !is_ranked(*id));
    let names = named(towns)?;
    let message = format!("全市街乡镇排名中没有{names}，市级排名印为“—”");
    let hint = "请核对排名表是否完整、名称是否与名册一致（可在名册中登记别名）";
    let problem = Problem::warning(Code::TOWN_NOT_RANKED, message).hint(hint);
    Some(Problem { place: rows::sheet(material, List::Ranking), ..problem })
}

/// Units without an assessed ticket, which have no row in any table.
fn idle(material: &Material<'_>) -> Option<Problem> {
    let tally = Tally::of(material.tickets.assessed_groups()?);
    let is_idle = |id: UnitId| tally.count(|group| group.counts_for(id, Part::All)) == 0;
    let units = material.register.iter();
    let names =
        named(units.filter(|(id, unit)| unit.kind != UnitKind::Outside && is_idle(*id)))?;
    let message = format!("{names}没有纳入考评的工单，各表不列");
    let hint = "确实没有的不必改；如应有工单，请核对考评明细中单位的写法";
    let problem = Problem::warning(Code::UNIT_WITHOUT_TICKETS, message).hint(hint);
    Some(Problem { place: rows::sheet(material, List::Assessed), ..problem })
}

/// “甲镇”“乙镇”; none of none.
fn named<'a>(units: impl Iterator<Item = (UnitId, &'a Unit)>) -> Option<String> {
    let names: Vec<&str> = units.map(|(_, unit)| unit.name.as_str()).collect();
    (!names.is_empty()).then(|| format!("“{}”", names.join("”“")))
}
