//! Alternative texts that a person wrote, told from those that programs leave behind.

/// Words by which programs sign what they made up.
const SIGNATURES: &[&str] = &[
    "描述已自动生成",
    "自动生成的说明",
    "AI 生成的内容",
    "AI生成的内容",
    "Description automatically generated",
    "Automatically generated description",
    "AI-generated content",
];

/// Names that programs give to pictures.
const NAMES: &[&str] = &[
    "图片", "图像", "图形", "图", "照片", "截图", "picture", "image", "img", "wps",
    "photo", "untitled",
];

/// Ends of the names of picture files.
const ENDS: &[&str] = &[
    ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic", ".emf",
    ".wmf", ".svg",
];

/// An alternative text, unless it is blank, a path, a file's name, or made up by a program.
pub(super) fn written(text: Option<&str>) -> Option<String> {
    let text = text?.trim();
    let lower = text.to_lowercase();
    let is_path = text.contains(":\\")
        || text.starts_with(['\\', '/'])
        || ["file:", "http:", "https:", "cid:", "data:"]
            .iter()
            .any(|it| lower.starts_with(it));
    let is_file = ENDS.iter().any(|end| lower.ends_with(end));
    let is_signed = SIGNATURES.iter().any(|words| text.contains(words));
    let is_name = |name: &&str| {
        let rest = lower.strip_prefix(*name);
        rest.is_some_and(|rest| rest.chars().all(|c| !c.is_alphabetic()))
    };
    let is_left_behind =
        text.is_empty() || is_path || is_file || is_signed || NAMES.iter().any(is_name);
    (!is_left_behind).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_leave_behind_is_no_alternative_text() {
        let left = [
            r"C:\Users\zhangsan\AppData\Local\Temp\wps1.jpg",
            "图片包含 建筑, 户外\n\n描述已自动生成",
            "手机屏幕截图\n\nAI 生成的内容可能不正确。",
            "A yard\n\nDescription automatically generated",
            "微信图片_20230901093012.jpg",
            "IMG_2043",
            "图片 1",
            "wps3",
            "/tmp/a",
            "https://x/y",
            " ",
        ];
        for text in left {
            assert_eq!(written(Some(text)), None, "{text}");
        }
        assert_eq!(written(Some(" 新车棚外景 ")).as_deref(), Some("新车棚外景"));
        assert_eq!(written(Some("图片中是新车棚")).as_deref(), Some("图片中是新车棚"));
    }
}
