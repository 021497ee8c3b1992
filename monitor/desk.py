"""The desk: Datasette over nianjian.db with our templates, plugins and words, on this machine only.

Datasette runs as a process of its own. `serve` becomes it; the demonstration starts it beside itself with
`running`, waits until it answers, and stops it.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from tempfile import TemporaryFile
from typing import IO
from urllib.parse import urlsplit

from data.errors import Complaint
from data.search import rebuild_search
from data.store import Store
from data.summaries import counted, measure, write_summaries
from monitor.settings import Settings

HOST = "127.0.0.1"
START_SECONDS = 30
STOP_SECONDS = 5

# Measured: suggested facets cost 19 to 36 times the page; the rest keeps a visitor from asking for too much.
OPTIONS = {
    "default_allow_sql": "off",
    "allow_download": "off",
    "allow_csv_stream": "off",
    "suggest_facets": "off",
    "sql_time_limit_ms": "1000",
    "facet_time_limit_ms": "1000",
    "max_returned_rows": "1000",
    "max_csv_mb": "10",
}
# What the desk needs not know of our own settings: it sends no mail and asks no portal.
WITHHELD = (
    "NIANJIAN_SMTP",
    "NIANJIAN_MAIL_FROM",
    "NIANJIAN_PROXY",
    "NIANJIAN_SECRET",
    "NIANJIAN_HEARTBEAT_URL",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """How to start the desk: the command line, its environment, and where it will answer."""

    command: tuple[str, ...]
    environment: Mapping[str, str]
    port: int
    address: str


def desk(settings: Settings, port: int) -> Desk:
    """Make ready to show a data folder: heal its databases, index its texts, write the command line.

    The store is opened once for writing first: after a kill inside a transaction SQLite must roll back, and
    Datasette, which opens read-only, could not. Raises Complaint when the port is taken.
    """
    check_port(port)
    with Store(settings.data) as store:
        rebuild_search(store)
        if not counted(store):  # judged by a version that counted less
            write_summaries(store)
        measure(store)
    ours = settings.project / "data"
    base = urlsplit(settings.base_url or "")
    options = {**OPTIONS, "base_url": base.path.rstrip("/") + "/"}
    if base.scheme == "https":
        options["force_https_urls"] = "on"
    command = [
        *(sys.executable, "-P", "-m", "datasette", "serve", str(settings.data / "nianjian.db")),
        *("--host", HOST, "--port", str(port)),
        *("--metadata", str(ours / "metadata.yaml"), "--template-dir", str(ours / "templates")),
        *("--plugins-dir", str(ours / "plugins"), "--static", f"static:{ours / 'static'}"),
    ]
    for name, value in options.items():
        command += ["--setting", name, value]
    address = f"http://{HOST}:{port}{options['base_url']}"
    return Desk(command=tuple(command), environment=_environment(settings), port=port, address=address)


def _environment(settings: Settings) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in WITHHELD}
    kept["PYTHONPATH"] = str(settings.project)
    kept["NIANJIAN_NOW"] = settings.clock.now().isoformat()  # the desk's days go on from ours
    kept["NIANJIAN_REGISTRY"] = str(settings.registry)  # officers.csv is read there at every request
    if settings.base_url:
        kept["NIANJIAN_BASE_URL"] = settings.base_url
    if settings.secret:
        kept["DATASETTE_SECRET"] = settings.secret
    return kept


def check_port(port: int) -> None:
    """Make sure nobody answers on the port yet; raises Complaint when somebody does."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise Complaint("--port", port, f"a free port ({error})", "name another one") from error


def free_port() -> int:
    """Find a port nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(made: Desk) -> Iterator[subprocess.Popen[bytes]]:
    """Run the desk beside us until the block ends; raises Complaint when it does not come up."""
    with TemporaryFile() as log:
        child = subprocess.Popen(
            made.command, env=dict(made.environment), stdout=subprocess.DEVNULL, stderr=log
        )
        try:
            _wait_until_up(made, child, log)
            yield child
        finally:
            child.terminate()
            try:
                child.wait(timeout=STOP_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _wait_until_up(made: Desk, child: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    for _ in range(START_SECONDS * 10):
        if child.poll() is not None:
            log.seek(0)
            last = log.read().decode("utf-8", "replace").strip().splitlines()[-1:]
            raise Complaint("desk", " ".join(last), "running", "see what Datasette says, then try again")
        if _answers(made.port):
            return
        time.sleep(0.1)
    raise Complaint("desk", f"silent for {START_SECONDS} s", "running", "try again on a less busy machine")


def _answers(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/robots.txt")
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
