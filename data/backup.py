"""Backup and restore of a data folder: one tar file with both databases and every kept body, read back.

A copy may be taken while a crawl writes: the databases are copied first (VACUUM INTO, one consistent state),
the bodies after them; a body is always on disk before the row that names it, so nothing named is missing.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from data.errors import Complaint
from data.evidence import damages
from data.snapshots import Snapshots
from data.store import Store

DATABASES = ("nianjian.db", "office.db")
SNAPSHOTS = "snapshots"


def backup(folder: Path, file: Path) -> int:
    """Write a data folder into one tar file, read it back, and tell how many bodies it holds.

    The file appears under its name only when it is whole. Raises Complaint for a folder without data or a
    copy that does not hold what it should.
    """
    _must_hold_data(folder)
    partial = file.with_name(f"{file.name}.part")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=file.absolute().parent) as scratch:
        with tarfile.open(partial, "w") as tar:
            for name in DATABASES:
                tar.add(_copy(folder / name, Path(scratch) / name), arcname=name)
            for path in sorted((folder / SNAPSHOTS).glob("??/*.zst")):
                tar.add(path, arcname=path.relative_to(folder).as_posix())
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        bodies = _read_back(partial, Path(scratch) / "back")
    partial.replace(file)
    return bodies


def restore(file: Path, folder: Path) -> int:
    """Put a backup into an empty folder and tell how many bodies it holds; another folder is left alone.

    Raises Complaint for a folder that is not empty, and for a file that is no backup or is damaged.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Complaint("--data", str(folder), "an empty folder", "name a new one: nothing is overwritten")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _unpacking(folder.parent) as scratch:
        bodies = _read_back(file, scratch)
        if folder.exists():
            folder.rmdir()
        scratch.replace(folder)
    return bodies


@contextmanager
def _unpacking(beside: Path) -> Iterator[Path]:
    scratch = Path(tempfile.mkdtemp(prefix=".restore-", dir=beside)) / "data"
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch.parent, ignore_errors=True)


def _must_hold_data(folder: Path) -> None:
    if not all((folder / name).is_file() for name in DATABASES):
        raise Complaint("--data", str(folder), "a data folder", "name the folder that holds nianjian.db")


def _copy(database: Path, copy: Path) -> Path:
    connection = sqlite3.connect(database, timeout=60)
    try:
        connection.execute("VACUUM INTO ?", (str(copy),))
    finally:
        connection.close()
    return copy


def _read_back(file: Path, folder: Path) -> int:
    """Unpack a backup and check all it holds: SQLite's own check, every chain, every body."""
    try:
        _unpack(file, folder)
        _must_hold_data(folder)
        for name in DATABASES:
            _check(folder / name)
    except (OSError, tarfile.TarError, sqlite3.DatabaseError) as error:
        raise Complaint(str(file), str(error), "a whole backup", "take another one") from error
    with Store(folder) as store:
        found = list(damages(store))
    if found:
        raise Complaint(str(file), found[0], "whole evidence", "run `nianjian verify` where it was taken")
    return sum(1 for _ in Snapshots(folder / SNAPSHOTS).all())


def _unpack(file: Path, folder: Path) -> None:
    with tarfile.open(file) as tar:
        for member in tar:
            if member.name not in DATABASES and not _is_body(member.name):
                raise tarfile.TarError(f"{member.name} does not belong in a backup")
            tar.extract(member, folder, filter="data")


def _is_body(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return len(parts) == 3 and parts[0] == SNAPSHOTS and parts[2].endswith(".zst") and ".." not in parts


def _check(database: Path) -> None:
    connection = sqlite3.connect(database)
    try:
        said = connection.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        connection.close()
    if said != "ok":
        raise sqlite3.DatabaseError(f"{database.name}: {said}")
