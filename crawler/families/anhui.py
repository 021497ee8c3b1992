"""Anhui's catalogue: `/XxgkContent/showList/865/0/page_1.html`, or `/public/column/26815?pageIndex=1`.

Reports lie at `/XxgkAnnualReport/show/4570.html` or `/public/2681553/1111174149.html`. Pages count from 1 in
the path or in the query.
"""

from __future__ import annotations

import re

from crawler.numbered import NumberedPages

RANK = 15
PROVES_COMPLETE = True

_READER = NumberedPages(
    article=re.compile(r"/Xxgk(?:AnnualReport|Content)/show/\d+\.html|/public/\d+/\d+\.html", re.IGNORECASE),
    page=re.compile(r"(/page_|[?&]pageIndex=)(\d{1,6})"),
    like="XxgkAnnualReport/show/4570.html or public/268/1174.html",
)
recognise, items, more, total = _READER.recognise, _READER.items, _READER.more, _READER.total
