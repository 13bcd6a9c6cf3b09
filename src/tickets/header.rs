//! The header row of an export: found below title rows, its columns known by name.

use super::columns::{EXCLUDED, Need, Wanted, plain_header};
use super::{Column, Settings, suggestions};
use crate::diagnostics::{Code, Place, Problem, Remedy};
use crate::sources::{Cell, Row, address};

/// The columns of an export.
#[derive(Debug)]
pub(super) struct Header {
    /// From 1.
    pub(super) row: u32,
    found: Vec<Found>,
    /// All headers with their columns, as written.
    titles: Vec<(usize, String)>,
    /// How a row looks that repeats the header, or the upper one of its two rows: the
    /// headers as they are compared.
    looks: Vec<(usize, String)>,
}

#[derive(Debug)]
struct Found {
    column: Column,
    index: usize,
    title: String,
    /// Another column that would fit as well.
    rival: Option<Rival>,
}

#[derive(Debug)]
struct Rival {
    index: usize,
    title: String,
}

/// A column with every header that it may have, the preferred ones first.
pub(super) struct Names {
    wanted: Wanted,
    /// How many of the spellings leave no doubt beside another column that would fit:
    /// configured ones, and for columns that decide nothing the usual one.
    certain: usize,
    spellings: Vec<String>,
    /// Columns of one's own, which nobody takes for another.
    own: Vec<String>,
}

/// The headers to look for.
pub(super) fn names(wanted: &[Wanted], settings: &Settings) -> Vec<Names> {
    let own: Vec<_> = settings.own().iter().map(|name| plain_header(name)).collect();
    let of = |wanted: &Wanted| {
        let configured = settings.columns.get(&wanted.column).into_iter().flatten();
        let configured: Vec<_> = configured.map(|name| plain_header(name)).collect();
        // Of two columns for a result or a number, either may hold another truth.
        let certain = configured.len() + usize::from(!wanted.column.decides());
        let built_in = wanted.headers.iter().map(|name| plain_header(name));
        let spellings = configured.into_iter().chain(built_in);
        // Engines often keep the names of settings: `dispatch`, `co_handlers`.
        let spellings = spellings.chain([wanted.column.key().to_owned()]).collect();
        Names { wanted: *wanted, certain, spellings, own: own.clone() }
    };
    wanted.iter().map(of).collect()
}

/// The row that holds the most of the headers; none when no row holds any.
pub(super) fn find(rows: &[(u32, Vec<Cell<'_>>)], names: &[Names]) -> Option<Header> {
    let single = rows.iter().map(|(number, cells)| (*number, cells.clone(), None));
    let headers = single.chain(rows.windows(2).filter_map(merged)).filter_map(
        |(number, cells, upper)| {
            let row = Row { number, cells: &cells, is_hidden: false };
            let mut header = Header::of(row, names);
            header.looks.extend(upper.into_iter().flat_map(|cells| looks(cells)));
            // A title that happens to be a header's word stands alone in its row.
            // Only a count can be all that an export has.
            let alone = header.titles.len() < 2 && names.len() > 1 && !header.is_tally();
            (!header.found.is_empty() && !alone).then_some(header)
        },
    );
    // Of equals the first: a single row before a double one, an upper one before a lower.
    headers.reduce(
        |best, next| {
            if next.found_count() > best.found_count() { next } else { best }
        },
    )
}

/// The lower row's number, the cells of both as one row, and the upper row.
type Merged<'p, 'c> = (u32, Vec<Cell<'c>>, Option<&'p [Cell<'c>]>);

/// A header of two rows: cells merged downwards leave the lower row blank.
fn merged<'p, 'c>(pair: &'p [(u32, Vec<Cell<'c>>)]) -> Option<Merged<'p, 'c>> {
    let [(above, upper), (below, lower)] = pair else { return None };
    let width = upper.len().max(lower.len());
    let cell = |index: usize| {
        let own = lower.get(index).filter(|cell| !cell.is_blank());
        own.or_else(|| upper.get(index)).cloned().unwrap_or(Cell::Empty)
    };
    (above + 1 == *below)
        .then(|| (*below, (0..width).map(cell).collect(), Some(upper.as_slice())))
}

/// The headers of a row as they are compared.
fn looks(cells: &[Cell<'_>]) -> Vec<(usize, String)> {
    let filled = cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank());
    filled
        .map(|(index, cell)| (index, plain_header(&cell.text())))
        .collect()
}

impl Header {
    fn of(row: Row<'_>, names: &[Names]) -> Self {
        let titles: Vec<(usize, String)> = row
            .cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_blank())
            .map(|(index, cell)| (index, cell.text().into_owned()))
            .collect();
        let plain: Vec<String> =
            titles.iter().map(|(_, title)| plain_header(title)).collect();
        let found =
            names.iter().filter_map(|names| names.find(&titles, &plain)).collect();
        Self { row: row.number, found, titles, looks: looks(row.cells) }
    }

    /// How many of the wanted columns there are.
    pub(super) fn found_count(&self) -> usize {
        self.found.len()
    }

    /// Whether a needed column lacks.
    pub(super) fn is_complete(&self, wanted: &[Wanted]) -> bool {
        wanted.iter().all(|wanted| !self.lacks(wanted))
    }

    /// Where a column stands, from 0.
    pub(super) fn index(&self, column: Column) -> Option<usize> {
        self.found(column).map(|found| found.index)
    }

    /// The columns that are known, each with where it stands, from 0.
    pub(super) fn columns(&self) -> impl Iterator<Item = (Column, usize)> {
        self.found.iter().map(|found| (found.column, found.index))
    }

    /// Where the other column stands that would fit as well.
    pub(super) fn rival(&self, column: Column) -> Option<usize> {
        Some(self.found(column)?.rival.as_ref()?.index)
    }

    /// Takes that other column.
    pub(super) fn take_rival(&mut self, column: Column) {
        let found = self.found.iter_mut().find(|found| found.column == column);
        if let Some(Found { index, title, rival: Some(rival), .. }) = found {
            std::mem::swap(index, &mut rival.index);
            std::mem::swap(title, &mut rival.title);
        }
    }

    /// Headers of the other columns.
    pub(super) fn unused(&self) -> impl Iterator<Item = &(usize, String)> {
        let is_used = |index| self.found.iter().any(|found| found.index == index);
        self.titles.iter().filter(move |(index, _)| !is_used(*index))
    }

    /// All headers with their columns from 0, each with what it is taken for.
    pub(super) fn titles(&self) -> impl Iterator<Item = (usize, &str, Option<Column>)> {
        self.titles.iter().map(|(index, title)| {
            let taken = self.found.iter().find(|found| found.index == *index);
            (*index, title.as_str(), taken.map(|found| found.column))
        })
    }

    /// The header of a column by where it stands, from 0.
    pub(super) fn title_at(&self, index: usize) -> &str {
        let mut titles = self.titles.iter();
        titles.find(|(at, _)| *at == index).map_or("", |(_, title)| title)
    }

    /// Where a column of any header stands, from 0.
    pub(super) fn titled(&self, header: &str) -> Option<usize> {
        let plain = plain_header(header);
        let mut titles = self.titles.iter();
        titles
            .find(|(_, title)| plain_header(title) == plain)
            .map(|(index, _)| *index)
    }

    /// A column's header as this export writes it.
    pub(super) fn title(&self, column: Column) -> &str {
        self.found(column).map_or("", |found| &found.title)
    }

    /// Whether rows stand for so many tickets each, without telling their numbers.
    pub(super) fn is_tally(&self) -> bool {
        self.found(Column::Count).is_some() && self.found(Column::Number).is_none()
    }

    /// Whether 是 in the column 是否纳入考评 means that a ticket is left out.
    pub(super) fn excludes(&self) -> bool {
        plain_header(self.title(Column::Assessed)) == EXCLUDED
    }

    /// Whether a row repeats the header, as pages glued together do.
    pub(super) fn is_repeated_by(&self, row: Row<'_>) -> bool {
        let mut filled = 0;
        for (index, cell) in row.cells.iter().enumerate() {
            let Cell::Text(text) = cell else {
                if cell.is_blank() {
                    continue;
                }
                return false;
            };
            if cell.is_blank() {
                continue;
            }
            // Nearly all rows begin with another character.
            let may_be = |look: &str| look.chars().any(|c| text.contains(c));
            let mut looks = self.looks.iter().filter(|(at, _)| *at == index);
            if !looks.any(|(_, look)| may_be(look) && plain_header(text) == *look) {
                return false;
            }
            filled += 1;
        }
        filled > 1 || filled == self.titles.len()
    }

    /// Columns up to the last one with a header.
    pub(super) fn width(&self) -> usize {
        self.titles.last().map_or(0, |(index, _)| index + 1)
    }

    /// The column that stands at a place.
    pub(super) fn column_at(&self, index: usize) -> Option<Column> {
        let found = self.found.iter().find(|found| found.index == index);
        found.map(|found| found.column)
    }

    /// What is wrong with the columns.
    pub(super) fn problems(
        &self,
        wanted: &[Wanted],
        place: impl Fn(String) -> Place,
    ) -> Vec<Problem> {
        let missing = wanted
            .iter()
            .filter(|wanted| self.lacks(wanted))
            .map(|wanted| self.missing(wanted, &place));
        let doubtful = self.found.iter().filter_map(|found| {
            let rival = found.rival.as_ref()?;
            let problem = doubt(found, rival, self.row);
            Some(problem.at(place(address(self.row, rival.index))))
        });
        missing.chain(doubtful).collect()
    }

    fn found(&self, column: Column) -> Option<&Found> {
        self.found.iter().find(|found| found.column == column)
    }

    /// Whether a needed column is not there.
    pub(super) fn lacks(&self, wanted: &Wanted) -> bool {
        let needed = match wanted.need {
            Need::Required => true,
            Need::Optional => false,
            Need::Unless(other) => self.found(other).is_none(),
        };
        needed && self.found(wanted.column).is_none()
    }

    fn missing(&self, wanted: &Wanted, place: &impl Fn(String) -> Place) -> Problem {
        let problem =
            Problem::error(Code::MISSING_COLUMN, format!("缺少“{}”列", wanted.name()));
        let titles = self.unused().map(|(_, title)| title.as_str());
        let near = suggestions::header(wanted.headers, titles);
        let near = near.and_then(|near| self.unused().find(|(_, title)| title == near));
        let key = wanted.column.key();
        let problem = problem.remedy(Remedy::Header {
            column: key,
            titles: self.unused().map(|(_, title)| title.clone()).collect(),
            near: near.map(|(_, title)| title.clone()),
        });
        match near {
            Some((index, title)) => problem
                .at(place(address(self.row, *index)))
                .hint(format!(
                    "最接近的表头是“{title}”；如就是它，可在 bulletin.yaml 的 tickets.columns 中登记 {key}: [{title}]"
                )),
            None => problem.at(place(address(self.row, 0))).hint(format!(
                "请补上这一列；“未用到的列”里有这一列的，可在 bulletin.yaml 的 tickets.columns 中登记为 {key}"
            )),
        }
    }
}

impl Names {
    fn find(&self, titles: &[(usize, String)], plain: &[String]) -> Option<Found> {
        let mut fitting =
            self.spellings.iter().enumerate().flat_map(|(rank, spelling)| {
                let fits = move |(at, plain): (usize, &String)| {
                    (plain == spelling).then_some((rank, at))
                };
                plain.iter().enumerate().filter_map(fits)
            });
        let (rank, at) = fitting.next()?;
        let (index, title) = titles.get(at)?;
        let is_own =
            |at: usize| plain.get(at).is_some_and(|title| self.own.contains(title));
        let rival = fitting
            .find(|(other, place)| {
                *place != at
                    && !is_own(*place)
                    && (*other == rank || rank >= self.certain)
            })
            .and_then(|(_, place)| titles.get(place))
            .map(|(index, title)| Rival { index: *index, title: title.clone() });
        let column = self.wanted.column;
        Some(Found { column, index: *index, title: title.clone(), rival })
    }
}

/// Twice the same header leaves open which holds the truth; of two different ones, the
/// usual order decides and is told.
fn doubt(found: &Found, rival: &Rival, row: u32) -> Problem {
    let Found { column, index, title, .. } = found;
    let at = address(row, *index);
    let key = column.key();
    if plain_header(title) == plain_header(&rival.title) {
        let message = format!("有两列的表头都是“{title}”，另一列在 {at}");
        return Problem::error(Code::AMBIGUOUS_COLUMN, message)
            .hint("请改掉其中一列的表头");
    }
    let message =
        format!("“{title}”（{at}）和“{}”都可作这一列，取的是“{title}”", rival.title);
    let remedy = Remedy::Header {
        column: key,
        titles: vec![title.clone(), rival.title.clone()],
        near: None,
    };
    Problem::warning(Code::AMBIGUOUS_COLUMN, message)
        .remedy(remedy)
        .hint(format!(
            "请在 bulletin.yaml 的 tickets.columns 中写明 {key}: [{title}] 或 [{}]",
            rival.title
        ))
}
