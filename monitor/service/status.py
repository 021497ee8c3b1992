"""What ran, what is due, what is ill: `nianjian status`, for the operator and for a watchdog."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from data.clock import OFFICE_ZONE, office_day
from data.registry import Registry
from data.store import Store
from data.words import said
from monitor.digest.words import moment_words
from monitor.mail.outbox import mails
from monitor.season.calendar import USUAL, Season
from monitor.season.prompts import prompts
from monitor.service.agenda import Next, agenda
from monitor.service.heartbeat import silent
from monitor.service.schedule import Job, due, last_runs
from monitor.service.upkeep import health_due, upkeep_due

JOBS = {
    "looks": "核查网站",
    "parse": "解析",
    "check": "核对",
    "digest": "周报",
    "send": "发件",
    "health": "自检",
    "backup": "备份",
    "verify": "校验存档",
}
UPKEEP_ILL = {"backup": "最近一次备份未成功", "verify": "存档校验发现损坏，请运行 nianjian verify 查看"}
MAIL_STATES = {"unknown": "不能确定是否送达", "failed": "对方服务器拒收"}
# Longer than this without a finished look, in the season and out of it the same, means nobody is watching.
STALE = timedelta(days=9)

OUTCOMES = {
    "done": "完成",
    "partly": "部分完成",
    "failed": "失败",
    "interrupted": "中断",
    "damaged": "发现损坏",
    "ill": "有异常",
}
# Of the dead links as many are named; the desk lists the rest.
NAMED = 20

_ILL_COLUMNS = """
SELECT portal_id, unit_id, outcome, max(finished_at) FROM walks GROUP BY portal_id, unit_id
"""
_DEAD_LINKS = """
SELECT unit_id, year FROM coverage WHERE state = 'unverifiable' AND reason = 'dead_link'
ORDER BY year DESC, unit_id
"""
# Only the report year last owed: how far back a list reaches is nobody's illness.
_SHORT_LISTS = """
SELECT unit_id, year FROM coverage WHERE state = 'unverifiable' AND reason = 'incomplete_list'
AND year = (SELECT max(year) FROM coverage WHERE state NOT IN ('exempt', 'not_due')) ORDER BY unit_id
"""
_RUNS = """
SELECT command, max(started_at), finished_at, outcome FROM runs GROUP BY command ORDER BY command
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Four lists of lines; anything in `ill` makes the exit status 1. `coming`: what is next due, when."""

    ran: tuple[str, ...]
    due: tuple[str, ...]
    ill: tuple[str, ...]
    coming: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """Write it down, one thing a line."""
        parts = (("运行记录", self.ran), ("待办", self.due), ("下次", self.coming), ("异常", self.ill))
        for title, found in parts:
            yield f"{title}："
            yield from (f"  {line}" for line in found or ("无",))


def status(
    store: Store,
    registry: Registry,
    now: datetime,
    heartbeat: Path | None = None,
    season: Season = USUAL,
) -> Status:
    """Look at the logs and say how the service stands."""
    runs = last_runs(store, now)
    kept = registry.policy.backups_kept
    jobs = (
        *due(now, runs, mails(store), registry.recipients, season),
        *upkeep_due(now, runs, kept),
        *health_due(runs),
    )
    return Status(
        ran=tuple(_ran(store)),
        due=(*map(_job, jobs), *prompts(store, registry, season, office_day(now))),
        coming=tuple(_coming(each) for each in agenda(now, registry.recipients, kept, season)),
        ill=(
            *_ill_columns(store, registry),
            *_dead_links(store, registry),
            *_short_lists(store, registry),
            *_ill_mails(store),
            *_stale(store, now),
            *_ill_upkeep(store),
            *(_silent(heartbeat, now) if heartbeat else ()),
        ),
    )


def _ran(store: Store) -> Iterator[str]:
    for command, started, finished, outcome in store.db.conn.execute(_RUNS):
        end = f"结果：{OUTCOMES.get(outcome, outcome)}" if finished else "未结束（正在运行或已中断）"
        name = JOBS["health"] if command == "health" else said("command", command)
        yield f"{name}：{_when(started)}开始，{end}"


def _job(job: Job) -> str:
    return f"{JOBS[job.name]}（{job.period}）"


def _coming(each: Next) -> str:
    return f"{JOBS[each.name]}：{_when(each.at.isoformat())}"


def _ill_columns(store: Store, registry: Registry) -> Iterator[str]:
    for portal_id, unit_id, outcome, at in store.db.conn.execute(_ILL_COLUMNS):
        portal = registry.portal(portal_id)
        if outcome != "complete" and portal is not None:
            unit = registry.unit(unit_id) if unit_id else None
            site = f"网站 {portal.name}（{portal_id}）"
            where = f"{unit.name}（{unit_id}）年报栏目，{site}" if unit else site
            yield f"{where}：{said('reason', outcome)}，{_when(at)}"


def _dead_links(store: Store, registry: Registry) -> Iterator[str]:
    """Reports that a list names and whose address answers that they are not there."""
    rows = store.db.conn.execute(_DEAD_LINKS).fetchall()
    for unit_id, year in rows[:NAMED]:
        yield f"报告链接失效 {_unit_name(registry, unit_id)}（{unit_id}）{year}年度"
    if len(rows) > NAMED:
        yield f"报告链接失效 其余{len(rows) - NAMED}份"


def _short_lists(store: Store, registry: Registry) -> Iterator[str]:
    """Lists that do not prove to reach back to the year last owed, by website."""
    stuck: dict[tuple[str, int], list[str]] = {}
    for unit_id, year in store.db.conn.execute(_SHORT_LISTS):
        unit = registry.unit(unit_id)
        portal = registry.portal(unit.portal_id or "") if unit else None
        site = f"网站 {portal.name}（{portal.id}）" if portal else "未登记网站"
        stuck.setdefault((site, year), []).append(_unit_name(registry, unit_id))
    for (site, year), units in stuck.items():
        more = f"等{len(units)}家" if len(units) > NAMED else ""
        yield f"列表不完整 {site}：{year}年度{'、'.join(units[:NAMED])}{more}无法核查"


def _unit_name(registry: Registry, unit_id: str) -> str:
    unit = registry.unit(unit_id)
    return unit.name if unit else unit_id


def _ill_mails(store: Store) -> Iterator[str]:
    for mail in mails(store, "unknown", "failed"):
        yield f"邮件 {mail.period} {mail.recipient}：{MAIL_STATES[mail.state]}（{mail.detail}）{mail.id}"


def _stale(store: Store, now: datetime) -> Iterator[str]:
    (latest,) = store.db.conn.execute("SELECT max(finished_at) FROM walks").fetchone()
    if latest is not None and now - datetime.fromisoformat(latest) > STALE:
        yield f"数据已{(now - datetime.fromisoformat(latest)).days}天未更新"


def _ill_upkeep(store: Store) -> Iterator[str]:
    """The latest backup that failed, or the latest check of the evidence that found damage."""
    for command, started, _, outcome in store.db.conn.execute(_RUNS):
        if command in UPKEEP_ILL and outcome in ("failed", "damaged"):
            yield f"{UPKEEP_ILL[command]}（{_when(started)}）"


def _silent(heartbeat: Path, now: datetime) -> Iterator[str]:
    silence = silent(heartbeat, now)
    if silence is not None:
        minutes = int(silence.total_seconds() // 60)
        yield f"定时服务已{minutes}分钟没有响应（{heartbeat}）"


def _when(instant: str) -> str:
    return moment_words(datetime.fromisoformat(instant).astimezone(OFFICE_ZONE)).removesuffix("（北京时间）")
