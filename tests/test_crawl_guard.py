"""Who may be contacted: registered hosts only, and never an address that is not a public one by accident."""

import asyncio
import socket

import pytest

from crawler.guard import Guard, NameUnknown, Refused, is_public

GUARD = Guard.of(["https://www.liuxi.example/", "http://10.1.2.3:8080/nb/", "http://127.0.0.1:8000/"])


@pytest.mark.parametrize(
    "url",
    [
        "https://www.liuxi.example/nb/",
        "http://www.liuxi.example/nb/",
        "https://WWW.liuxi.example./nb/",
        "https://files.www.liuxi.example/a.pdf",
        "http://10.1.2.3:8080/x",
        "http://127.0.0.1:8000/x",
    ],
)
def test_registered_hosts_and_their_subdomains_may_be_asked(url: str) -> None:
    assert GUARD.permits(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://liuxi.example/",
        "https://www.liuxi.example.evil.example/",
        "https://evilwww.liuxi.example/",
        "https://www.liuxi.example:8443/",
        "http://127.0.0.1/",
        "http://127.0.0.1:8001/",
        "http://127.1:8000/",
        "http://2130706433:8000/",
        "http://0x7f.0.0.1:8000/",
        "http://0177.0.0.1:8000/",
        "http://[::1]:8000/",
        "http://[::ffff:127.0.0.1]:8000/",
        "http://10.1.2.3:80/",
        "http://x.127.0.0.1:8000/",
        "http://169.254.169.254/latest/",
        "http://100.100.100.200/latest/",
        "https://evil.example@www.liuxi.example/",
        "https://www.liuxi.example\\@evil.example/",
        "https://www.liuxi.example\t.evil.example/",
        "file:///etc/passwd",
        "ftp://www.liuxi.example/a",
        "data:text/html,x",
        "//www.liuxi.example/",
        "http://www.liuxi.example:99999/",
        "http://[broken/",
        "",
    ],
)
def test_nobody_else_may_be_asked(url: str) -> None:
    assert not GUARD.permits(url)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.8",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ],
)
def test_addresses_that_are_not_public_are_known(address: str) -> None:
    assert not is_public(address)


def test_a_registered_name_that_leads_to_our_own_machine_is_refused() -> None:
    name = socket.gethostname()
    try:
        own = socket.gethostbyname(name)
    except OSError:
        pytest.skip("this machine's own name leads nowhere")
    if is_public(own):
        pytest.skip("this machine's own name leads to a public address")
    with pytest.raises(Refused, match=name):
        asyncio.run(Guard.of([f"http://{name}/"]).address(f"http://{name}/x"))


def test_a_name_that_leads_nowhere_is_told_apart() -> None:
    with pytest.raises(NameUnknown):
        asyncio.run(Guard.of(["http://portal.invalid/"]).address("http://portal.invalid/x"))


def test_a_literal_address_of_the_registry_is_reached_and_remembered() -> None:
    guard = Guard.of(["http://127.0.0.1:8000/"])
    assert asyncio.run(guard.address("http://127.0.0.1:8000/x")) == "127.0.0.1"
    assert guard.known_address("127.0.0.1") == "127.0.0.1"
    assert guard.known_address("elsewhere.example") is None
