//! What cannot be done is told in Chinese.

use super::outcome;

fn refused(template: &str, message: &str) {
    assert_eq!(outcome(template), format!("✗{message}"), "{template}");
}

#[test]
fn what_cannot_be_compared_or_worked_out_is_refused() {
    refused("{% if accepted.count > '9000' %}{% endif %}", "数字与文字不能相比");
    refused(
        "{% if 1 < accepted.count < 9 %}{% endif %}",
        "不能连着比较，请写成 a < b and b < c",
    );
    refused("{{ accepted.count + '件' }}", "文字不能用 + 相连，请用 ~");
    refused("{{ accepted.count + city.score }}", "件数与成绩不能相加");
    refused("{{ accepted.count > 3 }}", "判断的结果（是、否）不能印在句子里");
    refused("{{ rows('districts') }}", "列表不能印在句子里");
    refused(
        "{{ rows('districts') | sort(attribute='name') }}",
        "这里应是数字，写的是文字",
    );
    refused("{{ accepted.count | replace('2', '3') }}", "数字不能当作文字改写");
    refused(
        "{{ accepted.count | trend }}",
        "accepted.count不是和上期相比的变化，不能用 trend",
    );
    refused("{{ city.score | against(accepted.count, '全区') }}", "成绩与件数不能相减");
    refused(
        "{{ 12345678901234567890 }}",
        "数“12345678901234567890”的位数太多，不能准确计算",
    );
}

#[test]
fn what_is_written_wrongly_is_told_in_chinese() {
    refused("{{ accepted.count", "没有写完，缺少 }}");
    refused("{% if accepted.count %}", "没有写完，缺少 %}，或 {% endif %}、{% endfor %}");
    refused("{{ accepted.count 件 }}", "“件”处写法不对，这里应是 }}");
    refused("{{ 'a }}", "引号没有成对");
    refused("{% whlie x %}", "没有“whlie”这种语句");
    refused("{{ accepted.count | rond }}", "没有“rond”这个过滤器");
    refused("{% if accepted.count is gven %}{% endif %}", "没有“gven”这种判断");
    refused("{{ row('districts') }}", "没有“row”这个函数");
    refused("{{ rows() }}", "括号里缺少参数：rows()");
    refused(
        "{% for one in towns.direct %}{% endfor %}",
        "不能逐个取：towns.direct；列表的各行请写 rows('列表的名称')",
    );
    refused(
        "{% set x %}{{ accepted.count }}{% endset %}",
        "不能用 set 或 filter 包住一段话，请用 {% set 名称 = … %}",
    );
}

#[test]
fn an_unknown_name_is_told_whole() {
    refused("{{ foo.bar + 1 }}", "没有foo.bar");
    refused("{{ towns.direct.scor }}", "没有towns.direct.scor");
    refused("{{ towns.direct.檀营地.score }}", "没有towns.direct.檀营地");
    refused("{{ accepted.days.9月41日.count }}", "没有accepted.days.9月41日.count");
    refused("{{ accepted.count.foo }}", "没有accepted.count.foo");
}

#[test]
fn a_chain_without_end_is_refused() {
    let links =
        ["+1", "|abs", ".a", " and 1", " if 1 else 2", "[0]", " is number", "**1"];
    for link in links {
        let chain = format!("{{{{ 1{} }}}}", link.repeat(30_000));
        refused(&chain, "太长，超过 2000 个词和符号，请分成几句");
    }
    let chain = format!("{{% if 1 %}}{}{{% endif %}}", "{% elif 1 %}".repeat(20_000));
    refused(&chain, "太长，超过 2000 个词和符号，请分成几句");
    let long = "{{ accepted.count }}件，".repeat(300);
    assert_eq!(outcome(&long).matches("20893件").count(), 300);
}
