"""The archive of bytes: a body is one compressed file named by its SHA-256, never changed, never removed."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


class MissingSnapshot(Exception):
    """No file is kept for this SHA-256."""


class DamagedSnapshot(Exception):
    """The kept file is not the body its name promises."""


class Snapshots:
    """Content-addressed files under `folder`: `ab/<sha256>.zst` (zstd)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Tell where a body lies, whether or not it is there."""
        return self.folder / sha256[:2] / f"{sha256}.zst"

    def keep(self, body: bytes) -> str:
        """Store a body and give its SHA-256; it is safely on disk before this returns.

        Written to a temporary file, synced, renamed, and the folder synced: a crash leaves the whole file or
        none. A body already kept is not written again.
        """
        sha256 = hashlib.sha256(body).hexdigest()
        path = self.path(sha256)
        if path.exists():
            return sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}.part")
        with temporary.open("wb") as file:
            file.write(zstd.compress(body, level=3))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)
        return sha256

    def body(self, sha256: str) -> bytes:
        """Give a body back; raises MissingSnapshot or DamagedSnapshot rather than anything else's bytes."""
        path = self.path(sha256)
        try:
            body = zstd.decompress(path.read_bytes())
        except FileNotFoundError:
            raise MissingSnapshot(f"{path}: no snapshot {sha256} is kept; was the folder moved?") from None
        except zstd.ZstdError as error:
            raise DamagedSnapshot(f"{path}: not a zstd file ({error}); restore it from a backup") from error
        if hashlib.sha256(body).hexdigest() != sha256:
            raise DamagedSnapshot(f"{path}: holds another body than its name says; restore it from a backup")
        return body

    def all(self) -> Iterator[str]:
        """List the SHA-256 of every kept body, sorted."""
        return iter(sorted(path.name.removesuffix(".zst") for path in self.folder.glob("??/*.zst")))


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
