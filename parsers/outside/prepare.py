"""What happens to a document before and after the limited child: outside programs make it readable for us."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from parsers.outside import ocr, office
from parsers.outside.wire import Job
from parsers.parsed import Parsed
from parsers.pictures import doubted

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


def finished(ready: Ready, read: Callable[[Job], Parsed]) -> Parsed:
    """Read what is ready; an image or a scan is read again after its characters were recognised."""
    parsed = read(ready.job)
    if ready.by:
        return _by(ready.by, parsed)
    if not ocr.is_wanted(parsed):
        return parsed
    if not ocr.is_installed():
        return _by("ocr-missing", replace(parsed, notes=(*parsed.notes, ocr.MISSING)))
    recognised = ocr.recognise(ready.job.body)
    if recognised is None:
        return _by("ocr", parsed)
    return _by("ocr", doubted(read(replace(ready.job, body=recognised, content_type=None))))


def _by(program: str, parsed: Parsed) -> Parsed:
    """Name the program a reading went through before its file type."""
    return replace(parsed, kind=f"{program}+{parsed.kind}" if parsed.kind else program)
