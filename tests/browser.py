"""A real browser for the tests: Debian's headless Chromium, driven by Playwright, started once a module."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

PROGRAM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
# axe-core's axe.min.js, for the tests of accessibility (docs/testing.md says where it comes from).
AXE = Path(os.environ.get("NIANJIAN_AXE", "/nowhere"))

in_a_browser = [
    pytest.mark.skipif(PROGRAM is None, reason="no headless browser here: install chromium-headless-shell"),
    pytest.mark.xdist_group("browser"),
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser; nothing is ever downloaded."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Watched:
    """A page, and everything on it that should not have happened."""

    page: Page
    own: str
    wrong: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Open one page of the desk; anything but a good answer is wrong."""
        answer = self.page.goto(self.own + path, wait_until="load")
        if answer is None or answer.status != 200:
            self.wrong.append(f"{path}: {answer and answer.status}")
        return self.page

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the visitor went on before it came
            self.wrong.append(f"failed: {request.url} {request.failure}")

    def _asked(self, request: Request) -> None:
        if request.url != self.own and not request.url.startswith((self.own + "/", "data:")):
            self.wrong.append(f"asked elsewhere: {request.url}")


def watch(context: BrowserContext, address: str) -> Watched:
    """Open a page and note every complaint, dialog, failure, and request to anywhere else."""
    watched = Watched(page=context.new_page(), own=address.rstrip("/"))
    page = watched.page
    page.on("console", lambda said: watched.wrong.append(f"{page.url}: {said.type} {said.text}"))
    page.on("pageerror", lambda error: watched.wrong.append(f"{page.url}: {error}"))
    page.on("dialog", lambda dialog: (watched.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("requestfailed", watched._failed)
    page.on("request", watched._asked)
    return watched


def complaints(page: Page) -> list[str]:
    """Give what axe-core finds serious or critical on an open page (its context must bypass the policy)."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "async () => (await axe.run()).violations.filter(v => ['serious', 'critical'].includes(v.impact))"
        ".map(v => `${v.id}: ${v.nodes.length}, ${v.nodes[0].html.slice(0, 160)}`)"
    )
    return [f"{page.url}: {each}" for each in found]
