//! Sentences of an outline.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use bulletin::figures::Statistics;
use bulletin::pipeline;
use bulletin::wording::Templates;
use proptest::prelude::{ProptestConfig, Strategy, prop, proptest};

static STATISTICS: LazyLock<Arc<Statistics>> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/2023-09");
    let (loaded, _) = pipeline::load(Path::new(folder), &|_| {});
    loaded.expect("the reference month loads").statistics
});

/// Whether a template is rendered; the length of what it gives, or none when refused.
fn rendered(template: &str) -> Option<usize> {
    let templates = Templates::new(Arc::clone(&STATISTICS), BTreeMap::new());
    match templates.render(template) {
        Ok(phrase) => Some(format!("{phrase:?}").len()),
        Err(faults) => {
            assert!(!faults.is_empty(), "refused without a message: {template}");
            None
        }
    }
}

#[test]
fn a_template_that_loops_for_ever_is_refused() {
    let long = "{% for a in range(90000) %}{% for b in range(90000) %}{{ b }}{% endfor %}{% endfor %}";
    assert_eq!(rendered(long), None);
    let calls = "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}";
    assert_eq!(rendered(calls), None);
    let doubled = format!(
        "{{% set ns = namespace(a='12345678') %}}{{% for n in range(40) %}}{}{{% endfor %}}{{{{ ns.a }}}}",
        "{% set ns.a = ns.a ~ ns.a %}"
    );
    assert_eq!(rendered(&doubled), None);
}

#[test]
fn a_template_that_asks_for_gigabytes_is_refused() {
    for template in [
        "{{ 'a' * 4000000000 }}",
        "{{ [1] * 4000000000 }}",
        "{{ range(4000000000) | list }}",
        "{{ 'a' | indent(4000000000) }}",
        "{{ '%4000000000d' | format(1) }}",
        "{{ 'a' | center(4000000000) }}",
    ] {
        assert!(rendered(template).is_none_or(|length| length < 1 << 20), "{template}");
    }
}

#[test]
fn brackets_without_end_are_refused() {
    for open in ["{{ (", "{{ [", "{% if a %}", "{{ not ", "{{ -", "{{ a."] {
        assert_eq!(rendered(&open.repeat(20_000)), None, "{open}");
    }
    let deep = format!("{{{{ {}1{} }}}}", "(".repeat(50_000), ")".repeat(50_000));
    assert_eq!(rendered(&deep), None);
}

/// Pieces of templates in any order.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "{{ ",
        " }}",
        "{% ",
        " %}",
        "{# ",
        " #}",
        "for one in ",
        "rows('districts')",
        "endfor",
        "if ",
        "else",
        "endif",
        "towns.direct.score",
        "city.score",
        " | trend",
        " | against(",
        "accepted.change",
        ", '全区')",
        ")",
        "[0]",
        "[:3]",
        ".name",
        "'",
        "1",
        "0",
        " / ",
        " ** ",
        "given",
        " is ",
        "not ",
        "loop.index",
        "ref('towns.direct')",
        "set a = ",
        "a",
        " ~ ",
        "件，",
        "。",
        "\n",
        "{",
        "}",
        "range(9)",
        " // ",
        " % ",
        "-",
    ];
    prop::sample::select(pieces.to_vec()).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text_is_rendered_or_refused(text in "\\PC{0,80}") {
        rendered(&text);
    }

    #[test]
    fn any_row_of_pieces_is_rendered_or_refused(
        pieces in prop::collection::vec(piece(), 0..24),
    ) {
        rendered(&pieces.concat());
        rendered(&format!("{{{{ {} }}}}", pieces.concat()));
    }
}
