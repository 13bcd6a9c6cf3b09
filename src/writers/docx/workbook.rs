//! The workbook behind a native chart, which Word opens with “编辑数据”.

use crate::diagnostics::{Code, Problem};
use crate::document::{Chart, Point, Series};
use crate::files;
use crate::tickets::Decimal;

/// Name of the only sheet; the chart's formulas name it too.
pub(super) const SHEET: &str = "Sheet1";

/// The chart's figures: categories in column A, a series in each column from B.
pub(super) fn workbook(chart: &Chart) -> Result<Vec<u8>, Box<Problem>> {
    write(chart).map_err(|error| {
        let message = format!("图表“{}”的数据表写不出来：{error}", chart.caption.tag());
        Box::new(Problem::error(Code::CANNOT_WRITE, message))
    })
}

fn write(chart: &Chart) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    // A clock would make two runs differ.
    let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(
        &rust_xlsxwriter::DocProperties::new().set_creation_datetime(&date),
    );
    let sheet = workbook.add_worksheet().set_name(SHEET)?;
    for (row, category) in (1..).zip(&chart.categories) {
        sheet.write_string(row, 0, category)?;
    }
    for (column, Series { name, points }) in (1..).zip(&chart.series) {
        sheet.write_string(0, column, name)?;
        let format = number_format(points);
        let format = rust_xlsxwriter::Format::new().set_num_format(format);
        for (row, point) in (1..).zip(points) {
            if let Some(value) = point.as_ref().and_then(value) {
                sheet.write_number_with_format(row, column, value, &format)?;
            }
        }
    }
    workbook.save_to_buffer().map(files::as_on_unix)
}

/// The number that a point prints.
pub(super) fn value(point: &Point) -> Option<f64> {
    point.value.map(Decimal::nearest_f64)
}

/// As many decimals as the points print.
pub(super) fn number_format(points: &[Option<Point>]) -> String {
    let values = points.iter().flatten().filter_map(|point| point.value);
    match values.map(Decimal::places).max().unwrap_or(0) {
        0 => "0".to_owned(),
        decimals => format!("0.{}", "0".repeat(decimals)),
    }
}
