"""`status`, and the command line of the mail: what is said, and with which exit status."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from data.records import Coverage, Message, OutboxEvent, RunEvent, Walk
from data.registry import load_registry
from data.store import Store
from monitor.cli import main
from monitor.service.status import status
from tests.test_outbox import Post, serving

NOW = datetime(2026, 2, 18, 1, tzinfo=UTC)
MONDAY = datetime(2026, 2, 16, 0, 0, 5, tzinfo=UTC)
FILES = {
    "portals.csv": "id,name,home_url,column_url,family,delay_seconds,notes\n"
    "p,云溪市人民政府网站,https://www.yunxi.example/,,,,\n",
    "units.csv": "id,uscc,name,short_name,aliases,kind,level,division_code,parent_id,portal_id,column_url,"
    "valid_from,valid_to,successor_id,notes\n"
    "gov,,云溪市人民政府,,,government,prefecture,990100,,p,,2024-01-01,,,\n"
    "edu,,云溪市教育局,,,department,prefecture,990100,,p,,2024-01-01,,,\n",
    "deadlines.csv": "kind,from_year,to_year,legal_due,local_due,division_code,basis\n"
    ",,,01-31,,,《条例》第四十九条第一款\n",
    "recipients.csv": "address,name,division_code,frequency,active\nli@example.org,李,990100,weekly,1\n",
}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder and a registry of two units, on Monday morning, named by the environment."""
    folder = tmp_path / "registry"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    for name in ("SMTP", "MAIL_FROM", "BASE_URL", "CONTACT"):
        monkeypatch.delenv(f"NIANJIAN_{name}", raising=False)
    monkeypatch.setenv("NIANJIAN_NOW", MONDAY.isoformat())
    monkeypatch.setenv("NIANJIAN_REGISTRY", str(folder))
    monkeypatch.setenv("NIANJIAN_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def states(folder: Path) -> list[str]:
    with Store(folder) as store:
        return [row[0] for row in store.office.conn.execute("SELECT state FROM outbox")]


def test_without_a_server_the_mail_waits_and_the_status_says_so(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["digest"]) == 2
    assert states(office) == ["ready"]
    complaint = capsys.readouterr()
    assert complaint.out == ""
    assert complaint.err.count("\n") == 1
    assert "NIANJIAN_SMTP" in complaint.err


def test_the_waiting_mail_goes_out_once_there_is_a_server(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["digest"])
    post = Post()
    with serving(post) as where:
        monkeypatch.setenv("NIANJIAN_SMTP", f"smtp://{where.host}:{where.port}")
        assert main(["digest"]) == 0
        assert main(["digest"]) == 0
        assert main(["digest", "--to", "chief@example.org"]) == 0
        assert main(["digest", "--to", "chief@example.org"]) == 0
    assert capsys.readouterr().out == "2026-W08 li@example.org: sent\n2026-W08 chief@example.org: sent\n"
    assert len(post.kept) == 2
    mail = message_from_bytes(post.kept[0], policy=policy.default)
    assert mail["Subject"] == (
        "【基线】【年报监测周报】云溪市 2025年度 本周未核查，尚无完整核查数据：应公布2、已公布0、暂未检索到0、待复核0"
    )


def test_a_mail_that_could_not_be_sent_is_status_1(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Post(rcpt="450 busy")) as where:
        monkeypatch.setenv("NIANJIAN_SMTP", f"smtp://{where.host}:{where.port}")
        assert main(["digest"]) == 1
    assert states(office) == ["ready"]


def test_a_dry_run_prints_the_mail_and_keeps_nothing(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["digest", "--dry-run", "--as-of", "2026-02-10"]) == 0
    printed = capsys.readouterr().out
    assert "主题：【基线】【年报监测周报】云溪市 2025年度 本周未核查，尚无完整核查数据" in printed
    assert "截至2026年2月10日" not in printed
    assert "无法核查2家" in printed
    with Store(office) as store:
        assert list(store.rows(Message)) == []
        assert list(store.rows(RunEvent)) == []


@pytest.mark.parametrize(
    ("arguments", "environment", "named"),
    [
        (["--as-of", "yesterday"], {}, "--as-of"),
        (["--to", "nobody"], {}, "--to"),
        ([], {"NIANJIAN_SMTP": "mail.example.org"}, "NIANJIAN_SMTP"),
        ([], {"NIANJIAN_MAIL_FROM": "nobody"}, "NIANJIAN_MAIL_FROM"),
        ([], {"NIANJIAN_BASE_URL": "javascript:alert(1)"}, "NIANJIAN_BASE_URL"),
    ],
)
def test_what_cannot_be_used_is_named_and_changes_nothing(
    office: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    environment: dict[str, str],
    named: str,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert main(["digest", *arguments]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert named in said
    assert states(office) == []


def test_a_healthy_service_is_status_0(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status"]) == 0
    assert "核查网站（2026-02-16）" in capsys.readouterr().out


def walk(name: str, outcome: str, at: datetime) -> Walk:
    return Walk(
        id=name,
        run_id="r",
        portal_id="p",
        column_url="https://www.yunxi.example/nb/",
        started_at=at,
        finished_at=at,
        outcome=outcome,
        seen=0,
        pages=(),
    )


def test_a_portal_whose_last_reading_failed_is_ill_until_it_is_read_again(office: Path) -> None:
    registry = load_registry(office.parent / "registry")
    with Store(office) as store:
        store.append(walk("1", "complete", MONDAY.replace(hour=1)))
        assert status(store, registry, NOW).ill == ()
        store.append(walk("2", "waf_challenge", MONDAY.replace(hour=2)))
        (ill,) = status(store, registry, NOW).ill
        assert ill == "网站 云溪市人民政府网站（p）：网站安全验证拦截，2026年2月16日10时"
        store.append(walk("3", "complete", MONDAY.replace(hour=3)))
        assert status(store, registry, NOW).ill == ()


def test_a_blocked_column_of_one_unit_is_not_the_whole_website(office: Path) -> None:
    registry = load_registry(office.parent / "registry")
    with Store(office) as store:
        store.append(walk("1", "complete", MONDAY), replace(walk("2", "timeout", MONDAY), unit_id="edu"))
        (ill,) = status(store, registry, NOW).ill
    assert ill == ("云溪市教育局（edu）年报栏目，网站 云溪市人民政府网站（p）：访问超时，2026年2月16日8时")


def test_dead_links_and_short_lists_of_owed_years_are_ill(office: Path) -> None:
    registry = load_registry(office.parent / "registry")
    with Store(office) as store:
        store.append(walk("1", "complete", MONDAY))
        store.replace(
            Coverage,
            [
                Coverage(unit_id="edu", year=2024, state="unverifiable", reason="dead_link"),
                Coverage(unit_id="edu", year=2025, state="unverifiable", reason="incomplete_list"),
                Coverage(unit_id="gov", year=2024, state="unverifiable", reason="incomplete_list"),
                Coverage(unit_id="gov", year=2025, state="published"),
            ],
        )
        assert status(store, registry, NOW).ill == (
            "报告链接失效 云溪市教育局（edu）2024年度",
            "列表不完整 网站 云溪市人民政府网站（p）：2025年度云溪市教育局无法核查",
        )


def test_outcomes_of_runs_are_told_in_chinese(office: Path) -> None:
    registry = load_registry(office.parent / "registry")
    told = {"crawl": "partly", "parse": "done", "backup": "failed", "digest": "interrupted"}
    with Store(office) as store:
        for command, outcome in told.items():
            begun = RunEvent(id=command, run_id=command, event="started", command=command, at=MONDAY)
            store.append(begun, replace(begun, id=f"{command}-end", event="finished", outcome=outcome))
        ends = [line.rpartition("结果：")[2] for line in status(store, registry, NOW).ran]
    assert ends == ["失败", "部分完成", "中断", "完成"]


def test_doubtful_mails_and_old_data_are_ill(office: Path) -> None:
    registry = load_registry(office.parent / "registry")
    with Store(office) as store:
        store.append(walk("1", "complete", MONDAY.replace(day=2)))
        store.append(
            Message(
                id="m",
                period="2026-W07",
                recipient="li@example.org",
                subject="周报",
                body_sha256="",
                body=b"",
                composed_at=MONDAY,
            ),
            OutboxEvent(id="1", message_id="m", state="ready", at=MONDAY, detail="{}"),
            OutboxEvent(id="2", message_id="m", step=2, state="unknown", at=MONDAY, detail="no answer"),
        )
        assert status(store, registry, NOW).ill == (
            "邮件 2026-W07 li@example.org：不能确定是否送达（no answer）m",
            "数据已16天未更新",
        )


def test_runs_are_listed_with_their_end(office: Path) -> None:
    with Store(office) as store:
        store.append(RunEvent(id="1", run_id="r", event="started", command="crawl", at=MONDAY))
        registry = load_registry(office.parent / "registry")
        assert status(store, registry, NOW).ran == (
            "核查网站：2026年2月16日8时开始，未结束（正在运行或已中断）",
        )
