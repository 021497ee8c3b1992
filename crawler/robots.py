"""What robots.txt allows, judged by us: a file that cannot be had is not a permission. Pure.

Not there (any 4xx): everything is allowed; a server error or no answer: nothing is asked (RFC 9309).
"""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

# The name rules are written for; the whole user agent also carries version and contact.
ROBOT = "nianjian"
# A portal that asks for longer pauses than this is heard as far as this.
MOST_DELAY = 30.0


@dataclass(frozen=True, slots=True)
class Permission:
    """What one host allows: rules, everything (None), or nothing at all, with the reason code why."""

    rules: Protego | None = None
    denied: str | None = None

    def reason(self, url: str) -> str | None:
        """Give the reason code why an address may not be asked, None when it may."""
        if self.denied:
            return self.denied
        return None if self.rules is None or self.rules.can_fetch(url, ROBOT) else "robots"

    @property
    def delay(self) -> float:
        """Seconds the host wants between requests; 0 when it does not say."""
        wanted = self.rules.crawl_delay(ROBOT) if self.rules else None
        return min(float(wanted or 0), MOST_DELAY)


def permission(status: int | None, reason: str | None, body: bytes) -> Permission:
    """Judge what a host allows from the answer to its robots.txt.

    >>> rules = permission(200, None, b"User-agent: *\\nDisallow: /oa/")
    >>> rules.reason("http://a.gov.cn/oa/x"), rules.reason("http://a.gov.cn/nb/")
    ('robots', None)
    >>> permission(404, None, b"").reason("http://a.gov.cn/"), permission(500, "robots", b"").denied
    (None, 'robots')
    """
    if reason is not None:
        return Permission(denied=reason)
    if status != 200:
        return Permission()
    return Permission(rules=Protego.parse(body.decode("utf-8", errors="replace")))
