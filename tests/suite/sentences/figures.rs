//! Figures in sentences compare and calculate exactly, by numbers worked out by hand.

use bulletin::wording::{Phrase, Piece};

use super::{STATISTICS, outcome, rendered};

fn says(template: &str, expected: &str) {
    assert_eq!(outcome(template), expected, "{template}");
}

fn figures(phrase: &Phrase) -> Vec<(&str, &str)> {
    let pieces = phrase.pieces.iter().filter_map(|piece| match piece {
        Piece::Figure { text, key } => Some((text.as_str(), key.as_str())),
        Piece::Words(_) | Piece::Reference { .. } => None,
    });
    pieces.collect()
}

#[test]
fn conditions_say_what_the_figures_say() {
    // −11.84 %, 20,893 tickets, rank 11, 97.08 against 95.21.
    says(
        "{% if accepted.change > 0 %}上升{% elif accepted.change < 0 %}下降{% endif %}",
        "下降",
    );
    says(
        "{% if accepted.count > 100000 %}过十万{% else %}不到十万{% endif %}",
        "不到十万",
    );
    says("{% if city.rank == 11 %}第十一{% endif %}", "第十一");
    says("{% if city.rank in [10, 11] %}在内{% endif %}", "在内");
    says("{% if towns.direct.score > city.score %}高{% else %}低{% endif %}", "高");
    says("{% if city.score > 95.2 and city.score < 95.22 %}之间{% endif %}", "之间");
    says("{% if period.month == 9 %}金秋{% endif %}", "金秋");
    says("{% if 0.1 + 0.2 == 0.3 %}准{% endif %}", "准");
}

#[test]
fn figures_compare_as_they_are_printed() {
    // 95.205 prints 95.21; a reader who sees 95.21 is not told that it lies under it.
    says("{% if city.score < 95.21 %}低{% else %}不低{% endif %}", "不低");
    says("{% if city.score == 95.21 and 95.21 == city.score %}相同{% endif %}", "相同");
    let printed = STATISTICS.figure("towns.direct.score").unwrap();
    assert_ne!(printed.exact, printed.printed_exact(), "the test needs a rounded figure");
    says("{% if towns.direct.score == 97.08 %}相同{% endif %}", "相同");
}

#[test]
fn rows_are_chosen_and_sorted_by_their_numbers() {
    says(
        "{% for one in rows('districts') if one.per_10k > 350 %}{{ one.name }}、{% endfor %}",
        "西城区、密云区、东城区、经开区、",
    );
    says(
        "{{ (rows('districts') | sort(attribute='per_10k', reverse=true))[:2] | map(attribute='name') | join('、') }}",
        "经开区、东城区",
    );
    says("{{ (rows('districts') | max(attribute='per_10k')).name }}", "经开区");
    says("{{ rows('districts') | map(attribute='per_10k') | min }}", "197.06");
    says(
        "{{ rows('districts') | selectattr('per_10k', 'lt', 200) | map(attribute='name') | join('、') }}",
        "大兴区、昌平区",
    );
}

#[test]
fn what_is_worked_out_is_exact_and_rounded_once() {
    // 97.08 − 95.21; 12382 ÷ 20893 = 0.592638…
    says("{{ towns.direct.score - city.score }}", "1.87");
    says("{{ assessed.count / accepted.count }}", "0.59");
    says("{{ assessed.count / accepted.count * 100 }}", "59.26");
    says("{{ assessed.count / accepted.count * accepted.count }}", "12382");
    says("{{ (assessed.count / accepted.count * 100) | round(1) }}", "59.3");
    says("{{ accepted.count - assessed.count }}", "8511");
    says("{{ rows('towns.direct') | sum(attribute='assessed') }}", "5125");
    says("{{ 0.1 + 0.2 }} {{ 7 / 7 }} {{ 10 / 4 }}", "0.30 1 2.50");
    // Between per cents lie points, and half a ticket is none.
    says("{{ towns.direct.response - city.response }}", "-0.04");
    says("{{ accepted.count / 2 }}", "10446.50");
    says(
        "{% set n = namespace(all=0) %}{% for one in rows('towns.direct') %}{% set n.all = n.all + one.assessed %}{% endfor %}{{ n.all }}",
        "5125",
    );
}

#[test]
fn a_worked_out_number_is_a_figure_that_can_be_worked_out_again() {
    let template = "{{ (towns.direct.score + city.score) / 2 }}和{{ 1 + 1 }}";
    let phrase = rendered(template).unwrap();
    let key = "(towns.direct.score+city.score)/2";
    assert_eq!(figures(&phrase), [("96.15", key)], "typed numbers are no figures");
    let again = STATISTICS.named(key).unwrap();
    assert_eq!(again.printed.unwrap().to_string(), "96.15");
    assert_eq!(STATISTICS.named("96.15"), None);
}

#[test]
fn an_absent_figure_takes_its_sentence_away_instead_of_counting_as_zero() {
    let absent = "accepted.categories.住房.previous";
    for template in [
        format!("{{% if {absent} > 0 %}}有{{% else %}}没有{{% endif %}}"),
        format!("{{% if {absent} %}}有{{% else %}}没有{{% endif %}}"),
        format!("{{{{ accepted.count + {absent} }}}}"),
        "{{ rows('accepted.categories') | sum(attribute='previous') }}".to_owned(),
        "{{ accepted.count / (accepted.count - 20893) }}".to_owned(),
    ] {
        says(&template, "∅");
    }
    says(
        &format!("{{% if {absent} is given and {absent} > 0 %}}有{{% endif %}}好"),
        "好",
    );
    let phrase = rendered(&format!("{{{{ accepted.count + {absent} }}}}")).unwrap();
    assert_eq!(phrase.absent, [absent]);
}

#[test]
fn blanks_of_pages_and_of_word_are_blanks() {
    says("{{\u{a0}accepted.count\u{a0}}}", "20893");
    says("{{ accepted\u{200b}.count\u{3000}}}", "20893");
    says("{%\u{a0}if accepted.count\u{a0}>\u{2003}3 %}多{%\u{feff} endif %}", "多");
}

#[test]
fn names_can_be_pasted_as_figures_shows_them() {
    says("{{ towns.direct.檀营地区.score }}", "99.59");
    says("{{ accepted.days.9月1日.count }}", "701");
    says("{{ accepted.days.9月1日.count - accepted.days.9月2日.count }}", "42");
    says("{% set 总数 = accepted.count %}{{ 总数 }}", "20893");
    let odd = |key: &str| key.contains(['·', '-', '（', '/', '、']);
    let keys = STATISTICS.figures().filter(|figure| figure.printed.is_some());
    let keys: Vec<&str> = keys
        .map(|figure| figure.key.as_str())
        .filter(|key| odd(key))
        .collect();
    assert!(keys.len() > 20, "{keys:?}");
    for key in keys {
        let phrase = rendered(&format!("{{{{ {key} }}}}")).unwrap();
        assert_eq!(figures(&phrase).first().map(|(_, key)| *key), Some(key));
    }
}
