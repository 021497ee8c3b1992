"""One finding on one page (取证件): framed picture, address, times, number of the kept page.

The annexes of a notice take their pictures from here, too.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from pathlib import Path

from data.errors import Complaint
from data.records import Finding, Look, OddCell, Review
from data.store import Store
from data.words import PRIVATE_RULES, said
from monitor.digest.words import certain, clean, rule_name
from monitor.letters.browser import Browser, find_browser
from monitor.letters.facts import cells_of
from monitor.letters.material import latest_reviews, reviewed
from monitor.letters.paper import Picture
from monitor.letters.shots import shot
from monitor.letters.transcript import transcript
from monitor.letters.values import Item
from monitor.letters.words import minute
from monitor.settings import Settings

UNREVIEWED = "内部工作参考　未经复核"
NO_PICTURE = "本页未附截图：{}。存档原件可按存档编号调阅。"


def pictures(store: Store, items: Sequence[Item], browser: Browser | None) -> tuple[Picture, ...]:
    """Make a picture of each original the items speak of, their cells in a frame, as far as it can be had."""
    made: list[Picture] = []
    for sha256 in dict.fromkeys(item.first.sha256 for item in items if item.first.cells):
        cells = [cell for item in items if item.first.sha256 == sha256 for cell in cells_of(item.findings)]
        taken = shot(store, sha256 or "", cells, browser)
        if taken.png:
            caption = taken.caption(f"存档编号{(sha256 or '')[:12]}")
            made.append(Picture(png=taken.png, caption=caption))
    return tuple(made)


def one_page(settings: Settings, finding_id: str, out: Path | None, browser: Browser | None = None) -> str:
    """Write the page of evidence and give its path.

    Raises Complaint for an unknown or private finding and where no browser can make a PDF.
    """
    browse = browser or find_browser()
    with Store(settings.data) as store:
        finding = next(store.rows(Finding, "id = ?", (finding_id,)), None)
        if finding is None or finding.rule_id in PRIVATE_RULES:
            cure = "copy an id from what `nianjian check` prints; private ones are told in person"
            raise Complaint("--evidence", finding_id, "a finding that may be printed", cure)
        finding = reviewed(finding, latest_reviews(store, settings.clock.today()))
        page = _page(store, finding, browse)
    name = f"取证_{finding_id.replace('/', '_')}"
    if browse is None:
        path = out.with_suffix(".html") if out else settings.data / "letters" / f"{name}.html"
        body: bytes | None = page
    else:
        path = out or settings.data / "letters" / f"{name}.pdf"
        body = browse(page, "pdf")
    if body is None:
        raise Complaint("--evidence", finding_id, "printed", "the browser failed: run it again, or update it")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return str(path)


def _page(store: Store, finding: Finding, browser: Browser | None) -> bytes:
    looks = list(store.rows(Look, "sha256 = ? ORDER BY at", (finding.sha256,)))
    shown = _shown(store, finding, browser)
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(clean(text))}</td></tr>"
        for name, text in _facts(store, finding, looks)
        if text
    )
    mark = "" if finding.status == "confirmed" else f'<p class="mark">{UNREVIEWED}</p>'
    return (
        '<!doctype html><meta charset="utf-8"><title>取证件</title>'
        f"<style>{_CSS}</style>{mark}<h1>年报核查取证件</h1><table class=facts>{rows}</table>{shown}"
    ).encode()


def _shown(store: Store, finding: Finding, browser: Browser | None) -> str:
    """Show the original; where it cannot be pictured, what we read in it, and say so."""
    cells = cells_of([finding])
    taken = shot(store, finding.sha256 or "", cells, browser)
    if taken.png:
        source = f"data:image/png;base64,{b64encode(taken.png).decode()}"
        return f'<img src="{source}"><p class="caption">{taken.caption()}</p>'
    report_id = (finding.sha256 or "")[:16]
    odd = {each.cell: each for each in store.rows(OddCell, "report_id = ?", (report_id,))}
    instead = transcript(cells, store.cells(report_id), odd)
    return f"<p>{escape(NO_PICTURE.format(taken.why_not))}</p>{instead}"


_CSS = """@page{size:A4;margin:14mm}body{margin:0;
font:10pt/1.5 "FangSong","仿宋","SimSun","WenQuanYi Zen Hei",serif}
h1{font-size:16pt;text-align:center;margin:0 0 4mm}table{border-collapse:collapse;width:calc(100% - 1mm)}
th,td{border:1px solid #555;padding:1mm 2mm;text-align:left;vertical-align:top;overflow-wrap:anywhere}
.facts th{white-space:nowrap;width:24mm}.caption{text-align:center;margin:1mm 0}
.transcript{font-size:8pt;margin-top:3mm}.transcript td{text-align:center}
.framed{outline:2px solid #e2001a;outline-offset:-2px}
img{display:block;box-sizing:border-box;margin:4mm auto 0;
max-width:100%;max-height:150mm;border:1px solid #999}
.mark{color:#c00000;text-align:right;margin:0}"""


def _facts(store: Store, finding: Finding, looks: Sequence[Look]) -> tuple[tuple[str, str], ...]:
    names = {row["id"]: row["name"] for row in store.db.query("SELECT id, name FROM units")}
    rules = {row["id"]: row["name_zh"] for row in store.db.query("SELECT id, name_zh FROM rules")}
    reviews = store.rows(Review, "finding_id = ? ORDER BY at, id", (finding.id,))
    name = rule_name(finding, rules.get(finding.rule_id, finding.rule_id), certain=certain(finding, reviews))
    return (
        ("单位", f"{names.get(finding.unit_id, finding.unit_id)}　{finding.year}年度"),
        ("问题名称", name),
        ("程度、结论", f"{said('severity', finding.severity)}　{said('status', finding.status)}"),
        ("情况", finding.message),
        ("依据", finding.basis),
        ("网址", finding.url or ""),
        ("首次见到", f"{minute(looks[0].at)}（北京时间）" if looks else ""),
        ("最近见到", f"{minute(looks[-1].at)}（北京时间）" if looks else ""),
        ("存档编号", f"SHA-256　{finding.sha256 or '—'}"),
        ("问题编号", finding.id),
    )
