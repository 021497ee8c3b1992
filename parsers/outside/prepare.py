"""What happens to a document before and after the limited child: outside programs make it readable for us."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from parsers.outside import office
from parsers.outside.wire import Job
from parsers.parsed import Parsed

# Files of one start of LibreOffice, and the bytes that are held meanwhile.
TOGETHER = 50
BYTES_TOGETHER = 32 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A job whose body our own readers can read; `by` names the program that made it so."""

    job: Job
    by: str = ""


Prepared = Ready | Parsed


def prepared(jobs: Iterable[Job]) -> Iterator[Prepared]:
    """Hand jobs on in their order; Word files among the next few are turned into pages together."""
    held: list[Job] = []
    for job in jobs:
        if not held and not office.recognise(job.body):
            yield Ready(job=job)
            continue
        held.append(job)
        if len(held) >= TOGETHER or sum(len(each.body) for each in held) > BYTES_TOGETHER:
            yield from _converted(held)
            held = []
    yield from _converted(held)


def _converted(jobs: list[Job]) -> Iterator[Prepared]:
    word = [office.recognise(job.body) for job in jobs]
    bodies = [job.body for job, is_word in zip(jobs, word, strict=True) if is_word]
    pages = iter(office.convert(bodies) if office.program() else [])
    for job, is_word in zip(jobs, word, strict=True):
        if not is_word:
            yield Ready(job=job)
        elif office.program() is None:
            yield Parsed(
                outcome="unreadable", reason="unreadable_file", notes=(office.MISSING,), kind="office-missing"
            )
        elif page := next(pages):
            yield Ready(job=replace(job, body=page, content_type=None), by="office")
        else:
            yield Parsed(outcome="unreadable", reason="unreadable_file", kind="office")


def marked(ready: Ready, parsed: Parsed) -> Parsed:
    """Name the program a reading went through before its file type."""
    return replace(parsed, kind=f"{ready.by}+{parsed.kind or '?'}") if ready.by else parsed
