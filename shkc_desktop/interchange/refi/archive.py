"""A `.qdpx` archive: only read in memory, and only what can be trusted."""

import re
import zipfile
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from shkc_desktop.model.failure import Failure

MAX_BYTES = 200_000_000
MAX_RATIO = 200
MAX_MEMBERS = 10_000
MAX_DEPTH = 10
# Small files of much repeated text may be packed tighter than any bomb.
_RATIO_COUNTS_FROM = 5_000_000

_OUTSIDE = re.compile(r"^([/\\]|[A-Za-z]:)|(^|[/\\])\.\.([/\\]|$)")


class Archive:
    """The members of an archive by name, upper and lower case alike."""

    def __init__(self, data: bytes) -> None:
        """Raises Failure where it is no ZIP or one that means harm."""
        try:
            self._zip = ZipFile(BytesIO(data))
            members = self._zip.infolist()
        except (BadZipFile, ValueError, OSError, NotImplementedError):
            raise Failure("文件不是有效的 .qdpx 压缩包，没有导入。") from None
        _check(members, len(data))
        self._members = {_key(member.filename): member for member in members}
        if len(self._members) != len(members):
            raise Failure("压缩包里有两个同名的文件，无法确定哪一个是真的，没有导入。")
        self._left = MAX_BYTES

    def names(self) -> list[str]:
        """Every member's name as it is written."""
        return [member.filename for member in self._members.values()]

    def find(self, name: str) -> ZipInfo | None:
        """The member of that name, in the folder for sources or beside it."""
        for place in (f"sources/{name}", name):
            if (member := self._members.get(_key(place))) is not None:
                return member
        return None

    def read(self, name: str) -> bytes | None:
        """What a member holds, None where there is none. Raises Failure."""
        member = self.find(name)
        if member is None:
            return None
        try:
            with self._zip.open(member) as file:
                data = file.read(self._left + 1)
        except (BadZipFile, ZlibError, NotImplementedError, RuntimeError, EOFError, OSError):
            raise Failure(f"压缩包里的“{member.filename}”已损坏或被加密，没有导入。") from None
        if len(data) > self._left:
            raise Failure("压缩包解开后超过 200 MB，没有导入。")
        self._left -= len(data)
        return data


def _check(members: list[ZipInfo], size: int) -> None:
    if len(members) > MAX_MEMBERS:
        raise Failure(f"压缩包里的文件超过 {MAX_MEMBERS} 个，没有导入。")
    total = sum(member.file_size for member in members)
    if total > MAX_BYTES:
        raise Failure("压缩包解开后超过 200 MB，没有导入。")
    if total > _RATIO_COUNTS_FROM and total > size * MAX_RATIO:
        raise Failure("压缩包的压缩比异常，可能有害，没有导入。")
    for member in members:
        if _OUTSIDE.search(member.filename) or member.filename.count("/") > MAX_DEPTH:
            raise Failure(f"压缩包里有指向包外或层次过深的路径“{member.filename[:80]}”，可能有害，没有导入。")


def _key(name: str) -> str:
    return name.replace("\\", "/").casefold()


def packed(members: dict[str, bytes]) -> bytes:
    """An archive of the members, the same bytes each time."""
    out = BytesIO()
    with ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            member = ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, data)
    return out.getvalue()
