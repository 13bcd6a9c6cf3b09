//! Why a file cannot be read, in words.

use std::fmt;
use std::io::{self, ErrorKind};

/// Why a file or a package cannot be read. Its text is a clause without a full stop:
/// “文件不存在”.
#[derive(Debug)]
pub enum Fault {
    /// There is none.
    Missing,
    /// A folder stands there.
    Folder,
    /// A device, a pipe or a socket stands there.
    NoPlainFile,
    /// More than a reader takes.
    TooLarge {
        /// What it takes.
        bytes_max: u64,
    },
    /// A package that unpacks to more than a reader takes.
    Unpacked {
        /// What it takes.
        bytes_max: u64,
    },
    /// Encrypted.
    Password,
    /// Cut off, damaged, or no package at all.
    Broken,
    /// The system refuses.
    System(io::Error),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let megabytes = |bytes: u64| bytes.div_ceil(1 << 20);
        match self {
            Self::Missing => f.write_str("文件不存在"),
            Self::Folder => f.write_str("这里是文件夹，不是文件"),
            Self::NoPlainFile => f.write_str("不是普通文件，而是设备或管道"),
            Self::TooLarge { bytes_max } => {
                write!(f, "文件超过 {} MB 的上限", megabytes(*bytes_max))
            }
            Self::Unpacked { bytes_max } => {
                write!(f, "解压后超过 {} MB 的上限", megabytes(*bytes_max))
            }
            Self::Password => f.write_str("文件设有密码"),
            Self::Broken => f.write_str("文件不完整或已损坏"),
            Self::System(error) => f.write_str(&reason(error)),
        }
    }
}

impl From<io::Error> for Fault {
    #[expect(clippy::wildcard_enum_match_arm, reason = "all others are taken alike")]
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::Missing,
            ErrorKind::IsADirectory => Self::Folder,
            ErrorKind::InvalidData | ErrorKind::UnexpectedEof => Self::Broken,
            _ => Self::System(error),
        }
    }
}

/// What the system says, in Chinese: “没有权限或文件被占用”.
#[expect(clippy::wildcard_enum_match_arm, reason = "all others are taken alike")]
pub fn reason(error: &io::Error) -> String {
    // Windows has no kind for a file that another program keeps open.
    if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) {
        return "文件正被别的程序打开".to_owned();
    }
    let known = match error.kind() {
        ErrorKind::NotFound => "文件或文件夹不存在",
        ErrorKind::PermissionDenied | ErrorKind::ResourceBusy => "没有权限或文件被占用",
        ErrorKind::AlreadyExists => "已有同名文件",
        ErrorKind::IsADirectory => "这里是文件夹，不是文件",
        ErrorKind::NotADirectory => "路径中有一段不是文件夹",
        ErrorKind::StorageFull => "磁盘已满",
        ErrorKind::QuotaExceeded => "超出磁盘配额",
        ErrorKind::FileTooLarge => "文件太大，磁盘不接受",
        ErrorKind::ReadOnlyFilesystem => "磁盘只读",
        ErrorKind::InvalidFilename => "文件名太长或有不允许的字符",
        ErrorKind::InvalidData | ErrorKind::UnexpectedEof => "文件不完整或已损坏",
        ErrorKind::TimedOut => "等待太久，没有回应",
        ErrorKind::OutOfMemory => "内存不足",
        _ => {
            return match error.raw_os_error() {
                Some(number) => format!("系统报告错误 {number}"),
                None => "系统没有说明原因".to_owned(),
            };
        }
    };
    known.to_owned()
}
