"""What it checks: a letter named a finding and a day by which to put it right; the day is over, we have
looked again since, and the finding still stands.

Legal basis: 《政府信息公开条例》第四十七条 (督促整改、通报批评).

Why it matters: a letter nobody follows up is not worth sending.

Example message: 2026年2月12日发出的文书要求于2026年2月27日前更正2项，期限过后核查尚未见更正。

Known false alarms: we have not looked since the day (nothing is said); what an officer has since called
explained, waived or our own mistake does not count, nor does what is put right.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from data.records import Finding, Severity
from monitor.dossier import Dossier, Year
from monitor.evidence import day_words
from monitor.exhibits import Letter

ID = "not-rectified"
NAME_ZH = "整改期限已过，尚未见更正"
NAME_EN = "Not put right by the agreed day"
ABOUT_ZH = (
    "已发文书要求更正的问题，整改期限过后再次核查仍然存在。期限过后尚未再次核查的不判断；复核为说明"
    "成立、暂不提示、系统误判、已整改的不计。"
)
SEVERITY: Severity = "error"
BASIS = "《中华人民共和国政府信息公开条例》第四十七条"
OF_FINDINGS = True

ANSWERED = frozenset({"explained", "waived", "mistaken", "fixed"})


def check(dossier: Dossier) -> Iterator[Finding]:
    """Follow up every letter whose day is over."""
    done: set[int] = set()
    for letter in sorted(dossier.letters, key=lambda each: (each.rectify_by, each.findings), reverse=True):
        for year in dossier.years:
            open_still = _open_still(dossier, letter, year)
            if open_still and year.year not in done:
                done.add(year.year)
                looked_on = _first_look(letter, year) or letter.rectify_by
                yield _finding(letter, open_still, looked_on)


def _open_still(dossier: Dossier, letter: Letter, year: Year) -> list[Finding]:
    if _first_look(letter, year) is None:
        return []
    return [
        found
        for found in dossier.found
        if found.id in letter.findings and found.year == year.year and found.status not in ANSWERED
    ]


def _first_look(letter: Letter, year: Year) -> date | None:
    """The first day after the agreed one on which we saw the page again, or a list without it."""
    looks = [day for place in year.filed.places for day in place.days] if year.filed else year.healthy_on
    return min((day for day in looks if day > letter.rectify_by), default=None)


def _finding(letter: Letter, found: Sequence[Finding], looked_on: date) -> Finding:
    first = found[0]
    return Finding(
        id=f"{ID}/{first.unit_id}/{first.year}",
        rule_id=ID,
        unit_id=first.unit_id,
        year=first.year,
        severity=SEVERITY,
        message=(
            f"{day_words(letter.sent_on)}发出的文书要求于{day_words(letter.rectify_by)}前更正{len(found)}项，"
            "期限过后核查尚未见更正。"
        ),
        basis=BASIS,
        report_id=first.report_id,
        sha256=first.sha256,
        url=first.url,
        detected_on=looked_on,
    )


# ------------------------------------------------------------------ when it is not judged


def _looked_since(dossier: Dossier, year: Year) -> str | None:
    """We have looked again since the agreed day."""
    over = (letter for letter in dossier.letters if letter.rectify_by < dossier.as_of)
    return "整改期限过后尚未再次核查" if any(_first_look(each, year) is None for each in over) else None


UNJUDGED = (_looked_since,)
