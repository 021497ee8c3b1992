"""What a process that reads strangers' bytes may use, set by itself before it reads the first.

Figures: T13 of the threat list. Where the system allows it the process also loses the network; whatever the
system, Python code in it can neither open a socket nor start a program.
"""

from __future__ import annotations

import ctypes
import resource
import sys
from collections.abc import Mapping
from pathlib import Path

MEMORY = 2**30
OPEN_FILES = 32
# A process that once grew this large is replaced: what it holds would count against the next document.
GROWN = 400 * 2**20
# Near the limit a C library may have gone without memory and said nothing: nothing it gave is to be trusted.
SUSPECT = MEMORY * 9 // 10
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "pty.",
    "pickle.find_class",
)


def confine(memory: int = MEMORY) -> None:
    """Give up memory (bytes), files and network for good; call once, with one thread."""
    _lose_network()
    fixed = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    _lower(fixed)
    sys.addaudithook(_refuse)


def _lower(fixed: Mapping[int, int]) -> None:
    for what, most in fixed.items():
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))


def _lose_network() -> None:
    """Move into a network without any interface; where the system refuses, the audit hook remains."""
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is not None and unshare(_CLONE_NEWNET) != 0:
        unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _refuse(event: str, _: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event}: a document may not reach outside")


def allow_time(seconds: int) -> None:
    """Allow so many seconds of processor time more from now on; past them the system ends the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (until, hard))


def has_grown() -> bool:
    """Tell whether this process has been large enough to be replaced.

    The kernel's `ru_maxrss` would not do: it begins with the size of the process that started this one.
    """
    return _most("VmHWM:") > GROWN


def is_suspect() -> bool:
    """Tell whether this process has come so near its memory limit that an answer may lack parts."""
    return _most("VmPeak:") > SUSPECT


def _most(name: str) -> int:
    """Read a high-water mark of this process, in bytes; 0 where the system does not tell it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    lines = (line.split() for line in status.read_text(encoding="ascii").splitlines())
    return next((int(words[1]) * 1024 for words in lines if words and words[0] == name), 0)
