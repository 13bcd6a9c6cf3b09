//! Values of a column as cells.

use std::borrow::Cow;

use chrono::DateTime;
use num_bigint::BigInt;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::data_type::{ByteArray, FixedLenByteArray, Int96};
use parquet::schema::types::ColumnDescriptor;

use super::super::Cell;

/// Beijing is so far ahead of UTC.
const BEIJING_SECONDS: i64 = 8 * 3600;
const DAY_SECONDS: i64 = 86_400;
/// Engines keep decimals of at most 76 digits.
const DECIMAL_BYTES_MAX: usize = 32;
const SCALE_MAX: i32 = 76;

/// What the values of a column mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Bool,
    Int,
    Unsigned,
    Float,
    Decimal {
        scale: usize,
    },
    Date,
    /// A time of day.
    Time {
        per_second: i64,
    },
    Moment {
        per_second: i64,
        /// Whether it counts from UTC; otherwise it is a clock on the wall.
        is_utc: bool,
    },
    Uuid,
    /// Nothing that a cell could show.
    Other,
}

impl Kind {
    pub(super) fn of(column: &ColumnDescriptor) -> Self {
        let said = column.logical_type_ref().map(Self::logical);
        let said = said.unwrap_or_else(|| Self::converted(column));
        match (column.physical_type(), said) {
            (Type::BOOLEAN, _) => Self::Bool,
            (Type::INT96, _) => Self::Moment { per_second: 1_000_000_000, is_utc: true },
            (Type::FLOAT | Type::DOUBLE, _) => Self::Float,
            (Type::INT32 | Type::INT64, Self::Text | Self::Uuid) => Self::Int,
            (Type::FIXED_LEN_BYTE_ARRAY, Self::Uuid | Self::Decimal { .. })
            | (Type::BYTE_ARRAY, Self::Text | Self::Decimal { .. })
            | (Type::INT32 | Type::INT64, _) => said,
            (Type::FIXED_LEN_BYTE_ARRAY | Type::BYTE_ARRAY, _) => Self::Other,
        }
    }

    fn logical(logical: &LogicalType) -> Self {
        match logical {
            LogicalType::String
            | LogicalType::Enum
            | LogicalType::Json
            | LogicalType::Unknown => Self::Text,
            LogicalType::Decimal(decimal) => Self::decimal(decimal.scale),
            LogicalType::Date => Self::Date,
            LogicalType::Time(time) => Self::Time { per_second: per_second(time.unit) },
            LogicalType::Timestamp(moment) => Self::Moment {
                per_second: per_second(moment.unit),
                is_utc: moment.is_adjusted_to_u_t_c,
            },
            LogicalType::Integer(int) if int.is_signed => Self::Int,
            LogicalType::Integer(_) => Self::Unsigned,
            LogicalType::Uuid => Self::Uuid,
            LogicalType::Map
            | LogicalType::List
            | LogicalType::Bson
            | LogicalType::Float16
            | LogicalType::Variant(_)
            | LogicalType::Geometry(_)
            | LogicalType::Geography(_)
            | LogicalType::File
            | LogicalType::_Unknown { .. } => Self::Other,
        }
    }

    /// As older writers say it; their moments count from UTC.
    fn converted(column: &ColumnDescriptor) -> Self {
        match column.converted_type() {
            ConvertedType::NONE
            | ConvertedType::UTF8
            | ConvertedType::ENUM
            | ConvertedType::JSON => Self::Text,
            ConvertedType::DECIMAL => Self::decimal(column.type_scale()),
            ConvertedType::DATE => Self::Date,
            ConvertedType::TIME_MILLIS => Self::Time { per_second: 1000 },
            ConvertedType::TIME_MICROS => Self::Time { per_second: 1_000_000 },
            ConvertedType::TIMESTAMP_MILLIS => {
                Self::Moment { per_second: 1000, is_utc: true }
            }
            ConvertedType::TIMESTAMP_MICROS => {
                Self::Moment { per_second: 1_000_000, is_utc: true }
            }
            ConvertedType::UINT_8
            | ConvertedType::UINT_16
            | ConvertedType::UINT_32
            | ConvertedType::UINT_64 => Self::Unsigned,
            ConvertedType::INT_8
            | ConvertedType::INT_16
            | ConvertedType::INT_32
            | ConvertedType::INT_64 => Self::Int,
            ConvertedType::MAP
            | ConvertedType::MAP_KEY_VALUE
            | ConvertedType::LIST
            | ConvertedType::BSON
            | ConvertedType::INTERVAL => Self::Other,
        }
    }

    fn decimal(scale: i32) -> Self {
        let fits = (0..=SCALE_MAX).contains(&scale);
        let scale = usize::try_from(scale).ok().filter(|_| fits);
        scale.map_or(Self::Other, |scale| Self::Decimal { scale })
    }
}

fn per_second(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::MILLIS => 1000,
        TimeUnit::MICROS => 1_000_000,
        TimeUnit::NANOS => 1_000_000_000,
    }
}

/// Values as a file keeps them.
pub(super) enum Values {
    Bool(Vec<bool>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Int96(Vec<Int96>),
    Float(Vec<f32>),
    Double(Vec<f64>),
    Bytes(Vec<ByteArray>),
    Fixed(Vec<FixedLenByteArray>),
}

impl Values {
    /// A value as a cell; none when there is no such value.
    pub(super) fn cell(&self, at: usize, kind: Kind) -> Option<Cell<'_>> {
        Some(match self {
            Self::Bool(all) => Cell::Bool(*all.get(at)?),
            // A number of 32 bits without a sign was kept as one with a sign.
            Self::Int32(all) if kind == Kind::Unsigned => {
                text(all.get(at)?.cast_unsigned().to_string())
            }
            Self::Int32(all) => whole(i64::from(*all.get(at)?), kind),
            Self::Int64(all) => whole(*all.get(at)?, kind),
            Self::Int96(all) => {
                moment(all.get(at)?.to_seconds().checked_add(BEIJING_SECONDS)?)
            }
            // The shortest decimal number: 0.1 of 32 bits is no 0.10000000149 of 64.
            Self::Float(all) => Cell::Number(all.get(at)?.to_string().parse().ok()?),
            Self::Double(all) => Cell::Number(*all.get(at)?),
            Self::Bytes(all) => bytes(all.get(at)?.data(), kind),
            Self::Fixed(all) => bytes(all.get(at)?.data(), kind),
        })
    }
}

/// A whole number and what it stands for. Its digits stay, however many they are.
fn whole<'c>(number: i64, kind: Kind) -> Cell<'c> {
    match kind {
        Kind::Unsigned => text(number.cast_unsigned().to_string()),
        Kind::Decimal { scale } => text(decimal(&number.to_string(), scale)),
        Kind::Date => moment(number.saturating_mul(DAY_SECONDS)),
        Kind::Time { per_second } => {
            let seconds = number.div_euclid(per_second);
            let (hour, minute) = (seconds / 3600, seconds / 60 % 60);
            text(format!("{hour:02}:{minute:02}:{:02}", seconds % 60))
        }
        Kind::Moment { per_second, is_utc } => {
            let seconds = number.div_euclid(per_second);
            moment(seconds.saturating_add(if is_utc { BEIJING_SECONDS } else { 0 }))
        }
        Kind::Text | Kind::Bool | Kind::Int | Kind::Float | Kind::Uuid | Kind::Other => {
            text(number.to_string())
        }
    }
}

fn bytes(bytes: &[u8], kind: Kind) -> Cell<'_> {
    match kind {
        Kind::Decimal { scale } if bytes.len() <= DECIMAL_BYTES_MAX => {
            let digits = BigInt::from_signed_bytes_be(bytes).to_string();
            text(decimal(&digits, scale))
        }
        Kind::Uuid => text(uuid(bytes)),
        Kind::Decimal { .. } => unshowable(),
        Kind::Text
        | Kind::Bool
        | Kind::Int
        | Kind::Unsigned
        | Kind::Float
        | Kind::Date
        | Kind::Time { .. }
        | Kind::Moment { .. }
        | Kind::Other => match std::str::from_utf8(bytes) {
            Ok("") => Cell::Empty,
            Ok(text) => Cell::Text(Cow::Borrowed(text)),
            Err(_) => unshowable(),
        },
    }
}

/// What a cell cannot show must not look empty.
pub(super) fn unshowable<'c>() -> Cell<'c> {
    Cell::Error("（嵌套或二进制内容）".to_owned())
}

fn text<'c>(text: String) -> Cell<'c> {
    Cell::Text(Cow::Owned(text))
}

/// A moment by its seconds since 1970; the seconds where no calendar has it.
fn moment<'c>(seconds: i64) -> Cell<'c> {
    DateTime::from_timestamp(seconds, 0)
        .map_or_else(|| text(seconds.to_string()), |at| Cell::Moment(at.naive_utc()))
}

/// Digits with a point before the last `scale` of them.
fn decimal(digits: &str, scale: usize) -> String {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", digits),
    };
    let digits = format!("{digits:0>width$}", width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    let point = if scale > 0 { "." } else { "" };
    format!("{sign}{whole}{point}{fraction}")
}

fn uuid(bytes: &[u8]) -> String {
    let mut written = String::new();
    for (at, byte) in bytes.iter().enumerate() {
        if [4, 6, 8, 10].contains(&at) {
            written.push('-');
        }
        written.push_str(&format!("{byte:02x}"));
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_has_its_point_where_it_belongs() {
        for (digits, scale, written) in [
            ("9995", 2, "99.95"),
            ("-5", 3, "-0.005"),
            ("120", 0, "120"),
            ("0", 2, "0.00"),
            ("-1234567890123456789012345678901", 1, "-123456789012345678901234567890.1"),
        ] {
            assert_eq!(decimal(digits, scale), written);
        }
    }

    #[test]
    fn only_moments_that_count_from_utc_are_shifted() {
        let at = |seconds: i64, is_utc| {
            whole(seconds * 1000 + 999, Kind::Moment { per_second: 1000, is_utc })
                .text()
                .into_owned()
        };
        assert_eq!(at(1_692_411_723, false), "2023-08-19 02:22:03");
        assert_eq!(at(1_692_411_723, true), "2023-08-19 10:22:03");
        assert_eq!(at(-1, false), "1969-12-31 23:59:59");
    }
}
