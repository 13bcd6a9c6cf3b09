//! The words of a template that stand there as typed, apart from its expressions.

/// Stretches of text outside expressions, and quoted words inside them, such as the names
/// in `against(city.score, '全区综合成绩')`.
pub(super) fn of(template: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = template;
    while let Some(start) = rest
        .find("{{")
        .into_iter()
        .chain(rest.find("{%"))
        .chain(rest.find("{#"))
        .min()
    {
        let (words, tag) = rest.split_at(start);
        push(&mut found, words);
        let is_comment = tag.starts_with("{#");
        let close = match tag.get(1..2) {
            Some("{") => "}}",
            Some("%") => "%}",
            _ => "#}",
        };
        rest = if is_comment {
            tag.split_once(close).map_or("", |(_, after)| after)
        } else {
            expression(tag.get(2..).unwrap_or_default(), close, &mut found)
        };
    }
    push(&mut found, rest);
    found
}

/// Gathers an expression's quoted words; what stands after the expression.
fn expression<'t>(inner: &'t str, close: &str, found: &mut Vec<String>) -> &'t str {
    let mut rest = inner;
    loop {
        let end = rest.find(close).unwrap_or(rest.len());
        let Some(open) = rest.find(['"', '\'']).filter(|open| *open < end) else {
            return rest.get(end + close.len()..).unwrap_or_default();
        };
        let (_, quoted) = rest.split_at(open);
        let mut chars = quoted.chars();
        let quote = chars.next().unwrap_or('"');
        let Some((words, after)) = chars.as_str().split_once(quote) else { return "" };
        // Names of figures and tables have no hanzi of their own, names of units do.
        if words.contains(|c: char| !c.is_ascii()) && !words.contains('.') {
            push(found, words);
        }
        rest = after;
    }
}

fn push(found: &mut Vec<String>, words: &str) {
    if !words.trim().is_empty() {
        found.push(words.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_around_and_quoted_in_expressions_are_found() {
        let template = "共{{ streets.count }}个{#- 2023 #}，{% if a == '2' %}2022年{% endif %}\
                        {{ towns.score | against(city.score, '上年 95 分') }}分";
        assert_eq!(of(template), ["共", "个", "，", "2022年", "上年 95 分", "分"]);
    }

    #[test]
    fn a_brace_in_quotes_and_an_open_end_do_no_harm() {
        assert_eq!(of("{{ '一}}二' }}三"), ["一}}二", "三"]);
        for open in ["一{{ '", "一{{", "一{%", "一{#", "一{"] {
            assert_eq!(
                of(open).first().map(|words| words.chars().next()),
                Some(Some('一'))
            );
        }
    }
}
