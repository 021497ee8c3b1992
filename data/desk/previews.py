"""批量预审: a ZIP of drafts examined by the command line, a sheet a unit given back; nothing stays."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from data.desk.commands import run, workroom
from data.desk.refusals import Refused

SECONDS = 900
MOST = 200  # drafts in one ZIP


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """The sheets of all drafts as one ZIP, and a line a draft: file, unit and how many things were found."""

    body: bytes
    lines: tuple[str, ...]


def examine(drafts: bytes, previous: bytes | None) -> Sheets:
    """Examine every draft of a ZIP; raises Refused for what is none, and Busy."""
    _check(drafts, "送审稿")
    if previous is not None:
        _check(previous, "上年报告")
    with workroom() as room:
        (room / "drafts.zip").write_bytes(drafts)
        out = room / "sheets"
        arguments = ["selfcheck", "--batch", str(room / "drafts.zip"), "--out", str(out)]
        if previous is not None:
            (room / "previous.zip").write_bytes(previous)
            arguments += ["--previous", str(room / "previous.zip")]
        done = run(arguments, room, seconds=SECONDS)
        if done.status not in (0, 1) or not out.is_dir():
            raise Refused(
                "未能完成预审，请减少份数后再试。" if done.status is None else "压缩包无法读取，请重新打包。"
            )
        return Sheets(body=_packed(out), lines=tuple(done.results.splitlines()))


def _check(body: bytes, called: str) -> None:
    """Refuse what the command would refuse, in words an officer reads."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise Refused(f"{called}请打成一个ZIP压缩包上传。") from None
    if any(info.flag_bits & 0x1 for info in members):
        raise Refused(f"{called}的压缩包有密码，请去掉密码后上传。")
    if not members:
        raise Refused(f"{called}的压缩包是空的。")
    if len(members) > MOST:
        raise Refused(f"{called}一次不超过{MOST}份，请分批上传。")


def _packed(folder: Path) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    return written.getvalue()
