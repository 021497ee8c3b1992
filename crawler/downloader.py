"""Scrapy's side of fetching: an errand becomes a request, and whatever happens to it becomes a reply.

Requests go through Scrapy's downloader (TLS, timeouts, limits) but not through its scheduler, duplicate
filter or error middleware: those may drop a request without a word.
"""

from __future__ import annotations

from dataclasses import replace

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from scrapy.http.cookies import CookieJar
from twisted.internet import defer
from twisted.internet.error import ConnectError, ConnectionClosed, DNSLookupError
from twisted.internet.interfaces import IResolverSimple
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.addresses import origin
from crawler.certificates import described
from crawler.fetching import UNVERIFIED, Held, Reply
from crawler.guard import Guard
from crawler.ledger import Errand
from crawler.settings import DOWNLOAD_MAXSIZE
from crawler.unpacking import unpack

# What can end a request without an answer, and the reason code of each; the first that fits counts.
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (DownloadTimeoutError, "timeout"),
    (CannotResolveHostError, "dns"),
    (DownloadConnectionRefusedError, "refused"),
    (ResponseDataLossError, "truncated"),
    (DownloadCancelledError, "too_large"),
    (IgnoreRequest, "too_large"),
    (UnsupportedURLSchemeError, "host_not_registered"),
)
_FAILURES: tuple[type[Exception], ...] = (
    *(kind for kind, _ in _REASONS),
    DownloadFailedError,
    ConnectError,
    ConnectionClosed,
    OSError,
)
_TLS_PROOF = ("certificate", "verif", "hostname", "self-signed", "self signed")
_MOST_TLS = 500
_TLS_WORDS = ("ssl", "tls", "openssl")


class ScrapyDownload:
    """Sends errands through a running crawler; one cookie jar a portal."""

    def __init__(self, crawler: Crawler, proxy: str | None) -> None:
        self.crawler, self.proxy = crawler, proxy
        self._jars: dict[str, CookieJar] = {}

    async def __call__(self, errand: Errand, held: Held | None = None) -> Reply:
        """Send the request of an errand and wait for its end; `held`: ask only for what is newer."""
        engine = self.crawler.engine
        if engine is None:
            raise RuntimeError("a request was made before the crawler was started")
        request = self._request(errand, held)
        jar = self._jars.setdefault(errand.portal_id, CookieJar())
        jar.add_cookie_header(request)
        try:
            response = await engine.download_async(request)
        except _FAILURES as failure:
            return _failed(failure)
        jar.extract_cookies(response, request)
        return replace(_reply(response), tls=described(response, verified=not errand.unverified))

    def _request(self, errand: Errand, held: Held | None) -> Request:
        ask = errand.ask
        headers = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"} if ask.body else {}
        if held and held.etag:
            headers["If-None-Match"] = held.etag
        if held and held.last_modified:
            headers["If-Modified-Since"] = held.last_modified
        return Request(
            ask.url,
            method=ask.method,
            body=ask.body or "",
            headers=headers,
            dont_filter=True,
            # `proxy` always set: the environment's own proxy variables are none of the office's settings.
            meta={
                "proxy": self.proxy,
                "download_slot": origin(ask.url),
                UNVERIFIED: errand.unverified,
            },
        )


def _reply(response: Response) -> Reply:
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    reply = Reply(status=response.status, headers=headers, flags=tuple(response.flags))
    body, reason = unpack(response.body, reply.header("content-encoding"), DOWNLOAD_MAXSIZE)
    return replace(reply, body=body, reason=reason)


def _failed(failure: BaseException) -> Reply:
    reason = reason_of(failure)
    if not reason.startswith("tls_"):
        return Reply(reason=reason)
    return Reply(reason=reason, tls=f"failed; {failure}; {failure.__cause__!r}"[:_MOST_TLS])


def reason_of(failure: BaseException) -> str:
    """Give the reason code of a request that ended without an answer."""
    for kind, reason in _REASONS:
        if isinstance(failure, kind):
            return reason
    said = f"{type(failure).__name__} {failure} {failure.__cause__!r}".lower()
    if any(word in said for word in _TLS_WORDS):
        return "tls_unverified" if any(word in said for word in _TLS_PROOF) else "tls_unsupported"
    return "timeout" if "timeout" in said or "timed out" in said else "refused"


@implementer(IResolverSimple)
class PinnedResolver:
    """Gives a host's address as the guard checked it: no second look-up that could lead elsewhere."""

    def __init__(self, guard: Guard) -> None:
        self.guard = guard

    def getHostByName(self, name: str, timeout: object = None) -> defer.Deferred[str]:
        """Answer with the checked address; a host that was never checked leads nowhere."""
        address = self.guard.known_address(name)
        if address is None:
            return defer.fail(DNSLookupError(f"{name} was not checked"))
        return defer.succeed(address)
