"""One finding on one page (取证件): framed picture, address, times, number of the kept page.

The annexes of a notice take their pictures from here, too.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from io import BytesIO
from pathlib import Path

from PIL import Image

from data.errors import Complaint
from data.records import Finding, Look, Review
from data.snapshots import DamagedSnapshot, MissingSnapshot
from data.store import Store
from data.words import PRIVATE_RULES, said
from monitor.digest.words import certain, clean, rule_name
from monitor.letters.browser import HEIGHT, Browser, find_browser
from monitor.letters.facts import cells_of
from monitor.letters.framing import FRAME, framed
from monitor.letters.material import latest_reviews, reviewed
from monitor.letters.paper import Picture
from monitor.letters.values import Item
from monitor.letters.words import minute
from monitor.settings import Settings

ABOVE, BELOW, TALLEST = 520, 80, 1000
TOLERANCE = 30
UNREVIEWED = "内部工作参考　未经复核"
NO_PICTURE = "本页未附截图：{}。存档页面可按存档编号调阅。"


def pictures(store: Store, items: Sequence[Item], browser: Browser | None) -> tuple[Picture, ...]:
    """Make a picture of each page the items speak of, their cells in a frame; without a browser none."""
    made: list[Picture] = []
    for sha256 in dict.fromkeys(item.first.sha256 for item in items if item.first.cells):
        cells = [cell for item in items if item.first.sha256 == sha256 for cell in cells_of(item.findings)]
        shot, _ = _shot(store, sha256 or "", cells, browser)
        if shot:
            caption = f"原页截图（存档编号{(sha256 or '')[:12]}，红框为涉及数据项）"
            made.append(Picture(png=shot, caption=caption))
    return tuple(made)


def _shot(
    store: Store, sha256: str, cells: Sequence[str], browser: Browser | None
) -> tuple[bytes | None, str]:
    """Picture a kept page around its frames; without one, why."""
    if browser is None:
        return None, "本机没有浏览器"
    try:
        body = store.body(sha256)
    except (MissingSnapshot, DamagedSnapshot):
        return None, "存档页面缺失或损坏"
    if body.lstrip()[:1] != b"<":
        return None, "原件不是网页"
    try:
        page, _ = framed(body, cells)
    except ValueError:
        return None, "原件不是网页"
    shot = browser(page, "png")
    return (crop(shot), "") if shot else (None, "浏览器未能打开存档页面")


def crop(png: bytes) -> bytes:
    """Cut a tall picture down to what is around the red frames, or to its top when there are none."""
    image = Image.open(BytesIO(png)).convert("RGB")
    top, bottom = _frames(image)
    last = min(image.height, bottom + BELOW)
    first = max(0, min(top, last) - ABOVE)
    cut = image.crop((0, first, image.width, min(last, first + TALLEST)))
    written = BytesIO()
    cut.save(written, "PNG", optimize=True)
    return written.getvalue()


def _frames(image: Image.Image) -> tuple[int, int]:
    """Where the frames' colour first and last stands."""
    bands = [
        band.point([255 if abs(value - wanted) <= TOLERANCE else 0 for value in range(256)])
        for band, wanted in zip(image.split(), FRAME, strict=True)
    ]
    both = Image.merge("RGB", bands).convert("L").point([255 if value == 255 else 0 for value in range(256)])
    box = both.getbbox()
    return (box[1], box[3]) if box else (0, min(HEIGHT, TALLEST) - BELOW)


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
    shot, why = _shot(store, finding.sha256 or "", cells_of([finding]), browser)
    source = f"data:image/png;base64,{b64encode(shot).decode()}" if shot else ""
    picture = f'<img src="{source}">' if shot else f"<p>{escape(NO_PICTURE.format(why))}</p>"
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(clean(text))}</td></tr>"
        for name, text in _facts(store, finding, looks)
        if text
    )
    mark = "" if finding.status == "confirmed" else f'<p class="mark">{UNREVIEWED}</p>'
    return (
        '<!doctype html><meta charset="utf-8"><title>取证件</title>'
        f"<style>{_CSS}</style>{mark}<h1>年报核查取证件</h1><table>{rows}</table>{picture}"
    ).encode()


_CSS = """@page{size:A4;margin:14mm}body{margin:0;
font:10pt/1.5 "FangSong","仿宋","SimSun","WenQuanYi Zen Hei",serif}
h1{font-size:16pt;text-align:center;margin:0 0 4mm}table{border-collapse:collapse;width:100%}
th,td{border:1px solid #555;padding:1mm 2mm;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{white-space:nowrap;width:24mm}
img{display:block;margin:4mm auto 0;max-width:100%;max-height:150mm;border:1px solid #999}
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
