//! What rules walk over: claims, marks, and columns and charts as values by name.

use std::ops::Range;

use super::claim::Claim;
use super::marks::Mark;
use super::printed::Printed;
use super::table::{RowFacts, TableFacts};
use super::words::{Measure, Period};
use super::{Facts, Paragraph};
use crate::audit::columns::Role;
use crate::audit::places::Spot;

/// A column of figures or changes, or a chart.
#[derive(Debug)]
pub(crate) struct Order<'f> {
    /// “表2”, “图1”.
    pub(crate) label: &'f str,
    pub(crate) measure: &'f Measure,
    pub(crate) role: Role,
    pub(crate) period: &'f Period,
    /// None of a chart.
    pub(crate) table: Option<&'f TableFacts<'f>>,
    pub(crate) values: Vec<Value<'f>>,
}

/// A value of an order.
#[derive(Debug)]
pub(crate) struct Value<'f> {
    pub(crate) name: &'f str,
    pub(crate) class: &'f str,
    pub(crate) number: &'f Printed,
    pub(crate) spot: Spot,
}

impl Paragraph<'_> {
    /// The words of a mark or claim.
    pub(crate) fn words(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }
}

impl Order<'_> {
    pub(crate) fn value(&self, name: &str) -> Option<&Printed> {
        self.values.iter().find(|it| it.name == name).map(|it| it.number)
    }
}

impl<'a> Facts<'a> {
    /// Everything that sentences claim, with the place of their text.
    pub(crate) fn claims(&self) -> impl Iterator<Item = (Spot, &Claim)> {
        self.paragraphs.iter().flat_map(|paragraph| {
            let claims = paragraph.sentences.iter().flat_map(|(_, it)| &it.claims);
            claims.map(|claim| (paragraph.spot, claim))
        })
    }

    /// Every mark with its paragraph and the bytes where it stands.
    pub(crate) fn marks(
        &self,
    ) -> impl Iterator<Item = (&Paragraph<'a>, &Range<usize>, &Mark)> {
        self.paragraphs.iter().flat_map(|paragraph| {
            paragraph
                .marks
                .iter()
                .map(move |(range, mark)| (paragraph, range, mark))
        })
    }

    /// Tables of which the rows are no periods: those have an order and sums.
    pub(crate) fn lists(&self) -> impl Iterator<Item = &TableFacts<'a>> {
        self.tables.iter().filter(|table| !table.is_series)
    }

    /// Every order, those of tables first.
    pub(crate) fn orders(&self) -> Vec<Order<'_>> {
        let of_tables = self.lists().flat_map(|table| {
            let columns = table.columns.iter().enumerate();
            columns.map(move |(x, column)| Order {
                label: table.name(),
                measure: &column.measure,
                role: column.role,
                period: &column.period,
                table: Some(table),
                values: table.ones().filter_map(|row| value(table, row, x)).collect(),
            })
        });
        let of_charts = self.series.iter().map(|series| Order {
            label: &series.label,
            measure: &series.measure,
            role: Role::Figure,
            period: &series.period,
            table: None,
            values: series.points.iter().map(|it| point(series.spot, it)).collect(),
        });
        of_tables.chain(of_charts).collect()
    }
}

fn value<'f>(table: &TableFacts<'_>, row: &'f RowFacts, x: usize) -> Option<Value<'f>> {
    let (name, class, number) = (&row.name, &row.class, row.at(x)?);
    Some(Value { name, class, number, spot: table.spot(row.y, x) })
}

fn point(spot: Spot, (name, number): &(String, Printed)) -> Value<'_> {
    Value { name, class: "", number, spot }
}
