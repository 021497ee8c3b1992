"""What it checks: the report was published after a locally set day, where the law names none.

Legal basis: the local notice in the register of deadlines; townships, streets and zones are not named in
the regulation, so the word 法定 never appears.

Why it matters: the county's own plan fails when its townships come late; the law is not broken by it.

Example message: 页面标注公布日期2025年2月19日，应公布日期2025年2月10日，相差9天。

Known false alarms: those of `late-report`. Never more than a doubt.
"""

from collections.abc import Iterator
from dataclasses import replace

from data.records import Finding, Severity
from monitor.abstaining import dated, due_day, looked_at
from monitor.dossier import Dossier
from monitor.lateness import late

ID = "late-local"
NAME_ZH = "晚于本地规定时间公布"
NAME_EN = "Published after the locally set day"
ABOUT_ZH = "公布日期晚于本地规定的时间，适用于条例未逐一列明的单位，如乡镇、街道、开发区。最高为疑点。"
SEVERITY: Severity = "warning"
BASIS = "本地关于公布时间的规定"
OF_LOOKS = True
UNJUDGED = (looked_at, due_day, dated)


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge every year that has a local due day only."""
    for finding in late(ID, "local", BASIS, dossier):
        yield replace(finding, severity=SEVERITY) if finding.severity == "error" else finding
