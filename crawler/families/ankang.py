"""Ankang's platform: columns `Node-5359.html`, `Node-5359_2.html` …, articles `Content-2361064.html`."""

from __future__ import annotations

import re

from crawler.numbered import NumberedPages

RANK = 15
PROVES_COMPLETE = True

_READER = NumberedPages(
    article=re.compile(r"/Content-\d+\.html", re.IGNORECASE),
    page=re.compile(r"(/Node-\d+_)(\d{1,6})(?=\.html)", re.IGNORECASE),
    like="Content-2361064.html",
)
recognise, items, more, total = _READER.recognise, _READER.items, _READER.more, _READER.total
