"""On an office screen the long lists stay whole: no column stands off the right edge."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from data.records import Finding
from data.store import Store
from tests.desk_site import get, served

BROWSER = shutil.which("chromium-headless-shell") or shutil.which("chromium")
STYLE = Path("data/static/desk.css")
MEASURE = """<script>for (const box of document.querySelectorAll(".scroll"))
box.dataset.over = box.scrollWidth - box.clientWidth;</script></body>"""
MESSAGE = "页面标注公布日期2025年2月4日，应公布日期2025年1月31日，相差4天。在2025年2月2日核查尚未见到。"


@pytest.mark.skipif(BROWSER is None, reason="no headless browser here")
def test_the_lists_fit_a_window_of_1200_pixels(tmp_path: Path) -> None:
    assert BROWSER is not None
    with served(tmp_path / "data") as made:
        with Store(tmp_path / "data") as store:
            finding = next(row for row in store.rows(Finding) if row.rule_id == "unchanged")
            store.put(
                replace(finding, id="late-report/weishui-yj/2024", rule_id="late-report", message=MESSAGE)
            )
        for name in ("late", "looks"):
            # Our pages forbid scripts, so a copy of the page is measured.
            page = get(made, f"/nianjian/{name}")[2].replace("</body>", MEASURE)
            style = f"<style>{STYLE.read_text(encoding='utf-8')}</style></head>"
            copy = tmp_path / f"{name}.html"
            copy.write_text(page.replace("</head>", style), encoding="utf-8")
            command = (BROWSER, "--no-sandbox", "--disable-gpu", "--dump-dom", "--window-size=1200,900")
            own = f"--user-data-dir={tmp_path}/browser"
            done = subprocess.run(
                [*command, own, copy.as_uri()], capture_output=True, timeout=60, check=False
            )
            assert b'data-over="0"' in done.stdout, name
