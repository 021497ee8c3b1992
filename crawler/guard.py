"""Whom we may contact: the hosts of the registry and their subdomains, nobody else, checked three times.

Before a request is sent, after each redirect (a redirect is a new request here), and after the name was
resolved: a name of the registry that leads to a private address is refused too. Loopback and private
addresses are reached only where the registry itself names that literal host.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from crawler.addresses import host_port

Address = IPv4Address | IPv6Address

_WEB_PORTS = {80, 443}
_RESOLVE_SECONDS = 20.0
# Not globally reachable, yet not marked private everywhere: carrier NAT (with one cloud's metadata address).
_SHARED = ip_network("100.64.0.0/10")


class Refused(Exception):
    """This host may not be contacted; `reason` is the code the look gets."""

    reason = "host_not_registered"


class NameUnknown(Refused):
    """The host's name leads to no address."""

    reason = "dns"


@dataclass
class Guard:
    """Lets requests pass to registered hosts only, and remembers where their names lead."""

    registered: frozenset[tuple[str, int]]
    proxied: bool = False
    _addresses: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, urls: Iterable[str], *, proxied: bool = False) -> Guard:
        """Build the guard from all addresses the registry holds."""
        return cls(frozenset(place for place in map(host_port, urls) if place), proxied=proxied)

    def permits(self, url: str) -> bool:
        """Tell whether an address lies on a registered host or a subdomain of one.

        The port must be the registered one; a host registered on a web port may be asked on both of them.

        >>> guard = Guard.of(["https://www.weishui.gov.cn/", "http://127.0.0.1:8000/"])
        >>> guard.permits("http://nb.www.weishui.gov.cn/a"), guard.permits("http://127.0.0.1:8000/x")
        (True, True)
        >>> guard.permits("http://127.0.0.1:8001/"), guard.permits("https://evil.cn/?www.weishui.gov.cn")
        (False, False)
        """
        place = host_port(url)
        if place is None:
            return False
        host, port = place
        return any(self._belongs(host, port, known) for known in self.registered)

    def _belongs(self, host: str, port: int, known: tuple[str, int]) -> bool:
        name, at = known
        if host != name and (_is_literal(name) or not host.endswith("." + name)):
            return False
        return port == at or (not _is_literal(name) and {port, at} == _WEB_PORTS)

    async def address(self, url: str) -> str:
        """Find the address a host's name leads to; the same one for the whole run.

        Raises:
            Refused: the address is private, link-local, shared or otherwise not a public one.
            NameUnknown: the name cannot be resolved.
        """
        place = host_port(url)
        if place is None or not self.permits(url):
            raise Refused(url)
        host, port = place
        if self.proxied:  # the proxy resolves names, and answers for where they lead
            return host
        if host not in self._addresses:
            found = [host] if _literal(host) else await _resolve(host, port)
            named = _is_literal(host) and any(host == name for name, _ in self.registered)
            if not named and not all(is_public(each) for each in found):
                raise Refused(f"{host} leads to {', '.join(found)}")
            self._addresses[host] = found[0]
        return self._addresses[host]

    def known_address(self, host: str) -> str | None:
        """Give the address a host was checked under in this run, None if it was not."""
        return self._addresses.get(host.lower().rstrip("."))


def is_public(text: str) -> bool:
    """Tell whether an address is one of the public internet, also when IPv6 wraps an IPv4 address.

    >>> [is_public(each) for each in ("36.110.0.1", "10.0.0.1", "::ffff:127.0.0.1", "100.100.100.200")]
    [True, False, False, False]
    """
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is not None:
            address = inner
    if address.is_multicast or not address.is_global:
        return False
    return not (isinstance(address, IPv4Address) and address in _SHARED)


def _is_literal(host: str) -> bool:
    """Whether a host is written as an address, or as the machine's own name, which is one."""
    return host == "localhost" or _literal(host) is not None


def _literal(host: str) -> Address | None:
    """Read a host as an address; odd spellings (decimal, hex, short) are read as the system would."""
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError, UnicodeError):
        return None


async def _resolve(host: str, port: int) -> list[str]:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(_RESOLVE_SECONDS):
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, family=socket.AF_INET)
    except (OSError, UnicodeError, TimeoutError) as error:
        raise NameUnknown(f"{host}: {error}") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
