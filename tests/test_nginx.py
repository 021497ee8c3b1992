"""The example for nginx, tried: real nginx with TLS on loopback in front of the desk under a path."""

from __future__ import annotations

import re
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse, HTTPSConnection
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import lxml.html
import pytest

from monitor.desk import free_port
from tests.desk_site import served

EXAMPLE = Path(__file__).parent.parent / "deploy" / "nginx.conf.example"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
HOST, PREFIX = "desk.example.org", "/nianbao/"
MOST = 60
pytestmark = pytest.mark.skipif(
    NGINX is None or shutil.which("openssl") is None, reason="no nginx or openssl here"
)


@contextmanager
def before(folder: Path, desk_port: int) -> Iterator[int]:
    """Start nginx with the example, its addresses and files put in place of those of a real machine."""
    port, key = free_port(), folder / "desk.key"
    certificate = folder / "desk.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    subprocess.run([*make, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    site = EXAMPLE.read_text(encoding="utf-8")
    for ours, theirs in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("/etc/nginx/desk.pem", str(certificate)),
        ("/etc/nginx/desk.key", str(key)),
        ("http://127.0.0.1:8001", f"http://127.0.0.1:{desk_port}"),
    ):
        assert ours in site
        site = site.replace(ours, theirs)
    temporary = "".join(f"{each}_temp_path {folder}/{each};" for each in ("client_body", "proxy", "fastcgi"))
    more = "".join(f"{each}_temp_path {folder}/{each};" for each in ("uwsgi", "scgi"))
    conf = folder / "nginx.conf"
    conf.write_text(
        f"daemon off; pid {folder}/pid; error_log stderr; events {{}} "
        f"http {{ access_log off; {temporary}{more}\n{site}\n}}",
        encoding="utf-8",
    )
    assert NGINX is not None
    command = [NGINX, "-e", "stderr", "-c", str(conf), "-p", str(folder)]
    done = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        yield port
    finally:
        child.terminate()
        child.wait(timeout=20)


def ask(port: int, path: str) -> tuple[HTTPResponse, str]:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    for _ in range(50):
        connection = HTTPSConnection("127.0.0.1", port, timeout=20, context=context)
        try:
            connection.request("GET", quote(path, safe="/?&=%~+,"), headers={"Host": HOST})
            answer = connection.getresponse()
            return answer, answer.read().decode("utf-8", "replace")
        except ConnectionRefusedError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise TimeoutError(path)


def links(body: str, page: str) -> Iterator[str]:
    for element in lxml.html.document_fromstring(body).iter("a", "link", "img", "script", "form"):
        for name in ("href", "src", "action"):
            if element.get(name):
                yield urljoin(f"https://{HOST}{page}", element.get(name))


def test_every_page_works_under_the_path_and_no_link_leaves_it(tmp_path: Path) -> None:
    with (
        served(tmp_path / "data", base_url=f"https://{HOST}{PREFIX}") as made,
        before(tmp_path, made.port) as port,
    ):
        waiting, seen, opened = [PREFIX], set[str](), 0
        while waiting and len(seen) < MOST:
            path = waiting.pop(0)
            answer, body = ask(port, path)
            assert answer.status in (200, 302, 403), path  # 403: for officers who are logged in
            seen.add(path)
            opened += answer.status == 200
            policy = answer.getheader("Content-Security-Policy") or ""
            assert "default-src 'self'" in policy
            assert answer.getheader("Strict-Transport-Security")
            if "html" not in (answer.getheader("Content-Type") or "") or answer.status != 200:
                continue
            for address in links(body, path):
                parts = urlsplit(address)
                if parts.hostname != HOST or parts.scheme == "javascript":
                    continue  # a portal's own page
                assert parts.scheme == "https", f"{address} on {path}"
                assert parts.path.startswith(PREFIX), f"{address} on {path}"
                if "logout" in parts.path or re.search(r"\.(?:csv|xlsx|json)$", parts.path):
                    continue
                target = parts.path + (f"?{parts.query}" if parts.query else "")
                if target not in seen and target not in waiting:
                    waiting.append(target)
        assert opened > 20
        assert ask(port, "/elsewhere")[0].status in (403, 404), "nothing but the path is passed on"
