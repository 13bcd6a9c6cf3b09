//! The words.

pub(super) fn of(_ty: &str, _key: &str) -> Option<&'static str> {
    None
}
