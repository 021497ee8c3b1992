"""What it checks: an address in the list, or an attachment of a report, whose server says each time that it
is not there (404, 410): at least three tries over at least two days.

Legal basis: 《政府信息公开条例》第二十四条 (search, read, download).

Why it matters: a report nobody can open is not published.

Example message: 栏目列表有链接但打不开：2026年2月2日至2026年2月10日访问3次，均回答页面不存在。

Known false alarms: a firewall, a closed region, maintenance, a timeout: none of these counts, only the
server's own word. Fewer tries or one day decide nothing.
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.dossier import Dossier, Year
from monitor.evidence import day_words
from monitor.exhibits import DeadLink

ID = "dead-attachment"
NAME_ZH = "附件或链接无法打开"
NAME_EN = "Link or attachment that cannot be opened"
ABOUT_ZH = (
    "栏目列表中的年报链接或者年报附件，间隔两天以上访问三次以上，网站均回答不存在。报告因此不能查看的"
    "为问题，另有可读正文的为疑点。被拦截、超时、维护不算。"
)
SEVERITY: Severity = "error"
BASIS = "《中华人民共和国政府信息公开条例》第二十四条"
OF_LOOKS = True

TRIES, DAYS = 3, 2


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge what answered that it is not there, by year."""
    for year in dossier.years:
        dead = [each for each in year.dead if _proven(each)]
        if dead:
            yield _finding(dossier, year, dead)


def _proven(link: DeadLink) -> bool:
    return link.tries >= TRIES and (link.last_on - link.first_on).days >= DAYS


def _finding(dossier: Dossier, year: Year, dead: list[DeadLink]) -> Finding:
    report = year.filed.report if year.filed else None
    first = dead[0]
    what = "年报附件打不开" if first.attachment else "栏目列表有链接但打不开"
    days = f"{day_words(first.first_on)}至{day_words(first.last_on)}"
    more = f"另有{len(dead) - 1}处同样情况。" if len(dead) > 1 else ""
    return Finding(
        id=f"{ID}/{dossier.unit.id}/{year.year}",
        rule_id=ID,
        unit_id=dossier.unit.id,
        year=year.year,
        severity="warning" if report else SEVERITY,
        message=f"{what}：{days}访问{first.tries}次，均回答页面不存在。{more}",
        basis=BASIS,
        report_id=report.id if report else None,
        sha256=report.sha256 if report else year.list_sha256,
        url=first.url,
        detected_on=first.last_on,
    )


# ------------------------------------------------------------------ when it is not judged


def _tried_enough(dossier: Dossier, year: Year) -> str | None:
    """What answered that it is not there was asked often enough."""
    doubtful = next((link for link in year.dead if not _proven(link)), None)
    return f"访问仅{doubtful.tries}次，间隔不足{DAYS}天或次数不足{TRIES}次" if doubtful else None


UNJUDGED = (_tried_enough,)
