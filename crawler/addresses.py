"""Addresses: who answers at one, and when two of them are the same place. Pure."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_PORTS = {"http": 80, "https": 443}
_TWINS = (
    (re.compile(r"_(?:wap|app)(\.s?html?)$"), r"\1"),
    (re.compile(r"/mpost_(\d+)"), r"/post_\1"),
    (re.compile(r"/index\.s?html?$"), "/"),
)
_IDLE = {"ismobile", "from", "isappinstalled"}


def host_port(url: str) -> tuple[str, int] | None:
    """Tell the host and port an address would be asked at; None when it is no web address.

    User names, control characters and backslashes are refused: browsers and libraries read them differently.

    >>> host_port("HTTPS://www.Example.gov.cn/a"), host_port("file:///etc/passwd")
    (('www.example.gov.cn', 443), None)
    """
    if re.search(r"[\x00-\x20\x7f\\]", url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or "@" in parts.netloc:
        return None
    return parts.hostname.lower().rstrip("."), port if port is not None else _PORTS[parts.scheme]


def origin(url: str) -> str:
    """Give scheme, host and port of an address: what one robots.txt speaks for.

    >>> origin("http://127.0.0.1:8000/a/b?c=1")
    'http://127.0.0.1:8000'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def same_place(url: str) -> str:
    """Give the one spelling of all addresses of an article: no fragment, no scheme, no www, no mobile twin.

    The query stays: there are portals whose reports differ in nothing else.

    >>> same_place("https://a.gov.cn/x/t1_wap.html?isMobile=false#top") == same_place("http://a.gov.cn/x/t1.html")
    True
    """
    parts = urlsplit(url)
    path = parts.path
    for twin, plain in _TWINS:
        path = twin.sub(plain, path)
    pairs = sorted(parse_qsl(parts.query, keep_blank_values=True))  # portals write them in any order
    query = urlencode([pair for pair in pairs if pair[0].lower() not in _IDLE])
    host = re.sub(r":(?:80|443)$", "", parts.netloc.lower()).removeprefix("www.")
    return urlunsplit(("", host, path or "/", query, ""))


def beside(url: str, name: str) -> str:
    """Give the address of a name in the same folder as a page.

    >>> beside("http://a.gov.cn/nb/index.html", "x.html")
    'http://a.gov.cn/nb/x.html'
    """
    return urljoin(urlsplit(url)._replace(query="", fragment="").geturl(), name)
