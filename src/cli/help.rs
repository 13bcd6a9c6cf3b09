//! What `--help` says after the arguments: examples and exit codes.

/// What comes after the help of a command, or of the program.
macro_rules! examples {
    ($($command:literal $examples:literal)*) => {
        pub(super) fn after(command: &str) -> Option<&'static str> {
            match command {
                $($command => Some(concat!(
                    "示例：\n  ",
                    $examples,
                    "\n\n退出码：\n",
                    "  0  完成\n",
                    "  1  输入有错误，没有写出文件\n",
                    "  2  命令用法不对\n",
                    "  3  文件读不出或写不进"
                )),)*
                _ => None,
            }
        }
    };
}

examples! {
    "bulletin" "\
  bulletin                                       打开工作台：全部工作都在浏览器窗口里做
  bulletin new 2023-10 --from examples/2023-09   开始新的一月
  bulletin check 2023-10                         查看还缺什么、有什么问题
  bulletin build 2023-10                         生成 Word 和 PDF
  bulletin build 2023-10 --draft                 生成草稿，末页列出待处理的问题
  bulletin build 2023-10 --final                 定稿，存下供下期取用的数字
  bulletin preview 2023-10                       在浏览器中预览草稿，改动即时可见
  bulletin figures 2023-10 score                 查找数字的名称和本月数值
  bulletin explain 2023-10 97.08                 说明数字的口径、计算和依据的工单
  bulletin explain D07                           说明问题代码的意思
  bulletin compare 2023-09 2023-10               列出变了的数字

各命令的用法：bulletin help 命令"
    "workbench" "\
  bulletin                       打开工作台，列出当前文件夹里的各月
  bulletin workbench 通报        打开“通报”文件夹里的各月"
    "build" "\
  bulletin build 2023-10            生成 Word 和 PDF，写入 2023-10/out
  bulletin build 2023-10 --draft    有错误也生成，每页加“草稿”字样
  bulletin build 2023-10 --final    定稿，存下供下期取用的数字
  bulletin build 2023-10 --each towns        每个镇街各出一份，写入 2023-10/out/各单位
  bulletin build 2023-10 --each 教委,民政局  只出这几个单位的
  bulletin build 2023-10 --to 送审             写入“送审”文件夹
  bulletin build 2023-10 --to 送审 --format pdf   只要 PDF
  bulletin build 2023-10 --draft --watch     文件一改就重新生成
  bulletin build --quiet            当前文件夹，只显示错误
  bulletin build -v                 再显示每一步用了多久
  bulletin build 2023-10 --json     结果供其他程序读取"
    "check" "\
  bulletin check 2023-10            列出已有的和还缺的导出表，以及全部问题
  bulletin check 2023-10 --json     结果供其他程序读取"
    "figures" "\
  bulletin figures 2023-10                 全部数字
  bulletin figures 2023-10 towns.direct    名称中含有 towns.direct 的
  bulletin figures 2023-10 97.08           数值是 97.08 的
  bulletin figures 2023-10 --json          供其他程序读取，含未舍入的分数值"
    "new" "\
  bulletin new 2023-10 --from 2023-09             建立 2023-10，与 2023-09 并列
  bulletin new 2023-10 十月通报 --from 2023-09    建立“十月通报”
  bulletin new 2023-10                            没有范例，用自带的样本

已有的文件夹不会被改动。"
    "schema" "\
  bulletin schema                     列出种类
  bulletin schema cases               输出案例文件的 Schema
  bulletin schema --to 2023-10        写入 2023-10/.schema，供 VS Code 补全"
    "layout" "\
  bulletin layout                                列出自带的版式
  bulletin layout official --to 2023-10/版式     写出公文版式的全部文件

在 bulletin.yaml 写 layout: ./版式；文件里只留要改的几行也可以。"
    "help" "\
  bulletin help build    与 bulletin build --help 相同"
    "doctor" "\
  bulletin doctor 2023-10    有妨碍的一行前面有“！”，退出码是 1"
    "manual" "\
  bulletin manual                      在浏览器里打开
  bulletin manual --to 使用手册.html   写成文件"
    "licenses" "\
  bulletin licenses > 许可.txt    存成文件"
    "completions" "\
  bulletin completions bash > ~/.local/share/bash-completion/completions/bulletin
  bulletin completions powershell >> $PROFILE"
    "explain" "\
  bulletin explain 2023-10 towns.direct.score    按名称
  bulletin explain 2023-10 97.08                 按印出的数字
  bulletin explain 2023-10 unit.unresolved.count --unit 檀营地区    某单位通报里的数字
  bulletin explain D07                           问题代码的意思"
    "compare" "\
  bulletin compare 2023-09 2023-10                       两个月的文件夹
  bulletin compare 2023-09 2023-10 --xlsx 变化.xlsx      同时写成表格
  bulletin compare 原稿.docx 新稿.docx --word 修订稿.docx   写成 Word 修订稿"
    "import" "\
  bulletin import 2023-10 修改稿.docx            列出改动，什么也不写
  bulletin import 2023-10 修改稿.docx --apply    把文字带回本月，数字仍由数据给出"
    "learn" "\
  bulletin learn 9月通报.docx --from 2023-09 --to 新版式    数字由 2023-09 的数据得出
  bulletin learn 9月通报.docx --to 新版式                   没有导出表：只学语句、表格和版式"
    "audit" "\
  bulletin audit 通报.docx                               核对一份 Word 通报里的数字
  bulletin audit 通报.docx --against examples/2023-09    再与底稿逐个比对
  bulletin audit 通报.docx --all                         把没有读懂的句子也列出来
  bulletin audit 通报.docx --word 批注稿.docx            每个问题写成一条 Word 批注
  bulletin audit out/各单位                              核对文件夹里的每一份"
    "preview" "\
  bulletin preview 2023-10               在浏览器中预览，按 Ctrl+C 结束
  bulletin preview 2023-10 --port 8123   使用固定的端口"
    "sql" "\
  bulletin sql 2023-10 --dialect spark                              汇总“考评明细”表
  bulletin sql 2023-10 --dialect postgres --table 考核.工单 > 汇总.sql   另定表名"
}
