"""Charts as SVG, kept by what they show: a page names a chart, the browser fetches it, it is drawn once.

Only what a page of ours has named can be drawn. The picture has its dark colours in itself and no script.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import IO, TypeVar

from data.desk.charts import DARK, Chart, spec

Kept = TypeVar("Kept", str, bytes)
PROJECT = Path(__file__).parents[2]
KEPT = 500  # charts; one takes about 10 kB
_STYLE = "@media (prefers-color-scheme: dark) {{ {} }}".format(
    " ".join(
        f'[fill="{light}"] {{ fill: {dark} }} [stroke="{light}"] {{ stroke: {dark} }}'
        for light, dark in DARK.items()
    )
)
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
# The picture may be opened by itself: then it may use this style and nothing else.
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'"


class Gallery:
    """The charts the pages have named, each drawn when it is first asked for."""

    def __init__(self) -> None:
        self._specs: OrderedDict[str, str] = OrderedDict()
        self._drawn: OrderedDict[str, bytes] = OrderedDict()
        self._child: subprocess.Popen[str] | None = None
        self._lock = Lock()

    def name(self, chart: Chart) -> str:
        """Give the key a chart can be fetched by."""
        written = json.dumps(spec(chart), ensure_ascii=False)
        key = hashlib.sha256(written.encode()).hexdigest()
        _remember(self._specs, key, written)
        return key

    def svg(self, key: str) -> bytes | None:
        """Draw a chart, or give it as drawn before; None for one no page has named. Takes up to a second."""
        if key not in self._drawn:
            with self._lock:  # one child, one chart at a time
                written = self._specs.get(key)
                drawn = self._draw(written) if written and key not in self._drawn else None
            if drawn:
                _remember(self._drawn, key, _dressed(drawn))
        return self._drawn.get(key)

    def _draw(self, written: str) -> str | None:
        for _ in range(2):  # the child may just have gone home
            try:
                child = self._running()
                assert child.stdin is not None
                assert child.stdout is not None
                child.stdin.write(written + "\n")
                child.stdin.flush()
                answer = child.stdout.readline()
            except BrokenPipeError:
                answer = ""
            if answer:
                drawn: str | None = json.loads(answer)
                return drawn
            self.close()
        return None

    def _running(self) -> subprocess.Popen[str]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            command = (sys.executable, "-P", "-m", "data.desk.drawing_child")
            pipe, needed = subprocess.PIPE, {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(PROJECT)}
            self._child = subprocess.Popen(
                command, env=needed, stdin=pipe, stdout=pipe, text=True, encoding="utf-8"
            )
        return self._child

    def close(self) -> None:
        """Let go of the child."""
        if self._child is not None:
            for stream in (self._child.stdin, self._child.stdout):
                if stream is not None:
                    _shut(stream)
            self._child.kill()
            self._child.wait()
            self._child = None


GALLERY = Gallery()


def _shut(stream: IO[str]) -> None:
    try:
        stream.close()
    except BrokenPipeError:
        return


def _remember(kept: OrderedDict[str, Kept], key: str, value: Kept) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > KEPT:
        kept.popitem(last=False)


def _dressed(svg: str) -> bytes:
    """Add the dark colours to a drawing."""
    head, mark, rest = svg.partition(">")
    return f"{head}{mark}<style>{_STYLE}</style>{rest}".encode()
