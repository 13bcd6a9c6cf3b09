//! Columns of text side by side on a terminal, where a hanzi is two letters wide.

use std::io::{self, Write};

/// Prints rows under their headers; the last column is as wide as it likes.
pub(super) fn print<const COLUMNS: usize>(
    out: &mut impl Write,
    headers: [&str; COLUMNS],
    rows: &[Vec<String>],
) -> io::Result<()> {
    let widths: Vec<usize> = headers
        .iter()
        .enumerate()
        .map(|(column, header)| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells
                .map(|cell| width(cell))
                .chain([width(header)])
                .max()
                .unwrap_or(0)
        })
        .collect();
    let headers = headers.map(str::to_owned).to_vec();
    for row in std::iter::once(&headers).chain(rows) {
        let mut line = String::new();
        for (cell, full) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(full - width(cell).min(*full) + 2));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Columns of a terminal that a text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars()
        .map(
            |c| {
                if c < '\u{1100}' || ('\u{2000}'..'\u{2e80}').contains(&c) {
                    1
                } else {
                    2
                }
            },
        )
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_begin_below_each_other() {
        let rows = [
            vec!["城市".to_owned(), "1".to_owned()],
            vec!["a".to_owned(), "2".to_owned()],
        ];
        let mut out = Vec::new();
        print(&mut out, ["名", "值"], &rows).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "名    值\n城市  1\na     2\n");
    }
}
