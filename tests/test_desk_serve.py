"""The command `serve`: refusals in one line, a hot journal healed, the port told."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store import Store
from monitor.desk import HOST, Desk, check_port
from tests.desk_site import get, served
from tests.desk_store import fill


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with served(tmp_path_factory.mktemp("desk")) as made:
        yield made


def serve(*arguments: str, folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "monitor.cli", "--data", str(folder), "serve", *arguments]
    environment = {"PYTHONPATH": str(Path.cwd()), "PATH": "/usr/bin:/bin", **environ}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_a_taken_port_is_one_line(site: Desk, tmp_path: Path) -> None:
    done = serve("--port", str(site.port), folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1
    assert "--port" in done.stderr


def test_officers_without_a_secret_are_refused(tmp_path: Path) -> None:
    registry = tmp_path / "registry"
    registry.mkdir()
    for name in ("portals", "units", "deadlines"):
        seed = Path("data/seeds") / f"{name}.csv"
        (registry / seed.name).write_bytes(seed.read_bytes())
    (registry / "officers.csv").write_text(
        "name,password_hash,division_code\nli,pbkdf2_sha256$1$a$b,\n", "utf-8"
    )
    without = serve("--registry", str(registry), folder=tmp_path / "data")
    assert without.returncode == 2
    assert "NIANJIAN_SECRET" in without.stderr
    assert not (tmp_path / "data").exists()


def test_serve_becomes_the_desk_after_a_kill_left_a_hot_journal(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        fill(store)
    cut_off = (
        "import sqlite3,os,sys; c=sqlite3.connect(sys.argv[1],isolation_level=None); "
        "c.execute('pragma cache_size=1'); c.execute('begin immediate'); "
        "c.execute('create table t(x)'); c.executemany('insert into t values(?)', [('x'*3000,)]*2000); os.kill(os.getpid(),9)"
    )
    subprocess.run([sys.executable, "-c", cut_off, str(tmp_path / "nianjian.db")], check=False)
    with pytest.raises(sqlite3.OperationalError):
        sqlite3.connect(f"file:{tmp_path}/nianjian.db?mode=ro", uri=True).execute("SELECT * FROM units")
    command = [sys.executable, "-P", "-m", "monitor.cli", "--data", str(tmp_path), "serve", "--port", "0"]
    child = subprocess.Popen(
        command,
        env={"PYTHONPATH": str(Path.cwd()), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert child.stdout is not None
        assert child.stderr is not None
        address = child.stdout.readline().decode()
        port = int(address.rstrip().rstrip("/").rsplit(":", 1)[1])
        for line in child.stderr:
            if b"running on" in line:
                break
        made = Desk(command=(), environment={}, port=port, address=address)
        assert get(made, "/nianjian/units/baiyang")[0] == 200
    finally:
        child.terminate()
        child.communicate()


def test_a_free_port_is_free() -> None:
    check_port(0)
    assert HOST == "127.0.0.1"
