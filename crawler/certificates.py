"""Portals whose certificate nobody vouches for: the refusal is recorded, then they are asked once more.

What such a second look shows was there, and is kept as such (`looks.tls` begins with `unverified`); that
something is missing from it proves nothing, for anybody between us and the portal may have left it out (F13
of the fault register).
"""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from crawler.fetching import UNVERIFIED


class TwoPolicies:
    """Downloads over TLS: verified, or where a request says so without; the connections are never mixed."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        self.verified = HTTP11DownloadHandler(crawler)
        self.crawler = crawler
        self._unverified: HTTP11DownloadHandler | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> TwoPolicies:
        """Build it as Scrapy does."""
        return cls(crawler)

    async def download_request(self, request: Request) -> Response:
        """Send a request under the policy it asks for."""
        if not request.meta.get(UNVERIFIED):
            return await self.verified.download_request(request)
        if self._unverified is None:
            lenient = SameCrawler(self.crawler, DOWNLOAD_VERIFY_CERTIFICATES=False)
            self._unverified = HTTP11DownloadHandler(lenient)  # type: ignore[arg-type]
        return await self._unverified.download_request(request)

    async def close(self) -> None:
        """Close the connections of both."""
        await self.verified.close()
        if self._unverified is not None:
            await self._unverified.close()


class SameCrawler:
    """A crawler with some settings of its own; everything else is that of the crawler beside it."""

    def __init__(self, crawler: Crawler, **settings: Any) -> None:
        self._crawler = crawler
        self.settings = Settings({**crawler.settings.copy_to_dict(), **settings})
        self.signals: SignalManager = crawler.signals

    def __getattr__(self, name: str) -> Any:
        return getattr(self._crawler, name)


def described(response: Response, *, verified: bool) -> str | None:
    """Say whose certificate an answer came under: fingerprint, subject, issuer; None without TLS."""
    certificate = response.certificate
    if certificate is None:
        return None
    said = certificate.original
    subject, issuer = (name.CN or "no name" for name in (said.get_subject(), said.get_issuer()))
    until = (said.get_notAfter() or b"?").decode("ascii", "replace")
    facts = f"sha256 {said.digest('sha256').decode()}; for {subject}; by {issuer}; until {until}"
    return f"{'verified' if verified else UNVERIFIED}; {facts}"
