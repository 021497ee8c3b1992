"""Is this answer what it claims to be? Only what passes here may count as content, or as an empty list. Pure.

Portals answer 200 with challenge pages, maintenance notices, empty shells and "page not found"; none of
them may ever look like a list without reports. The codes are those of the column `looks.reason`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.addresses import same_place
from crawler.pages import Page, element_text
from data.records import Purpose

_CHALLENGE_STATUS = {202, 412, 521}
_GONE_STATUS = {404, 410}
_CHALLENGE = re.compile(r"\$_ts\b|__jsl_clearance|FSSBB\w{6,}|acw_sc__v2")
_CHALLENGE_WORDS = re.compile(
    r"安全验证|访问过于频繁|请开启\s*JavaScript|人机验证|请完成验证|访问被拦截|拦截提示"
)
_MAINTENANCE = re.compile(
    r"(?:系统|网站|平台|服务器?)(?:正在)?(?:升级|维护)|(?:升级|维护)中(?!心)|升级改造|正在维护|暂停服务"
)
_NOT_FOUND = re.compile(
    r"(?:页面|网页|文件|文章|信息|内容)(?:已)?(?:不存在|不见了|被删除|找不到|未找到|已删除|丢失)"
    r"|找不到(?:该|您|页面|网页)|无法找到|访问的(?:页面|网页|内容)不存在|not\s*found|\b404\b",
    re.IGNORECASE,
)
_BLOCKED = re.compile(
    r"GeoBL|所在(?:地区|区域).{0,10}(?:禁止|限制|无法)|境外.{0,8}(?:访问|禁止)", re.IGNORECASE
)
_REFRESH = re.compile(r"^\s*(\d+)\s*;\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_FILE_URL = re.compile(r"\.(pdf|docx?|xlsx?|wps|et|ofd|rtf|zip)(?:$|[?#&])", re.IGNORECASE)
_HTML_START = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|meta)\b", re.I | re.S
)
# Word saves pages under its own file name; a portal's error page never says that it is Word's.
_SAVED_BY_WORD = re.compile(
    rb"urn:schemas-microsoft-com:office:(?:word|excel)|content=[\"']?(?:Word|Excel)\.", re.I
)
_OFFICE_FILES = frozenset(("doc", "xls", "wps", "et"))
_MAGIC = {
    "pdf": (b"%PDF",),
    "docx": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04",),
    "ofd": (b"PK\x03\x04",),
    "zip": (b"PK\x03\x04",),
    "doc": (b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"{\\rtf"),
    "xls": (b"\xd0\xcf\x11\xe0", b"PK\x03\x04"),
    "wps": (b"\xd0\xcf\x11\xe0", b"PK\x03\x04"),
    "et": (b"\xd0\xcf\x11\xe0", b"PK\x03\x04"),
    "rtf": (b"{\\rtf",),
}
_FILES = tuple({magic for magics in _MAGIC.values() for magic in magics})
_PAGES: tuple[Purpose, ...] = ("home", "nav", "column", "list")

# Below this many bytes a page is no page; the firewall's shell has less.
SHELL_BYTES = 300
# A notice has less visible text than this; a page that merely mentions maintenance has more.
NOTICE_CHARACTERS = 600
# A challenge page is small; a real page whose script carries such a mark is not.
CHALLENGE_BYTES = 40_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: status, content-decoded body, declared type, and the marks the downloader left.

    `loose`: a page's script asked for it, and it may be of any kind.
    """

    url: str
    purpose: Purpose
    status: int
    body: bytes = b""
    content_type: str | None = None
    flags: tuple[str, ...] = ()
    retry_after: bool = False
    loose: bool = False

    @property
    def page(self) -> Page:
        """The answer as a page."""
        return Page(url=self.url, body=self.body, content_type=self.content_type)


def judge(answer: Answer) -> str | None:
    """Give the reason code why an answer is not what it claims to be; None when nothing is wrong."""
    if answer.status != 200:
        return _by_status(answer)
    if {"partial", "dataloss"} & set(answer.flags):
        return "truncated"
    if answer.purpose in ("robots", "probe"):
        return _challenge(answer) if answer.purpose == "robots" else "soft_404"
    return _challenge(answer) if answer.loose else _by_kind(answer)


def _by_kind(answer: Answer) -> str | None:
    if not answer.body.strip():
        return "maintenance"
    if answer.body.startswith(_FILES):
        return "wrong_content" if answer.purpose in (*_PAGES, "api") else _wrong_file(answer)
    if answer.purpose == "attachment" or _FILE_URL.search(urlsplit(answer.url).path):
        return _challenge(answer) or _wrong_file(answer)
    if answer.purpose == "api":
        return _by_data(answer)
    return _by_text(answer)


def _by_status(answer: Answer) -> str | None:
    status = answer.status
    if status in _CHALLENGE_STATUS:
        return "waf_challenge"
    if status in _GONE_STATUS:
        return _gone(answer.purpose)
    if status == 429 or (status == 503 and answer.retry_after):
        return "rate_limited"
    if answer.purpose == "robots":
        return "robots" if status >= 500 else None
    if status in (401, 403, 451):
        return "blocked_region" if _BLOCKED.search(answer.page.text[:20_000]) else "forbidden"
    return "truncated" if status == 206 else "server_error"


def _gone(purpose: Purpose) -> str | None:
    """What a plain "not there" means: for a probe and robots.txt that is the healthy answer."""
    if purpose in ("probe", "robots"):
        return None
    if purpose in ("report", "attachment", "nav"):
        return "dead_link"
    return "incomplete_list" if purpose in ("list", "api") else "site_changed"


def _challenge(answer: Answer) -> str | None:
    if len(answer.body) > CHALLENGE_BYTES:
        return None
    page = answer.page
    if _CHALLENGE.search(page.text):
        return "waf_challenge"
    words = _CHALLENGE_WORDS.search(page.text)
    return "waf_challenge" if words and len(page.visible) < NOTICE_CHARACTERS else None


def _wrong_file(answer: Answer) -> str | None:
    """Judge a file by its first bytes: a login page served as .pdf is not the file."""
    named = _FILE_URL.search(answer.url)
    if _HTML_START.match(answer.body[:2000]):
        of_word = (
            named and named.group(1).lower() in _OFFICE_FILES and _SAVED_BY_WORD.search(answer.body[:2000])
        )
        return None if of_word else "wrong_content"
    wanted = _MAGIC[named.group(1).lower()] if named else _FILES
    return None if answer.body.startswith(wanted) or not named else "wrong_content"


def _by_data(answer: Answer) -> str | None:
    if answer.page.json is not None:
        return None
    if answer.body.lstrip().startswith(b"<?xml") or b"<datastore" in answer.body[:200]:
        return None
    return _challenge(answer) or _notice(answer.page) or "wrong_content"


def _by_text(answer: Answer) -> str | None:
    page = answer.page
    verdict = _challenge(answer) or _refreshed(answer) or _notice(page) or _shell(answer)
    if verdict:
        return verdict
    if page.charset_doubt:
        return "charset_doubt"
    return "parse_limit" if page.too_deep else None


def _notice(page: Page) -> str | None:
    """Maintenance and "not found" told by a heading, on a page with little else: two signs, never one."""
    headings = [page.title, *(element_text(each) for each in page.tree.iter("h1", "h2"))]
    if len(page.visible) >= NOTICE_CHARACTERS:
        return None
    said = " ".join(headings) if page.title else f"{' '.join(headings)} {page.visible}"
    if _MAINTENANCE.search(said) or (len(page.visible) < 120 and _MAINTENANCE.search(page.visible)):
        return "maintenance"
    if _NOT_FOUND.search(said) or (len(page.visible) < 120 and _NOT_FOUND.search(page.visible)):
        return "soft_404"
    return None


def _shell(answer: Answer) -> str | None:
    """A page too small to be one: with a script it is the firewall's, without it nobody's."""
    page = answer.page
    if len(answer.body) >= SHELL_BYTES or len(page.visible) >= 40 or page.tree.xpath("//a[@href]"):
        return None
    return "waf_challenge" if page.tree.xpath("//script") else "maintenance"


def refresh_target(page: Page) -> str | None:
    """Give the address a page sends its visitor on to at once, None if it is a page to stay on."""
    for element in page.tree.iter("meta"):
        found = _REFRESH.match(element.get("content") or "")
        if (element.get("http-equiv") or "").lower() == "refresh" and found and int(found.group(1)) <= 5:
            target = page.absolute(found.group(2))
            return target if len(page.visible) < NOTICE_CHARACTERS and target != page.url else None
    return None


def _refreshed(answer: Answer) -> str | None:
    """A removed article answers 200 and sends its visitor up to the column: it is gone, not empty."""
    target = refresh_target(answer.page)
    if target is None or answer.purpose in _PAGES:
        return None
    here, there = urlsplit(same_place(answer.url)).path, urlsplit(same_place(target)).path
    return "soft_404" if there.endswith("/") and here.startswith(there) else None
