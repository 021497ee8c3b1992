"""What the desk cannot write down, and the forms' words and days it reads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

LONGEST = 2_000  # characters of a text


class Refused(Exception):
    """What was sent cannot be written; the text says in Chinese why."""


def words(form: Mapping[str, str], name: str, called: str, most: int = LONGEST) -> str:
    """Read a text that must be there; raises Refused with what it is called."""
    text = form.get(name, "").strip()
    if not text:
        raise Refused(f"请填写{called}。")
    if len(text) > most:
        raise Refused(f"{called}不超过{most}字。")
    return text


def day(form: Mapping[str, str], name: str, called: str) -> date | None:
    """Read a day, None when it was left out; raises Refused for what is none."""
    given = form.get(name, "").strip()
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise Refused(f"{called}应为年-月-日，如2026-02-10。") from None


def past_day(form: Mapping[str, str], name: str, called: str, today: date) -> date:
    """Read a day that must be there and lies not in the future; raises Refused."""
    found = day(form, name, called)
    if found is None:
        raise Refused(f"请填写{called}。")
    if found > today:
        raise Refused(f"{called}不能晚于今天。")
    return found


def one_of(form: Mapping[str, str], name: str, called: str, choices: Collection[str]) -> str:
    """Read a choice; raises Refused when none of them was made."""
    given = form.get(name, "")
    if given not in choices:
        raise Refused(f"请选择{called}。")
    return given
