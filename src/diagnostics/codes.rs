//! The list of all problem codes: letter of the stage, then a number that never changes.

use std::fmt;

/// Stable name of a kind of problem: “D07”.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code(&'static str);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Codes of the checks before writing that became one with those of the audit.
const SUCCESSORS: &[(&str, &str)] = &[
    ("K01", "A33"),
    ("K02", "A17"),
    ("K03", "A33"),
    ("K04", "A12"),
    ("K08", "A10"),
    ("K09", "A10"),
    ("K10", "A26"),
    ("K40", "A30"),
];

impl Code {
    /// The code that is written so, or the one that has taken its place.
    pub fn find(written: &str) -> Option<Self> {
        let taken = SUCCESSORS.iter().find(|(former, _)| *former == written);
        let written = taken.map_or(written, |(_, code)| code);
        CODES.iter().map(|(code, _)| *code).find(|code| code.0 == written)
    }

    /// As written: “D07”.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

macro_rules! codes {
    ($($name:ident $id:literal $meaning:literal;)*) => {
        impl Code {
            $(#[doc = $meaning] pub const $name: Self = Self($id);)*
        }

        /// Every code with its meaning in Chinese.
        pub const CODES: &[(Code, &str)] = &[$((Code::$name, $meaning)),*];
    };
}

codes! {
    YAML_SYNTAX "C01" "YAML 写法有误";
    UNKNOWN_KEY "C02" "配置项名称不认识";
    WRONG_VALUE "C03" "配置值的类型或内容不对";
    MISSING_KEY "C04" "缺少必填的配置项";
    MISSING_FILE "C05" "配置里写的文件不存在";
    OUTSIDE_FOLDER "C06" "文件路径跑到项目文件夹之外";
    SAME_NAME "C07" "单位简称、别名重复";
    EMPTY_CASE "C08" "案例没有正文";
    BAD_PICTURE "C09" "图片打不开或格式不支持";
    COARSE_PICTURE "C10" "图片印出来不清楚";
    ODD_PICTURE "C11" "图片过于狭长";
    SAMPLE_LEFT "C20" "样例里的字样还没有改";
    UNUSED_DATA "C21" "data 文件夹里有没用到的表";
    NOT_A_SPREADSHEET "D01" "导出表打不开";
    MISSING_SHEET "D02" "工作表不存在";
    NO_HEADER "D03" "找不到表头行";
    MISSING_COLUMN "D04" "缺少必需的列";
    EMPTY_EXPORT "D05" "导出表没有数据";
    UNKNOWN_UNIT "D06" "单位不在名册中";
    UNKNOWN_VALUE "D07" "单元格的值不在允许的写法之内";
    BAD_DATE "D08" "不是日期";
    OUTSIDE_PERIOD "D09" "时间不在考核期内";
    DUPLICATE_TICKET "D10" "工单编号重复";
    RATED_WITHOUT_RESULT "D11" "已参评的工单缺少解决或满意情况";
    RESULT_WITHOUT_RATING "D12" "未参评的工单却有解决或满意情况";
    CO_HANDLER_IS_LEAD "D13" "从办单位与主办单位相同";
    NOT_ACCEPTED "D14" "考评工单不在受理明细中";
    BAD_NUMBER "D15" "不是数字";
    MISSING_VALUE "D16" "必填的单元格是空的";
    LOST_DIGITS "D17" "工单编号的数字已丢失";
    AMBIGUOUS_COLUMN "D18" "有两列或两张工作表都符合";
    DUPLICATE_ROW "D19" "同一街乡镇或同一区出现两次";
    CONTRADICTION "D20" "同一工单的各行不一致";
    CLOSED_EARLY "D21" "办结时间早于受理时间";
    SAME_GROUP "D31" "汇总表中同一组工单出现两次";
    TALLY_ONLY "D32" "汇总表不能核对单张工单";
    TALLY_SHAPE "D33" "汇总表的列互相矛盾";
    EMPTY_COLUMN "D40" "导出表缺少或没有填写一列";
    FORMULA_WITHOUT_VALUE "D41" "公式没有存下算出的值";
    UNIT_OF_MEASURE "D42" "表头里的计量单位不能换算";
    IMPLAUSIBLE "D43" "数值超出合理的范围";
    LIKE_A_SUM "D45" "像是合计或平均的一行";
    UNKNOWN_DISTRICT "D46" "没有人认识的区";
    ROW_TOO_LONG "D60" "行的内容超出表头";
    HIDDEN_ROWS "D61" "有被筛选或隐藏的行";
    MERGED_CELLS "D62" "合并单元格代表多行";
    MERGED_NUMBERS "D63" "数字列里有合并单元格";
    SHEET_GOES_ON "D64" "导出表分在几张工作表里";
    SUM_DIFFERS "D66" "合计、平均行与各行不符";
    OTHER_TIME "D67" "同一工单的受理时间在两份表里不同";
    ALIKE_NAMES "D68" "两种写法只差一点，可能是同一个";
    OUTLINE_ERROR "O01" "提纲里的语句有误";
    UNKNOWN_FIGURE "O02" "提纲引用的数字不存在";
    ABSENT_FIGURE "O03" "要印出的数字没有数值";
    OWN_MEASURE "O20" "自定的数字或列表写得不对";
    OWN_COLUMN "O21" "登记的列在导出表里没有";
    NAME_TAKEN "O36" "表或图的名称用了两次";
    LAYOUT_ERROR "L01" "版式文件有误";
    MISSING_GLYPH "L02" "随附字体没有这个字";
    BAD_TEMPLATE "L12" "Word 模板不能用";
    TEMPLATE_MISFIT "L13" "Word 模板与通报有对不上的地方";
    BAD_FONT "L14" "版式的字体文件不能用";
    FONT_LACKS "L15" "版式的字体缺字";
    EMPTY_CHART "G01" "图表没有可画的数值";
    UNDRAWABLE_VALUE "G02" "图表的值不是普通数字";
    CROWDED_CHART "G03" "图表的项目或系列太多，看不清";
    UNFIT_CHART "G04" "图表的形式与数据不合";
    CITY_RATE "K05" "市级公布的数字与考评明细不符";
    CITY_OUTSIDE_OF_UNITS "K06" "全区成绩不在镇街与部门成绩之间";
    RANKING_GAP "K07" "街乡镇排名不连续";
    RANKING_SCORE "K11" "排名表中的成绩与计算的不同";
    NO_LAST_PERIOD "K12" "没有上期数字";
    LARGE_CHANGE "K13" "与上期相比变化过大";
    TYPED_NUMBER "K14" "手工填写的数字";
    TOWN_NOT_RANKED "K15" "镇街不在全市排名中";
    UNIT_WITHOUT_TICKETS "K16" "单位没有纳入考评的工单";
    PHONE "S01" "文字中有电话号码";
    IDENTITY_NUMBER "S02" "文字中有身份证号";
    PLATE "S03" "文字中有车牌号";
    EMAIL "S04" "文字中有电子邮箱";
    OTHER_ISSUE "W40" "是另一期的 Word 文件";
    NOT_OUR_FILE "W41" "认不出是本期通报改成的";
    OPEN_CHANGES "W42" "有没有接受或拒绝的修订";
    EDIT_NOWHERE "W43" "补写的段落没有可放的标题";
    FORBIDDEN_CHARACTER "W01" "文档中不能出现的控制字符已删去";
    UNREADABLE_RESULT "A01" "写好的文件读不回来";
    NUMBER_LOST "A02" "写好的文件里少了数字";
    NUMBER_STRANGE "A03" "写好的文件里多出数字";
    NUMBER_DIFFERS "A04" "写好的文件里数字与底稿不同";
    NOT_A_BULLETIN "A05" "要核对的文件打不开";
    WRONG_RANK "A10" "排名与成绩不符";
    WRONG_TOTAL "A11" "合计与各行之和不符";
    WRONG_SCORE "A12" "综合成绩与三率、权重不符";
    MIXED_DECIMALS "A13" "同一列的小数位数不一致";
    WRONG_ARROW "A14" "箭头与正负号或两期数字不符";
    WRONG_DIFFERENCE "A15" "句中的差值与两个数字不符";
    WRONG_DIRECTION "A16" "高于、低于、上升、下降与数字相反";
    WRONG_PARTS "A17" "分项之和与总数不符";
    CONTRADICTING "A18" "同一事项前后数字不同";
    CHANGED_FIGURE "A20" "数字与底稿不同";
    ADDED_NUMBER "A21" "底稿里没有的数字";
    DROPPED_NUMBER "A22" "底稿里有、文件里没有的数字";
    IMPOSSIBLE_VALUE "A23" "不可能的数字";
    WRONG_SHARE "A24" "占比与件数不符";
    WRONG_CHANGE "A25" "变化与两期数字不符";
    WRONG_NAME "A26" "单位名称重复、写错或归类不同";
    WRONG_ORDER "A27" "行序、序号或行数有误";
    WRONG_EXTREME "A28" "最高最低、前几位与表、图不符";
    WRONG_COUNT "A29" "单位个数与表不符";
    WRONG_TIME "A30" "日期、天数有误";
    WRONG_NUMBERING "A31" "编号接不上，或所指的表、图没有";
    WRONG_FORM "A32" "数字写法有误";
    WRONG_ACROSS "A33" "几张表、几类单位的件数对不上";
    WRONG_MEAN "A34" "平均数与总数不符";
    NOTHING_TO_CHECK "A35" "文件里没有可核对的内容";
    NOT_CHECKED "A36" "文件里有没有核对的内容";
    CHANGED_WORDS "A37" "词语、名称与底稿不同";
    NO_PREVIOUS "P01" "上期存档找不到或读不出来";
    PREVIOUS_NOT_FINAL "P02" "上期存档不是定稿";
    PREVIOUS_UNFIT "P03" "上期存档与本期接不上";
    PREVIOUS_LENGTH "P04" "上期与本期长短不同";
    PREVIOUS_DIFFERS "P05" "上期公布的数字与本期导出表不一致";
    FINAL_REPLACED "P06" "定稿存档被普通生成替换";
    PREVIOUS_ALTERED "P07" "上期存档在定稿以后被改动过";
    CANNOT_READ "F01" "文件读不出来";
    FOLDER_EXISTS "N01" "新文件夹的位置上已有文件夹";
    NOT_A_MANUSCRIPT "M01" "案例的 Word 文件打不开";
    LEFT_OUT "M02" "Word 文件里有取不出的内容";
    NOTHING_TO_LEARN "W60" "要学习的 Word 文件里没有文字和表格";
    NO_PERIOD_TOLD "W61" "要学习的 Word 文件里没有写考核期";
    CANNOT_WRITE "F02" "文件写不进去";
    FOLDER_HELD "F03" "另一次生成正在这个文件夹里进行";
    CUT_OFF "F04" "上一次生成中途停止";
    ALTERED_OUTPUT "F05" "生成的文件后来被改动或不见了";
    OUTPUT_REFUSED "F06" "不覆盖别的文件";
    INTERNAL_FAULT "F07" "程序内部出错";
    CANNOT_SERVE "V01" "工作台或预览开不起来";
    PREVIEW_STOPPED "V02" "预览中途停止";
    OTHER_ROW "V12" "要剔除的行变了或不在了";
}
