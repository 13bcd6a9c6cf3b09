//! Codes of outlines, layouts, charts and the document.

use super::{Explanation, entry};

pub(super) const LIST: &[Explanation] = &[
    entry(
        "O01",
        "提纲里的语句写法有误，无法执行：花括号不配对、过滤器名称不存在、循环不止等。",
        "全区共受理{{ accepted.count }件",
        "对照 layouts/official/outline.yaml 的写法改正；数字写在 {{ }} 之间，条件写在 {% %} 之间。",
    ),
    entry(
        "O02",
        "提纲用到的数字、列表、表或图的名称不存在，多半是打错了字。",
        "{{ towns.direct.scor }}",
        "照提示改正；运行 bulletin figures 文件夹 可列出全部名称。",
    ),
    entry(
        "O03",
        "要印出的数字没有数值，所在的一句（或一节、一表）已略去，或印为“—”。",
        "没有填 previous，环比没有数值",
        "如应有数值，检查 bulletin.yaml 的 exports、city、previous 是否写全；确实没有的不必处理。",
    ),
    entry(
        "O36",
        "两张表或图同名，引用时分不清是哪一张。没有写 name 的，名称就是它的列表。",
        "同一提纲里有 rows: districts 的表和 subject: districts.per_10k 的图",
        "给其中一张写上 name: 另起的名称；引用处的 ref 也照改。",
    ),
    entry(
        "O20",
        "bulletin.yaml 的 measures（自定的数字）或 lists（自定的列表）写得不对：名称已被占用、列没有登记、算法没有写全等。",
        "rate: { of: ratd, where: { 是否联系: 是 } }",
        "照提示改正；条件里用到的列，先把表头登记在 tickets.columns 的 own 下。",
    ),
    entry(
        "O21",
        "tickets.columns 的 own 下登记的列，受理明细和考评明细里都没有，或整列是空的；用到它的数字没有数值。",
        "own: [未解决原因]，表头却是“未解决原因分类”",
        "照导出表的表头改写；这个月确实没有这一列的，从 own 中删去。",
    ),
    entry(
        "L01",
        "版式文件（style.yaml、outline.yaml 或 report.typ）有误，或没有这个名称的版式。",
        "字号写成了 0",
        "照提示改正；不知原来怎样写时，对照 layouts/official 下的同名文件。",
    ),
    entry(
        "L02",
        "随程序提供的字体里没有这个字，PDF 中会缺字。",
        "地名中的生僻字“𬇹”",
        "改用同音字并加说明，或在 Word 文件中换用有这个字的字体。",
    ),
    entry(
        "G01",
        "图表没有可画的数值，图已略去。",
        "各区万人诉求比的人口一列全是空的",
        "补上数据，或从提纲中删去这张图。",
    ),
    entry(
        "G02",
        "图表的值不是普通数字，画不出来。",
        "图表用了名次变化“12↑”一列",
        "换用件数、比率或成绩等数字列。",
    ),
    entry(
        "G03",
        "图表的项目或系列太多，印出来看不清。",
        "一张图画了 60 个单位",
        "用 first 或 last 只画前几名、后几名，或分成几张图。",
    ),
    entry(
        "G04",
        "图表的形式与要画的数字不合：堆积条形图不能有负数，哑铃图要恰好两个系列，热力图和哑铃图在 Word 中只能是图片。",
        "form: dumbbells 的 subject 只写了本期排名",
        "按提示补上或换用数字，或换一种 form。",
    ),
    entry(
        "W01",
        "文字中有文档不能包含的控制字符，已删去。多由从别处粘贴带入。",
        "案例正文从聊天软件粘贴，带有看不见的字符",
        "已自动删去，可在原文中重新输入这一处，以免再次提醒。",
    ),
];
