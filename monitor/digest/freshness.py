"""Whether anything was looked at in the period of a mail: silence about what nobody looked at is no news."""

from __future__ import annotations

from datetime import datetime

from data.clock import office_day
from monitor.digest.scope import Scope
from monitor.digest.words import moment_words

PERIOD_DAYS = {"weekly": 7, "daily": 1}


def last_complete(scope: Scope) -> datetime | None:
    """Give the latest complete look at a column of the region's units; None if there never was one."""
    complete = [each.last_complete for each in scope.health().values() if each.last_complete]
    return max(complete, default=None)


def unread(scope: Scope) -> str | None:
    """Say that no column was read to its end in the mail's period, and how old the figures are.

    None when something was. The period is the seven days that end with the mail's day, or that day alone.
    """
    period = "今日" if scope.frequency == "daily" else "本周"
    last = last_complete(scope)
    if last is None:
        return f"{period}未核查，尚无完整核查数据"
    age = (scope.material.as_of - office_day(last)).days
    if age < PERIOD_DAYS[scope.frequency]:
        return None
    taken = moment_words(last).removesuffix("（北京时间）")
    return f"{period}未核查，数据截至{taken}（已{age}天未更新）"
