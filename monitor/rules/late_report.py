"""What it checks: the report was published after the day the law names for it.

Legal basis: 《政府信息公开条例》第四十九条 (31 January for departments, 31 March for governments); for
report years to 2018 the regulation of 2007, 第三十一条. The row of the register of deadlines is quoted.

Why it matters: 国办公开办函〔2021〕30号 names late publication as a fault that is pursued.

Example message: 页面标注公布日期2026年2月9日，应公布日期2026年1月31日，相差9天。应公布日期当日为星期六，
其后首个工作日为2026年2月2日。在2026年2月2日9时00分核查尚未见到，2026年2月10日9时00分核查已见到，据此
公布时间在二者之间。

Known false alarms: pages dated anew when a site moved (any credible date on time acquits); a due day on a
holiday (by the first working day after: only mentioned); a corrected version put up later (the earliest
date of all versions counts); due days before we first looked (only mentioned).
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.abstaining import dated, due_day, looked_at
from monitor.dossier import Dossier
from monitor.lateness import late

ID = "late-report"
NAME_ZH = "超过法定期限公布"
NAME_EN = "Published after the legal due day"
ABOUT_ZH = (
    "公布日期晚于法定期限。到期后核查未见、其后见到的为问题；仅有页面日期的为疑点；在到期后首"
    "个工作日内公布，或者到期时系统尚未开始核查的，仅作提示。任一可信日期在期限内即不计逾期。"
)
SEVERITY: Severity = "error"
BASIS = "《中华人民共和国政府信息公开条例》第四十九条"
OF_LOOKS = True
UNJUDGED = (looked_at, due_day, dated)


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge every year that has a legal due day."""
    return late(ID, "legal", BASIS, dossier)
