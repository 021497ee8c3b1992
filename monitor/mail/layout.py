"""A digest laid out twice, as HTML and as plain text, equal in content.

Text from outside is never markup, template or line break: the HTML template is fixed and escapes everything,
and both layouts pass every value through `clean`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from unicodedata import east_asian_width

import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from monitor.digest.values import Digest, ProblemClass, Table
from monitor.digest.words import clean

TITLES = MappingProxyType(
    {
        "paper": "政府信息公开年报监测",
        "todo": "请您办理",
        "upcoming": "临近到期或已到期，尚未检索到的单位",
        "regions": "分地区一览表",
        "problems": "问题清单（按单位）",
        "obstacles": "无法核查（单列，不计入未公布）",
        "notes": "口径说明",
        "none": "无。",
        "link": "核查页：",
        "desk": "监测系统：",
        "attachment": "附件：",
    }
)
WIDEST = 100
_ORDINALS = "一二三四五六七八九"


def ordinal(number: int) -> str:
    """Write a small number as a heading's ordinal."""
    return _ORDINALS[number - 1]


def calm(digest: Digest) -> str:
    """Say why no changes are listed: nothing to compare with, nobody looked, or nothing changed."""
    if digest.baseline:
        return "本封为基线，自下一封起列出变化。"
    if digest.unread:
        return f"{digest.unread}。"
    return f"{digest.changes_title.removesuffix('变化')}无变化。"


def rest_words(rest: int) -> str:
    """Say how many more there are."""
    return f"其余{rest}条见附件。"


def _shown(value: object) -> object:
    return value if isinstance(value, Markup) else clean(str(value))


_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    finalize=_shown,
    undefined=StrictUndefined,
)


def html(digest: Digest) -> str:
    """Lay a digest out as an HTML page with its styles on the elements, as mail programs need it."""
    page = _PAGES.get_template("digest.html").render(
        digest=digest, titles=TITLES, ordinal=ordinal, calm=calm, rest_words=rest_words
    )
    inlined: str = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False).inline(page)
    return inlined


def text(digest: Digest) -> str:
    """Lay a digest out as plain text."""
    return "\n".join(line.rstrip() for line in _lines(digest)) + "\n"


def _lines(digest: Digest) -> Iterator[str]:
    yield from (clean(digest.salutation), "", clean(digest.notice), "", clean(digest.headline))
    yield from ("", f"一、{digest.changes_title}")
    if digest.baseline or digest.quiet:
        yield calm(digest)
    else:
        yield from (f"· {clean(change.words)}" for change in digest.changes if change.count)
    yield from ("", f"二、{TITLES['todo']}", *_todo(digest))
    yield from ("", f"三、{TITLES['regions']}", *_table(digest.table))
    yield from ("", f"四、{TITLES['problems']}")
    for number, group in enumerate(digest.problems, 1):
        yield from _problems(number, group)
    if not digest.problems:
        yield TITLES["none"]
    yield from ("", f"五、{TITLES['obstacles']}")
    yield from _table(digest.obstacles) if digest.obstacles.rows else (TITLES["none"],)
    if digest.older_obstacles:
        yield clean(digest.older_obstacles)
    yield from ("", f"六、{TITLES['notes']}")
    yield from (f"{number}. {clean(note)}" for number, note in enumerate(digest.notes, 1))
    yield from ("", f"{TITLES['attachment']}{clean(digest.attachment)}")
    if digest.link:
        yield f"{TITLES['desk']}{clean(digest.link)}"
    yield from map(clean, digest.signature)


def _todo(digest: Digest) -> Iterator[str]:
    if digest.upcoming.rows:
        yield TITLES["upcoming"]
        yield from _table(digest.upcoming)
    yield from (f"· {clean(task)}" for task in digest.tasks)
    if not digest.upcoming.rows and not digest.tasks:
        yield TITLES["none"]


def _problems(number: int, group: ProblemClass) -> Iterator[str]:
    yield from ("", f"（{ordinal(number)}）{clean(group.title)}（{group.count}条）")
    for unit in group.units:
        yield f"{clean(unit.unit)}　{clean(unit.region)}"
        for problem in unit.problems:
            yield f"  {clean(problem.title)}"
            yield from (f"    {clean(line)}" for line in problem.lines)
            yield from (f"    {TITLES['link']}{clean(link)}" for link in problem.links)
    if group.rest:
        yield rest_words(group.rest)


def _table(table: Table) -> Iterator[str]:
    """Write a table in columns, or, where that is too wide for a mail, with `｜` between the values."""
    lines = [tuple(map(clean, row)) for row in (table.header, *table.rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    if sum(widths) + 2 * len(widths) > WIDEST:
        yield from ("｜".join(line) for line in lines)
    else:
        for line in lines:
            yield "  ".join(
                value + " " * (size - _width(value)) for value, size in zip(line, widths, strict=True)
            )
    if table.rest:
        yield rest_words(table.rest)


def _width(value: str) -> int:
    """Count the columns a text takes in a fixed-width font: Chinese characters take two."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in value)
