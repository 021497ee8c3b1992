"""What a disk or a database says when it fails, as one line somebody can act on."""

from __future__ import annotations

import errno
import sqlite3

_KEPT = "nothing that was finished is lost"
_ERRNOS = {
    errno.ENOSPC: "the disk is full: make room",
    errno.EDQUOT: "the disk quota is used up: make room",
    errno.EROFS: "the disk is read-only: mount it for writing, or name another --data",
    errno.EACCES: "no right to write there: check the owner of the folder, or name another --data",
    errno.EPERM: "no right to write there: check the owner of the folder, or name another --data",
    errno.EIO: "the disk fails: copy the data folder to another one at once",
}
_SAID = {
    "disk is full": "the disk is full: make room",
    "readonly": "the database cannot be written: check disk and owner, or name another --data",
    "disk i/o error": "the disk fails or is full: make room, else copy the data folder to another one",
    "database is locked": "another process is writing for too long: try again, or stop it",
    "malformed": "the database is damaged: `nianjian restore` from a backup",
    "not a database": "the database is damaged: `nianjian restore` from a backup",
    "unable to open": "the database cannot be opened: check folder and owner, or name another --data",
}


def disk_trouble(error: OSError | sqlite3.Error) -> str | None:
    """Say in one line what is wrong and what to do; None for an error that is not the disk's fault."""
    if isinstance(error, OSError):
        advice = _ERRNOS.get(error.errno or 0)
        where = error.filename or "disk"
    else:
        said = str(error).lower()
        advice = next((words for part, words in _SAID.items() if part in said), None)
        where = "database"
    return (
        f"{where}: {error.strerror if isinstance(error, OSError) else error}; {advice} ({_KEPT})"
        if advice
        else None
    )
