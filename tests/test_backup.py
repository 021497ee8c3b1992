"""Backup, restore and merge: nothing lost, nothing overwritten, nothing counted twice."""

import os
import subprocess
import sys
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data import backup as it
from data.backup import backup, restore
from data.clock import Clock
from data.content import content
from data.errors import Complaint
from data.evidence import damages
from data.merging import merge
from data.records import Look, Message, OutboxEvent, Review
from data.runs import Run, row_hash
from data.store import Store

AT = datetime(2026, 2, 2, 2, 0, tzinfo=UTC)


def filled(folder: Path, *names: str) -> Path:
    """A data folder whose machine looked at some addresses, decided something and sent a mail."""
    with Store(folder) as store:
        # each machine has an hour of its own: two runs of one process in one moment would be one
        run = Run.start(store, "crawl", Clock(AT + timedelta(hours=len(names))))
        for name in names:
            sha256 = store.keep(f"page {name}".encode())
            run.record(
                Look(
                    id="",
                    run_id="",
                    portal_id="p",
                    url=f"http://127.0.0.1/{name}",
                    purpose="report",
                    at=AT,
                    hash="",
                    status=200,
                    sha256=sha256,
                )
            )
        run.finish("done")
        review = Review(
            id="", finding_id=f"r/u/{len(names)}", actor="王", at=AT, verdict="confirmed", reason="属实"
        )
        store.append(Review(**{**{f: getattr(review, f) for f in review.__slots__}, "id": row_hash(review)}))
        mail = Message(
            id="<week@x>",
            period="2026-W06",
            recipient="a@b.example",
            subject="周报",
            body_sha256="0",
            body=b"",
            composed_at=AT,
        )
        store.append(mail, OutboxEvent(id=f"e{names[0]}", message_id=mail.id, state="sent", at=AT))
    return folder


def test_a_backup_comes_back_as_it_was(tmp_path: Path) -> None:
    folder = filled(tmp_path / "data", "a", "b")
    assert backup(folder, tmp_path / "copy.tar") == 2
    assert restore(tmp_path / "copy.tar", tmp_path / "new") == 2
    with Store(folder) as before, Store(tmp_path / "new") as after:
        assert list(content(before)) == list(content(after))
        assert list(before.rows(Look)) == list(after.rows(Look))
        assert list(damages(after)) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.tar", "data", "new"]


def test_a_backup_is_whole_while_others_write(tmp_path: Path) -> None:
    folder = filled(tmp_path / "data", "a")
    with Store(folder) as store:
        run = Run.start(store, "crawl", Clock(AT))
        backup(folder, tmp_path / "copy.tar")
        run.finish("done")
    restore(tmp_path / "copy.tar", tmp_path / "new")


def test_a_folder_with_anything_in_it_is_never_restored_into(tmp_path: Path) -> None:
    backup(filled(tmp_path / "data", "a"), tmp_path / "copy.tar")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("keep", encoding="utf-8")
    with pytest.raises(Complaint, match="nothing is overwritten"):
        restore(tmp_path / "copy.tar", tmp_path / "full")
    assert (tmp_path / "full" / "mine").exists()


def test_what_is_no_backup_or_damaged_restores_nothing(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(b"not a tar file")
    with tarfile.open(tmp_path / "evil.tar", "w") as tar:
        tar.add(tmp_path / "noise", arcname="../outside")
    folder = filled(tmp_path / "data", "a")
    backup(folder, tmp_path / "copy.tar")
    whole = (tmp_path / "copy.tar").read_bytes()
    (tmp_path / "cut.tar").write_bytes(whole[: len(whole) // 2])
    with Store(folder) as store:
        sha256 = next(store.snapshots.all())
    body = store.snapshots.path(sha256).read_bytes()
    (tmp_path / "bent.tar").write_bytes(whole.replace(body, body[:-1] + bytes([body[-1] ^ 1])))
    for name in ("noise", "evil.tar", "cut.tar", "bent.tar"):
        with pytest.raises(Complaint):
            restore(tmp_path / name, tmp_path / "new")
        assert not (tmp_path / "new").exists()
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize(
    ("made", "seen"),
    [
        (lambda path: path.write_bytes(b"not a tar file"), "no tar file"),
        (lambda path: path.write_bytes(b""), "no tar file"),
        (lambda path: tarfile.open(path, "w:gz").close(), "no tar file"),
        (lambda path: tarfile.open(path, "w").close(), "a tar file without nianjian.db and office.db"),
    ],
)
def test_what_is_no_backup_is_named_in_one_line(
    tmp_path: Path, made: Callable[[Path], object], seen: str
) -> None:
    file = tmp_path / "file.tar"
    made(file)
    with pytest.raises(Complaint) as told:
        restore(file, tmp_path / "new")
    assert told.value.seen == seen
    assert "\n" not in str(told.value)
    assert [path.name for path in tmp_path.iterdir()] == ["file.tar"]


def test_a_backup_of_a_damaged_database_is_named(tmp_path: Path) -> None:
    folder = filled(tmp_path / "data", "a")
    with tarfile.open(tmp_path / "b.tar", "w") as tar:
        tar.add(folder / "office.db", arcname="office.db")
        torn = tmp_path / "torn.db"
        whole = (folder / "nianjian.db").read_bytes()
        torn.write_bytes(whole[:8192] + bytes(4096) + whole[12288:])
        tar.add(torn, arcname="nianjian.db")
    with pytest.raises(Complaint, match=r"nianjian\.db damaged"):
        restore(tmp_path / "b.tar", tmp_path / "new")


def test_what_a_killed_backup_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    folder, file = filled(tmp_path / "data", "a"), tmp_path / "copy.tar"
    code = (
        "import os, sys; from pathlib import Path; import data.backup as it\n"
        "it._read_back = lambda *_: os.kill(os.getpid(), 9)\n"
        f"it.{{}}(Path({str(folder)!r}), Path({str(file)!r}))\n"
    )
    command = [sys.executable, "-P", "-c", code.format("backup")]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    assert subprocess.run(command, env=environment, check=False).returncode == -9
    assert not file.exists()
    assert backup(folder, file) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.tar", "data"]


def test_two_backups_into_one_file_at_once_are_one_and_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, file = filled(tmp_path / "data", "a"), tmp_path / "copy.tar"
    whole = it._read_back

    def meanwhile(partial: Path, back: Path) -> int:
        monkeypatch.setattr(it, "_read_back", whole)
        with pytest.raises(Complaint, match="another backup is at it"):
            backup(folder, file)
        return whole(partial, back)

    monkeypatch.setattr(it, "_read_back", meanwhile)
    assert backup(folder, file) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.tar", "data"]


def test_a_folder_without_data_is_neither_backed_up_nor_merged(tmp_path: Path) -> None:
    with pytest.raises(Complaint, match="a data folder"):
        backup(tmp_path, tmp_path / "copy.tar")
    with Store(tmp_path / "data") as store, pytest.raises(Complaint, match="a data folder"):
        merge(store, tmp_path / "nowhere")


def test_merging_is_a_union_in_any_order_and_adds_nothing_twice(tmp_path: Path) -> None:
    one, two = filled(tmp_path / "one", "a", "b"), filled(tmp_path / "two", "b", "c", "d")
    with Store(tmp_path / "left") as left, Store(tmp_path / "right") as right:
        merge(left, one)
        rows, bodies = merge(left, two)
        assert (rows > 0, bodies) == (True, 2)
        assert merge(left, two) == (0, 0)
        merge(right, two)
        merge(right, one)
        assert list(content(left)) == list(content(right))
        assert {look.id for look in left.rows(Look)} == {look.id for look in right.rows(Look)}
        assert list(damages(left)) == list(damages(right)) == []
