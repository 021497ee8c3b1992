"""What it checks: no numbers of persons stand in the report: identity cards, private mobile telephones, bank
cards, home addresses.

Legal basis: 《中华人民共和国个人信息保护法》第二十五条、第三十四条; 《政府信息公开条例》第十五条.

Why it matters: it harms somebody as long as it stands there; the unit must be told by telephone, at once.

Example message: 第三部分“…申请人身份证号110101********12…”疑含公民身份号码，请立即核实处理。

Known false alarms: identity numbers are checked by date and check digit; mobile numbers given as the
unit's own contact are left out; landlines and addresses of offices are no personal data. The text is
masked (first 6, last 2 digits), shown only to officers who are logged in, and stands in office.db alone.
"""

import re
from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.abstaining import report
from monitor.dossier import Dossier, Filed, Year
from monitor.narrative.prose import HIDDEN_NOTE, Sentence, identity_numbers, listed, quoted, sentences
from monitor.narrative.remarks import Remark, remarked

ID = "personal-data"
NAME_ZH = "疑似含个人信息（限内部处理）"
NAME_EN = "Personal data in the report"
ABOUT_ZH = (
    "查找公民身份号码（校验出生日期和校验位）、私人手机号、银行卡号、家庭住址。本单位公布的联系电话不列。"
    "内容掩码，仅登录的复核人员可见，不进邮件、导出和文书。"
)
SEVERITY: Severity = "error"
BASIS = "《中华人民共和国政府信息公开条例》第十五条；《中华人民共和国个人信息保护法》第三十四条"

# Hidden by us when the reading was stored (monitor/reading.py).
_HIDDEN = re.compile(r"(?<![\d*])\d{6}\*{10}\d[\dX]")
_MOBILE = re.compile(r"(?<![\d.\-])1[3-9]\d{9}(?!\d)")
_BANK = re.compile(r"(?:银行卡|卡号|银行账号|银行帐号|账号|帐号)[^\d。]{0,10}(\d{16,19})(?!\d)")
_HOME = re.compile(r"(?:家庭住址|家庭地址|现住址|户籍地址)[为是：][^，。；]{4,30}")
_CONTACT = re.compile(r"联系|咨询|致电|电话|热线|拨打|客服|邮箱|传真")
_PERSON = re.compile(r"申请人|身份|当事人|家庭|村民|居民|本人")


def check(dossier: Dossier) -> Iterator[Finding]:
    """Look for persons' numbers in every report."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    hidden = HIDDEN_NOTE in filed.notes
    found = [hit for sentence in sentences(filed) for hit in _hits(sentence, hidden)]
    if not found:
        return None
    grave = any(sure for sure, _ in found)
    said = listed([words for _, words in found])[:-1]
    return Remark(severity=SEVERITY if grave else "warning", message=f"{said}，请立即核实处理。")


def _hits(sentence: Sentence, hidden: bool) -> Iterator[tuple[bool, str]]:
    for found in identity_numbers(sentence.text):
        yield True, f"{quoted(sentence, found)}疑含公民身份号码"
    for found in _HIDDEN.finditer(sentence.text) if hidden else ():
        yield True, f"{quoted(sentence, found)}疑含公民身份号码"
    for found in _MOBILE.finditer(sentence.text):
        if not _CONTACT.search(sentence.text) or _PERSON.search(sentence.text):
            yield False, f"{quoted(sentence, found)}疑含个人手机号"
    for found in _BANK.finditer(sentence.text):
        yield True, f"{quoted(sentence, found)}疑含银行卡号"
    for found in _HOME.finditer(sentence.text):
        yield False, f"{found.group()[:8]}…疑含家庭住址"


# ------------------------------------------------------------------ when it is not judged


def _text_read(dossier: Dossier, year: Year) -> str | None:
    """Words were read, and none of them was masked before we saw it."""
    if year.filed is None:
        return None
    if not any(text.strip() for text in year.filed.sections.values()):
        return "未识别出正文"
    masked = any("***" in text for text in year.filed.sections.values()) and not _HIDDEN.search(
        "".join(year.filed.sections.values())
    )
    return "正文中的号码已掩码" if masked else None


UNJUDGED = (report, _text_read)
