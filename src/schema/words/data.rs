//! Words of bulletin.yaml, the cases file and the register.

use super::Words;

pub(super) const WORDS: &[Words] = &[
    (
        "Bulletin",
        &[
            ("", "通报的配置（bulletin.yaml）"),
            ("district", "区名，与导出表中的写法一致，如 密云区"),
            ("office", "编发单位"),
            ("date", "编发日期，如 2023-09-25"),
            ("issue", "期号，如 9"),
            ("period", "考核期"),
            ("exports", "各系统导出的表；没有的表不写"),
            ("register", "单位名册的文件，如 units.yaml"),
            ("cases", "典型案例的文件；可以写几个：[一.yaml, 二.yaml]"),
            ("word", "只用于 Word 文件的设置"),
            ("layout", "版式：official、plain 等随程序提供的名称，或自己的文件夹 ./版式"),
            ("city", "市级通报的本区数据"),
            ("previous", "上一考核期：文件夹（../2023-08）或件数"),
            (
                "last_year",
                "上年同期：文件夹（../2022-09），或数字，如 { accepted.count: 19500 }",
            ),
            ("tickets", "导出表中的其他写法"),
            ("statistics", "计分规则；不写时按 10、50、40 计算"),
            (
                "measures",
                "自定的数字，如 contact: { words: 联系率, rate: { of: rated, where: { 是否联系: 是 } } }",
            ),
            (
                "lists",
                "自定的列表，如 reasons: { words: 未解决原因, of: unresolved, by: 未解决原因 }",
            ),
            ("checks", "改变检查的轻重，如 D14: warning"),
            ("tolerances", "两个数相差多少才提醒"),
            ("confirmed", "已核实的数字，不再提醒"),
            ("masthead", "版头：红色的发文机关标志或简报名称"),
            ("title", "标题，代替提纲中的标题；分行时写成列表"),
            ("addressee", "主送机关，冒号自动补上"),
            ("attachments", "附件，一项一个：只写名称，或写名称和内容"),
            ("signature", "署名：true 表示用编发单位和编发日期"),
            ("imprint", "版记：抄送、印发机关等，一项一行"),
            ("edits", "本月补写的段落，由 bulletin import 写入，也可以手写"),
            ("review", "批注稿"),
        ],
    ),
    (
        "AttachmentKeys",
        &[
            ("", "附件的名称和内容"),
            ("name", "附件名称，印在附件说明里和附件首页上"),
            ("text", "附件的文字，段与段之间空一行；“一、”“（一）”开头的短行按标题印"),
            ("file", "附件的 Word 文件，文字、表格、图片照样取入"),
            (
                "body",
                "提纲的写法：段落、表、图，排在文字后面；表可以不要表题（caption: \"\"）",
            ),
            ("landscape", "true：横排"),
            ("confirmed", "已核实的数字，不再提醒"),
        ],
    ),
    (
        "OwnKeys",
        &[
            ("", "版式文件夹里的 measures.yaml：提纲要用的自定数字和列表"),
            ("columns", "要用到的、程序不自带的列的表头"),
            ("measures", "自定的数字；bulletin.yaml 里同名的代替它"),
            ("lists", "自定的列表；bulletin.yaml 里同名的代替它"),
        ],
    ),
    ("ReviewKeys", &[("", "批注稿"), ("author", "批注人的署名，默认是 bulletin")]),
    (
        "EditKeys",
        &[
            ("", "提纲里没有、只有本月要写的一段"),
            ("heading", "在哪个标题下，不带序号；不写就在第一个标题之前"),
            ("after", "前面有几段（表和图各算一段），0 是紧接标题"),
            ("text", "写什么；可以用 {{ }} 里的数字"),
        ],
    ),
    (
        "WordKeys",
        &[
            ("", "只用于 Word 文件的设置"),
            ("template", "单位自己的 Word 模板：./红头.docx，正文放在 {{正文}} 一段"),
        ],
    ),
    (
        "PeriodKeys",
        &[
            ("", "考核期：从首日零时到结束日零时"),
            ("start", "首日，如 2023-08-19"),
            ("end", "考核期之后第一天，当天零时起不计入，如 2023-09-19"),
        ],
    ),
    (
        "ExportsKeys",
        &[
            ("", "各系统导出的表，路径从本文件夹算起"),
            ("accepted", "受理明细：考核期内受理的每件诉求"),
            ("assessed", "市级考评明细：纳入考评的每件工单"),
            ("ranking", "全市街乡镇排名（本期）"),
            ("previous_ranking", "全市街乡镇排名（上期）"),
            ("districts", "各区万人诉求比"),
        ],
    ),
    (
        "ExportKeys",
        &[
            ("", "一张导出表"),
            ("file", "文件：.xlsx、.xls、.xlsb、.ods、.csv 或 .parquet"),
            ("sheet", "工作表名；省略时取第一张"),
        ],
    ),
    (
        "Level",
        &[
            ("", "检查的轻重"),
            ("error", "错误：不生成通报"),
            ("warning", "提醒：照常生成"),
        ],
    ),
    (
        "MastheadKeys",
        &[
            ("", "版头"),
            ("name", "发文机关标志或简报名称，印成红色大字"),
            ("issue", "期号：true 印“第n期”，或直接写要印的文字"),
            ("document_number", "发文字号，如 密政指〔2023〕9号"),
            ("office", "编发单位：true 用上面的“office”，或直接写要印的文字"),
            ("date", "日期：true 用上面的“date”，或直接写要印的文字"),
        ],
    ),
    (
        "SignatureKeys",
        &[
            ("", "署名"),
            ("issuer", "署名单位；省略时用编发单位"),
            ("date", "成文日期；省略时用编发日期"),
            ("sealed", "false 表示不盖章：日期比署名退后两字"),
        ],
    ),
    (
        "ImprintKeys",
        &[("", "版记的一行"), ("left", "左边的文字"), ("right", "右边的文字")],
    ),
    (
        "City",
        &[
            ("", "市级通报的本区数据；还没有通报时留空"),
            ("response", "响应率，不写“%”，如 99.96"),
            ("resolution", "解决率，不写“%”"),
            ("satisfaction", "满意率，不写“%”"),
            ("score", "综合成绩"),
            ("rank", "在各区中的排名"),
            ("departments_average", "全市部门平均水平"),
            ("rates", "自定的率，如 { contact: 98.50 }"),
        ],
    ),
    (
        "LastPeriod",
        &[
            ("", "上一考核期的件数"),
            ("accepted", "受理件数"),
            ("assessed", "纳入考评件数"),
        ],
    ),
    (
        "Settings",
        &[
            ("", "导出表中的其他写法"),
            ("columns", "列的其他表头，如 lead: [承办部门]"),
            ("values", "值的其他写法，如 resolved: { 已办结: 解决 }"),
            ("empty", "这些写法当作空白，如 [/, 无]"),
            ("ranges", "数值一般在什么范围之内，超出的提醒"),
        ],
    ),
    (
        "Ranges",
        &[
            ("", "数值一般在什么范围之内，超出的提醒"),
            ("score", "综合成绩，一般为 [60, 100]"),
            ("residents", "常住人口（万人），一般为 [1, 1000]"),
        ],
    ),
    (
        "Rules",
        &[
            ("", "计分规则"),
            ("weights", "三率的权重，合计 100；一般为 10、50、40"),
            ("basic_satisfaction", "“基本满意”折算为满意的比例，一般为 0.8"),
            ("response_of", "响应率的分母"),
            ("pooled_by", "全区合计的算法"),
            ("boards", "红黑榜"),
            ("rounding", "舍入方法"),
        ],
    ),
    (
        "MeasureKeys",
        &[
            ("", "一个自定的数字；算法只写一种"),
            ("words", "叫什么，也是表头，如 联系率"),
            ("count", "件数：符合条件的工单"),
            ("rate", "比率：符合条件的占同类工单的百分比"),
            ("share", "占全区同类工单的百分比"),
            ("per_10k", "本区每万常住人口的件数"),
            ("sum", "一列数之和"),
            ("mean", "一列数的平均数"),
            ("median", "一列数的中位数"),
            ("percentile", "一列数的百分位数"),
            (
                "points",
                "由各率折算的分值，如 { response: 10, resolution: 50, satisfaction: 40 }",
            ),
            ("difference", "两个数字之差，按印出的数计算"),
        ],
    ),
    (
        "ChosenKeys",
        &[
            ("", "取哪些工单"),
            (
                "of",
                "哪一类：accepted、assessed、rated、resolved、unresolved 等，或自定的件数",
            ),
            ("where", "条件，按列写：一个词、几个词，或 { at_most: 120 }"),
            ("column", "取哪一列的数，如 hours_to_close"),
            ("percent", "第几百分位，如 90"),
        ],
    ),
    ("DifferenceKeys", &[("", "两个数字之差"), ("of", "被减的"), ("less", "减去的")]),
    (
        "ListKeys",
        &[
            ("", "一个自定的列表：把工单按一列或按条件分组"),
            ("words", "各组叫什么，也是表头，如 未解决原因"),
            ("of", "哪一类工单：accepted、assessed、unresolved 等"),
            ("where", "条件，按列写"),
            ("by", "按哪一列分组"),
            ("groups", "各组的名称和条件，代替 by，如专题"),
            ("first", "只列最多的几组"),
            ("rest", "其余合为一组，叫什么，如 其他"),
            ("within", "在这些列表的每一行里也分组，如 [towns.all]"),
        ],
    ),
    (
        "TestKeys",
        &[
            ("", "条件"),
            ("at_least", "不小于"),
            ("at_most", "不大于"),
            ("between", "在两数之间，含两端"),
            ("blank", "true 为空，false 不为空"),
            ("contains", "含有其中一个词"),
            ("not", "不是其中任何一个"),
        ],
    ),
    (
        "Boards",
        &[
            ("", "红黑榜：各列表的前几名、后几名，和低于设定成绩的单位"),
            ("first", "红榜取前几位，一般为 3"),
            ("last", "黑榜取后几位，一般为 3"),
            ("under", "综合成绩低于几分的另列；不写就不列"),
        ],
    ),
    (
        "Weights",
        &[
            ("", "三率的权重"),
            ("response", "响应率的权重"),
            ("resolution", "解决率的权重"),
            ("satisfaction", "满意率的权重"),
        ],
    ),
    (
        "ResponseOf",
        &[("", "响应率的分母"), ("assessed", "纳入考评的工单"), ("rated", "参评的工单")],
    ),
    (
        "PooledBy",
        &[
            ("", "全区合计的算法"),
            ("tickets", "各单位的工单合在一起计算"),
            ("mean_of_rows", "各单位数值的平均"),
        ],
    ),
    (
        "Rounding",
        &[
            ("", "舍入方法"),
            ("half_up", "四舍五入"),
            ("half_even", "四舍六入五成双（GB/T 8170）"),
        ],
    ),
    (
        "Tolerances",
        &[
            ("", "两个数相差多少才提醒"),
            ("score", "应当相同的两个成绩，分"),
            ("rate", "应当相同的两个率，百分点"),
            ("change", "件数比上期增减，百分数"),
        ],
    ),
    (
        "CasesKeys",
        &[("", "典型案例"), ("cases", "案例，一项一个"), ("案例", "案例，一项一个")],
    ),
    (
        "CaseKeys",
        &[
            ("", "一个案例"),
            ("title", "案例的标题"),
            ("unit", "承办单位，名册中的名称"),
            ("paragraphs", "正文：“|”后另起一行写，段与段之间空一行；也可写成列表"),
            ("images", "图片，一项一张"),
            ("confirmed", "已核实的数字，不再提醒"),
            ("file", "Word 文件：标题、正文和图片从中取，如 案例一.docx"),
        ],
    ),
    (
        "ImageKeys",
        &[
            ("", "一张图片"),
            ("file", "图片文件：JPG 或 PNG"),
            ("caption", "印在图片下面的说明"),
            ("alt", "读给看不见图片的人听的文字；省略时用说明"),
            ("after", "放在第几段之后：0 在第一段之前，省略则放在最后"),
            ("crop", "裁去的边"),
            ("turn", "顺时针旋转：90、180 或 270"),
        ],
    ),
    (
        "CropKeys",
        &[
            ("", "图片每边裁去的部分，占宽或高的百分数"),
            ("left", "左边"),
            ("top", "上边"),
            ("right", "右边"),
            ("bottom", "下边"),
        ],
    ),
    (
        "RegisterKeys",
        &[
            ("", "单位名册"),
            ("towns", "镇街；成绩、件数都相同时按这里的先后排列"),
            ("departments", "部门"),
            ("outside", "导出表中名册以外的单位，计入全区而不单列"),
        ],
    ),
    (
        "TownKeys",
        &[
            ("", "一个镇街"),
            ("name", "印在表中的名称"),
            ("aliases", "导出表中的其他写法"),
            ("bonus", "加分项，如 0.1"),
        ],
    ),
    (
        "DepartmentKeys",
        &[
            ("", "一个部门"),
            ("name", "印在表中的名称"),
            ("class", "分类，如 一类部门；按分类分别排名"),
            ("aliases", "导出表中的其他写法"),
            ("bonus", "加分项，如 0.1"),
        ],
    ),
];
