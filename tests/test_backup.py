"""Backup, restore and merge: nothing lost, nothing overwritten, nothing counted twice."""

import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

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
