"""Politeness and safety in one place (Scrapy reads this module; `scrapy.cfg` names it).

Everything Scrapy would do behind our back is off: redirects, retries, duplicate filtering and robots.txt are
requests, looks and decisions of our own, so that none of them can vanish without a trace.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from crawler.unpacking import ACCEPTED

BOT_NAME = "nianjian"
SPIDER_MODULES = ["crawler.spiders"]

# Nothing but http and https; no code, console or control port reachable from outside.
DOWNLOAD_HANDLERS = {
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
    "https": "crawler.certificates.TwoPolicies",
}
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
REFERER_ENABLED = False

# Every status is an observation; redirects, retries and robots.txt are ours (crawler/fetching.py).
JOBDIR = None
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
RETRY_ENABLED = False
ROBOTSTXT_OBEY = False
HTTPERROR_ALLOW_ALL = True
# Scrapy's cookie middleware fetches the list of public suffixes from the internet; the jars are ours instead.
COOKIES_ENABLED = False
# Its decompression passes a cut stream on as if it were whole (crawler/unpacking.py does not).
COMPRESSION_ENABLED = False

# A body cut short comes back with the flag `dataloss` and is kept as evidence; it never counts as content.
DOWNLOAD_FAIL_ON_DATALOSS = False
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_MAXSIZE = 32 * 2**20
DOWNLOAD_WARNSIZE = 8 * 2**20
DOWNLOAD_TIMEOUT = 120
MEMUSAGE_LIMIT_MB = 1024

# One request at a time and the delay count per address, which the turnstile of crawler/fetching.py keeps;
# Scrapy's own slots must only not allow more.
CONCURRENT_REQUESTS = 64
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 0
DOWNLOAD_DELAY_JITTER = 0

DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
    "Accept-Encoding": ACCEPTED,
}
LOG_LEVEL = "WARNING"
LOG_SHORT_NAMES = True
STATS_DUMP = False


def user_agent(contact: str | None) -> str:
    """Say honestly who is asking, and whom to call about it (NIANJIAN_CONTACT)."""
    return f"nianjian/{_version()} (+{contact or 'contact not configured'})"


def _version() -> str:
    project = Path(__file__).resolve().parent.parent / "pyproject.toml"
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])


USER_AGENT = user_agent(None)
