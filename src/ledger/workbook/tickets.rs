//! The sheet 工单: every assessed ticket with the units for which it counts.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::{Column, Formats, Sheet, Value};
use crate::figures::{Group, Outcome};
use crate::tickets::{
    Assessed, Callback, Dispatch, Register, Satisfaction, Tickets, UnitId, UnitKind,
};

/// Columns that every list of tickets has.
const COLUMNS: [(&str, f64); 11] = [
    ("工单编号", 22.0),
    ("导出表行号", 12.0),
    ("派单方式", 11.0),
    ("主办单位", 20.0),
    ("从办单位", 24.0),
    ("按时响应", 11.0),
    ("参评", 9.0),
    ("解决情况", 11.0),
    ("满意情况", 11.0),
    ("结果分类", 16.0),
    ("区级回访", 11.0),
];

/// Nobody looks through more rows than this: the district's month has a quarter of them, a
/// city's would take longer to list than to count.
const TICKETS_MAX: usize = 50_000;

pub(super) fn columns() -> Vec<Column> {
    let columns = COLUMNS.iter();
    columns.map(|(header, width)| Column::new(header, *width)).collect()
}

pub(super) fn write(
    sheet: &mut Worksheet,
    formats: &mut Formats,
    tickets: &Tickets,
    register: &Register,
) -> Result<(), XlsxError> {
    let mut columns = columns();
    columns.push(Column::new("计入单位", 44.0));
    let mut sheet = Sheet::start(sheet, formats, "工单", None, &columns)?;
    let listed = tickets.assessed.as_deref().unwrap_or_default();
    if listed.len() > TICKETS_MAX {
        let message = format!(
            "共 {} 件，超过 {TICKETS_MAX} 件，这里不逐件列出；一个数字所依据的工单可用 bulletin explain 取得",
            listed.len()
        );
        sheet.row(&[Value::words(message)])?;
        return sheet.end(&[]);
    }
    for ticket in listed {
        let mut values = row(ticket, register);
        values.push(Value::words(counts_for(ticket, register)));
        sheet.row(&values)?;
    }
    sheet.end(&[])
}

/// The cells of [`columns`].
pub(super) fn row(ticket: &Assessed, register: &Register) -> Vec<Value> {
    let yes = |is: bool| Value::centred(if is { "是" } else { "否" });
    let helpers: Vec<&str> =
        ticket.co_handlers.iter().map(|unit| name(*unit, register)).collect();
    let (resolved, satisfied) = match ticket.rating {
        Some(rating) => (
            Value::centred(if rating.resolved { "解决" } else { "未解决" }),
            Value::centred(match rating.satisfaction {
                Satisfaction::Satisfied => "满意",
                Satisfaction::Basic => "基本满意",
                Satisfaction::Dissatisfied => "不满意",
            }),
        ),
        None => (Value::Empty, Value::Empty),
    };
    let or_empty = |text: Option<&'static str>| text.map_or(Value::Empty, Value::centred);
    let callback = ticket.callback.map(|callback| match callback {
        Callback::BothPositive => "双满",
        Callback::ResolvedBasic => "解决、基本满意",
        Callback::OneNegative => "单否",
        Callback::BothNegative => "双否",
    });
    vec![
        Value::words(ticket.number.as_str()),
        Value::count(ticket.row),
        Value::centred(match ticket.dispatch {
            Dispatch::Direct => "直派",
            Dispatch::Transferred => "转派",
        }),
        Value::words(name(ticket.lead, register)),
        Value::words(helpers.join("、")),
        yes(ticket.responded),
        yes(ticket.rating.is_some()),
        resolved,
        satisfied,
        or_empty(Outcome::of(&Group::of(ticket)).map(Outcome::name)),
        or_empty(callback),
    ]
}

/// In whose rows a ticket counts, and as what: “檀营地区（直派）、教委（从办）”.
fn counts_for(ticket: &Assessed, register: &Register) -> String {
    let lead = register.unit(ticket.lead).and_then(|unit| {
        let part = match (&unit.kind, ticket.dispatch) {
            (UnitKind::Town, Dispatch::Direct) => "直派",
            (UnitKind::Town, Dispatch::Transferred) => "转派",
            (UnitKind::Department { .. }, _) => "自办",
            // It counts in the district's figures only.
            (UnitKind::Outside, _) => return None,
        };
        Some(format!("{}（{part}）", unit.name))
    });
    let helpers = ticket.co_handlers.iter().filter_map(|unit| {
        let unit = register.unit(*unit).filter(|unit| unit.kind != UnitKind::Outside)?;
        Some(format!("{}（从办）", unit.name))
    });
    let all: Vec<String> = lead.into_iter().chain(helpers).collect();
    if all.is_empty() { "仅计入全区".to_owned() } else { all.join("、") }
}

pub(super) fn name(unit: UnitId, register: &Register) -> &str {
    register.unit(unit).map_or("", |unit| unit.name.as_str())
}
