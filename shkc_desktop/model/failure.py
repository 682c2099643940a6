"""The one kind of error that reaches the reader: a sentence she can act on."""

import errno

_CAUSES = {
    errno.ENOENT: "路径不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "此处只读",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径不是文件夹",
    errno.EEXIST: "已经存在",
    errno.ENAMETOOLONG: "名称太长",
    errno.EBUSY: "正被占用",
    errno.EIO: "磁盘读写出错",
}


class Failure(Exception):
    """Something the reader asked for cannot be done; `str(failure)` is one clear Chinese sentence."""


class NotReadable(Failure):
    """A file cannot be read as a report: missing, empty, a folder, no text, locked by a password, a scan …"""


class LibraryUnusable(Failure):
    """A library file cannot be opened: foreign, damaged, newer than the program, held by another program …"""


class ChangedElsewhere(Failure):
    """Another window or machine changed the same thing in the meantime."""


def cause(error: OSError) -> str:
    """Why the system refused, in a few Chinese words; in its own where they are not known."""
    return _CAUSES.get(error.errno or 0) or error.strerror or "系统拒绝"
