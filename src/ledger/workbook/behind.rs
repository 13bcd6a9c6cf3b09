//! The tickets behind one figure, as a workbook.

use num_traits::Zero;
use rust_xlsxwriter::XlsxError;

use super::sheet::{Column, Formats, Sheet, Value};
use super::{new_sheet, started, tickets};
use crate::files;
use crate::ledger::{Behind, Entry, Ledger, Ticket, numbers};
use crate::tickets::Register;

pub(super) fn fill(
    ledger: &Ledger,
    entry: &Entry,
    behind: &[Behind<'_>],
    register: &Register,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = started(ledger)?;
    let formats = &mut Formats::new();
    let mut columns = tickets::columns();
    let has_base = behind.iter().any(|behind| behind.is_in_base);
    columns.push(Column::new("计入单位", 20.0));
    columns.push(Column::new(if has_base { "计入分子" } else { "计数" }, 11.0));
    if has_base {
        columns.push(Column::new("计入分母", 11.0));
    }
    let caption = format!("{}：{}", entry.definition, entry.formula);
    let sheet = new_sheet(&mut workbook)?;
    let mut sheet = Sheet::start(sheet, formats, "工单", Some(&caption), &columns)?;
    for behind in behind {
        sheet.row(&row(behind, register, has_base))?;
    }
    sheet.end(&[format!("名称：{}", entry.key)])?;
    workbook.save_to_buffer().map(files::as_on_unix)
}

fn row(behind: &Behind<'_>, register: &Register, has_base: bool) -> Vec<Value> {
    let mut values = match behind.ticket {
        Ticket::Assessed(ticket) => tickets::row(ticket, register),
        Ticket::Accepted(ticket) => {
            let mut values =
                vec![Value::words(ticket.number.as_str()), Value::count(ticket.row)];
            values.resize(tickets::columns().len(), Value::Empty);
            values
        }
    };
    values.push(match behind.unit {
        Some(unit) => Value::words(tickets::name(unit, register)),
        None => Value::words("全区"),
    });
    values.push(if behind.hits.is_zero() {
        Value::centred("—")
    } else {
        Value::exact(&numbers::exact(&behind.hits))
    });
    if has_base {
        values.push(if behind.is_in_base {
            Value::Number(1.0, "0")
        } else {
            Value::centred("—")
        });
    }
    values
}
