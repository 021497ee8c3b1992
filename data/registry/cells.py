"""What may stand in one cell of a registry file, and how to put it right if something else does.

Each type reads the text of a cell (already trimmed, never empty) and gives the value, or refuses it with the
two halves of a complaint: what was expected, and the cure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from data.registry.divisions import DIVISION_CODE

FAMILIES = (
    "trs",
    "trs_fujian",
    "jcms",
    "jcms_annual",
    "gkmlpt",
    "vsb",
    "ucap",
    "anhui",
    "ankang",
    "year_tree",
    "generic",
)

T = TypeVar("T")


def _cell(shape: str, read: Callable[[str], T], expected: str, cure: str) -> BeforeValidator:
    """Make a check: the whole text has this shape and `read` takes it without a ValueError."""
    pattern = re.compile(shape)

    def check(text: str) -> T:
        try:
            if pattern.fullmatch(text):
                return read(text)
        except ValueError:
            pass  # same complaint as for a wrong shape: 2023-02-30 is as wrong as 2023/2/3
        raise PydanticCustomError("cell", "{expected}", {"expected": expected, "cure": cure})

    return BeforeValidator(check)


def _address(text: str) -> str:
    parts = urlsplit(text)
    if not parts.hostname or parts.username is not None or parts.port == 0:
        raise ValueError
    return text


def _every_year(text: str) -> str:
    date.fromisoformat(f"2023-{text}")
    return text


def _family(text: str) -> str:
    if text not in FAMILIES:
        raise ValueError
    return text


Key = Annotated[
    str,
    _cell(
        r"(?!\.+$)[^\s/?#%&;,|\\<>\"'\x00-\x1f]+",
        str,
        "an id (no spaces and none of / ? # % & ; , | \\ < > \" ')",
        "use letters, digits, - and _",
    ),
]
Text = Annotated[
    str, _cell(r"[^\x00-\x1f\x7f]+", str, "text on one line", "take out line breaks and control characters")
]
Flag = Annotated[bool, _cell(r"[01]", lambda text: text == "1", "1 or 0", "write 1 for yes, 0 for no")]
Day = Annotated[
    date,
    _cell(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
        date.fromisoformat,
        "a date YYYY-MM-DD",
        "write the day like 2019-05-15 (in a spreadsheet, format the column as text first)",
    ),
]
MonthDay = Annotated[
    str,
    _cell(
        r"[0-9]{2}-[0-9]{2}",
        _every_year,
        "a day MM-DD that every year has",
        "write the day like 01-31 (in a spreadsheet, format the column as text first)",
    ),
]
Hour = Annotated[
    time, _cell(r"[0-9]{2}:[0-9]{2}", time.fromisoformat, "a time HH:MM", "write the time like 22:00")
]
Year = Annotated[
    int, _cell(r"20[0-9]{2}", int, "a year from 2000 to 2099", "write the report year like 2021")
]
Count = Annotated[int, _cell(r"[1-9][0-9]{0,8}", int, "a whole number, 1 or more", "write digits only")]
Days = Annotated[int, _cell(r"[0-9]{1,4}", int, "a number of days, 0 or more", "write digits only")]
Seconds = Annotated[
    float,
    _cell(
        r"[0-9]{1,4}(?:\.[0-9]+)?",
        float,
        "a number of seconds, 0 to 9999",
        "write it like 2 or 0.5; empty = 2",
    ),
]
WebAddress = Annotated[
    str,
    _cell(
        r"(?i:https?)://[^\s\x00-\x1f\\]+",
        _address,
        "an address that begins with http:// or https:// and names a host",
        "copy it whole from the browser",
    ),
]
DivisionCodeText = Annotated[
    str,
    _cell(
        DIVISION_CODE.pattern,
        str,
        "a division code of 6, 9 or 12 digits",
        "write the digits only (in a spreadsheet, format the column as text first); empty = everywhere",
    ),
]
Family = Annotated[
    str,
    _cell(r".+", _family, f"one of {' '.join(FAMILIES)}", "leave it empty to have the family found out"),
]
CreditCode = Annotated[
    str,
    _cell(
        r"[0-9A-HJ-NPQRTUWXY]{18}",
        str,
        "a unified social credit code (18 digits and letters without I O Z S V)",
        "correct it, or leave it empty",
    ),
]
MailAddress = Annotated[
    str,
    _cell(
        r"[^\s@<>,;\x00-\x1f]+@[^\s@<>,;\x00-\x1f]+",
        str,
        "a mail address",
        "write one address, like name@example.org",
    ),
]
PasswordHash = Annotated[
    str,
    _cell(
        r"pbkdf2_sha256\$[0-9]+\$[^\s$]+\$[^\s$]+",
        str,
        "a hash pbkdf2_sha256$…",
        "never write the password itself here: run `nianjian officer password NAME`",
    ),
]
