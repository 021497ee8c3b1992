"""Backup and restore of a data folder: one tar file with both databases and every kept body, read back.

A copy may be taken while a crawl writes: the databases are copied first (VACUUM INTO, one consistent state),
the bodies after them; a body is always on disk before the row that names it, so nothing named is missing.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import tarfile
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

    The file appears under its name only when it is whole; one that was there before stays until then. Needs
    room for the file and, beside it, once more for what is read back. Raises Complaint for a folder without
    data or a copy that does not hold what it should, OSError when the disk fails.
    """
    _must_hold_data(folder)
    with _beside(file, "backup") as scratch:
        partial = scratch / "part.tar"
        with tarfile.open(partial, "w") as tar:
            for name in DATABASES:
                tar.add(_copy(folder / name, scratch / name), arcname=name)
            for path in sorted((folder / SNAPSHOTS).glob("??/*.zst")):
                tar.add(path, arcname=path.relative_to(folder).as_posix())
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        bodies = _read_back(partial, scratch / "back")
        partial.replace(file)
    return bodies


def restore(file: Path, folder: Path) -> int:
    """Put a backup into an empty folder and tell how many bodies it holds; another folder is left alone.

    The folder is filled in one step, when all was checked. Raises Complaint for a folder that is not empty,
    and for a file that is no backup or is damaged; OSError when the disk fails.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Complaint("--data", str(folder), "an empty folder", "name a new one: nothing is overwritten")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _beside(folder, "restore") as scratch:
        bodies = _read_back(file, scratch / "data")
        if folder.exists():
            folder.rmdir()
        (scratch / "data").replace(folder)
    return bodies


@contextmanager
def _beside(path: Path, what: str) -> Iterator[Path]:
    """Give an empty folder on the same disk; what a killed process left in it goes first.

    The folder is held by a lock of the kernel's: raises Complaint while another process works in it.
    """
    scratch = path.absolute().with_name(f".{path.name}.{what}")
    scratch.mkdir(exist_ok=True)
    held = os.open(scratch, os.O_RDONLY)
    try:
        _hold(held, path, what)
        _empty(scratch)
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    finally:
        os.close(held)


def _hold(folder: int, path: Path, what: str) -> None:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        expected = f"free (another {what} is at it)"
        raise Complaint(str(path), "in use", expected, "wait until it has ended") from error


def _empty(folder: Path) -> None:
    for left in folder.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


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
    _unpack(file, folder)
    if not all((folder / name).is_file() for name in DATABASES):
        raise _no_backup(file, f"a tar file without {' and '.join(DATABASES)}")
    for name in DATABASES:
        _check(file, folder / name)
    with Store(folder) as store:
        found = list(damages(store))
    if found:
        raise Complaint(str(file), found[0], "whole evidence", "run `nianjian verify` where it was taken")
    return sum(1 for _ in Snapshots(folder / SNAPSHOTS).all())


def _unpack(file: Path, folder: Path) -> None:
    try:
        with tarfile.open(file, "r:") as tar:
            for member in tar:
                if member.name not in DATABASES and not _is_body(member.name):
                    raise _no_backup(file, f"a tar file with {member.name}")
                tar.extract(member, folder, filter="data")
    except tarfile.ReadError as error:
        cut = "unexpected end" in str(error)
        raise _no_backup(file, "a backup cut off before its end" if cut else "no tar file") from error
    except tarfile.TarError as error:
        raise _no_backup(file, " ".join(str(error).split())) from error


def _no_backup(file: Path, seen: str) -> Complaint:
    return Complaint(str(file), seen, "a whole backup, as `nianjian backup` writes it", "take another one")


def _is_body(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return len(parts) == 3 and parts[0] == SNAPSHOTS and parts[2].endswith(".zst") and ".." not in parts


def _check(file: Path, database: Path) -> None:
    """Let SQLite check a database that was unpacked; raises Complaint about the backup it came from."""
    connection = sqlite3.connect(database)
    try:
        said = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.OperationalError:
        raise  # the disk, not the backup
    except sqlite3.DatabaseError as error:
        said = str(error)
    finally:
        connection.close()
    if said != "ok":
        raise _no_backup(file, f"{database.name} damaged: {said.splitlines()[0]}")
