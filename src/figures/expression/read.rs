//! An expression as it is written becomes one that can be worked out.

use super::{Expression, Operator};
use crate::tickets::Decimal;

/// Brackets and signs within each other.
const DEPTH_MAX: usize = 64;
const LENGTH_MAX: usize = 100_000;

/// Reads an expression over names of which `is_name` knows; none when it is not one.
///
/// A unit's or a category's name may hold any sign, so the longest name that is known is
/// taken.
pub(super) fn expression(
    text: &str,
    is_name: &dyn Fn(&str) -> bool,
) -> Option<Expression> {
    let rest = Some(text.trim()).filter(|text| text.len() <= LENGTH_MAX)?;
    let mut reader = Reader { rest, is_name, depth: 0 };
    let read = reader.sum()?;
    reader.rest.is_empty().then_some(read)
}

struct Reader<'t> {
    rest: &'t str,
    is_name: &'t dyn Fn(&str) -> bool,
    depth: usize,
}

impl Reader<'_> {
    fn sum(&mut self) -> Option<Expression> {
        self.chain(&[Operator::Plus, Operator::Minus], Self::product)
    }

    fn product(&mut self) -> Option<Expression> {
        let operators =
            [Operator::Times, Operator::WholeOver, Operator::Over, Operator::Rest];
        self.chain(&operators, Self::signed)
    }

    /// Parts between operators of one rank, from left to right.
    fn chain(
        &mut self,
        operators: &[Operator],
        part: fn(&mut Self) -> Option<Expression>,
    ) -> Option<Expression> {
        let mut read = part(self)?;
        while let Some(operator) = self.operator(operators) {
            read = Expression::binary(operator, read, part(self)?);
        }
        Some(read)
    }

    fn signed(&mut self) -> Option<Expression> {
        if self.take("-") {
            return self
                .deeper(|reader| Some(Expression::Negated(Box::new(reader.signed()?))));
        }
        let base = self.single()?;
        match self.operator(&[Operator::Power]) {
            Some(operator) => {
                let exponent = self.deeper(Self::signed)?;
                Some(Expression::binary(operator, base, exponent))
            }
            None => Some(base),
        }
    }

    fn single(&mut self) -> Option<Expression> {
        if let Some(name) = self.name() {
            return Some(Expression::Named(name));
        }
        let is_rounded = self.take("round(");
        if is_rounded || self.take("(") {
            let inner = self.deeper(Self::sum)?;
            if !is_rounded {
                return self.take(")").then_some(inner);
            }
            let places = self.take(",").then(|| self.number())??.to_string();
            let places = places.parse().ok()?;
            return self.take(")").then(|| Expression::Rounded(Box::new(inner), places));
        }
        self.number().map(Expression::Number)
    }

    fn deeper(
        &mut self,
        read: impl FnOnce(&mut Self) -> Option<Expression>,
    ) -> Option<Expression> {
        self.depth += 1;
        let read = if self.depth > DEPTH_MAX { None } else { read(self) };
        self.depth -= 1;
        read
    }

    /// The longest known name that ends where a name may.
    fn name(&mut self) -> Option<String> {
        let ends = self.rest.match_indices(['+', '-', '*', '/', '%', '(', ')', ',', ' ']);
        let mut ends: Vec<usize> = ends.map(|(at, _)| at).collect();
        ends.push(self.rest.len());
        let names = ends.into_iter().rev().filter_map(|end| self.rest.get(..end));
        let name = names.into_iter().find(|name| (self.is_name)(name))?.to_owned();
        self.skip(name.len());
        Some(name)
    }

    fn number(&mut self) -> Option<Decimal> {
        let is_part = |c: char| c.is_ascii_digit() || c == '.';
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let number = self.rest.get(..end)?.parse().ok()?;
        self.skip(end);
        Some(number)
    }

    fn operator(&mut self, among: &[Operator]) -> Option<Operator> {
        let next = Operator::ALL
            .into_iter()
            .find(|operator| self.rest.starts_with(operator.written()))?;
        among.contains(&next).then(|| {
            self.skip(next.written().len());
            next
        })
    }

    fn take(&mut self, sign: &str) -> bool {
        let is_next = self.rest.starts_with(sign);
        if is_next {
            self.skip(sign.len());
        }
        is_next
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default().trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] =
        ["a.count", "b.count", "分类.水/电-气.count", "分类.水.count"];

    fn read(text: &str) -> Option<String> {
        let read = expression(text, &|name| NAMES.contains(&name))?;
        Some(read.to_string())
    }

    #[test]
    fn an_expression_is_written_as_it_was_read() {
        for text in [
            "a.count-b.count",
            "(a.count+b.count)/2",
            "a.count-(b.count-1)",
            "分类.水/电-气.count-分类.水.count",
            "-a.count**2",
            "(-a.count)**2",
            "2**(-1)",
            "round(a.count/b.count*100,1)",
            "a.count//b.count%3",
        ] {
            assert_eq!(read(text).as_deref(), Some(text));
        }
        assert_eq!(read(" a.count  + 1.50 ").as_deref(), Some("a.count+1.5"));
        assert_eq!(read("((a.count))").as_deref(), Some("a.count"));
    }

    #[test]
    fn what_is_no_expression_is_not_read() {
        for text in ["", "c.count", "a.count-", "a.count b.count", "(a.count", "1..2"] {
            assert_eq!(read(text), None, "{text}");
        }
        let deep = format!("{}1{}", "(".repeat(5000), ")".repeat(5000));
        assert_eq!(read(&deep), None);
        assert_eq!(read(&"-".repeat(50_000)), None);
    }
}
