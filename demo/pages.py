"""The pages of the demo portals: home, sections, report lists, reports, and what is said instead of a page.

Every function turns facts of the demo country into the text of one page; only lists depend on the day.
"""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from data.forms import form
from demo.country import DemoPortal, DemoUnit, portal
from demo.figures import printed_figures
from demo.prose import Prose, prose
from demo.publications import Publication
from demo.slips import slipped
from demo.tables import Style, tables
from demo.units import unit as unit_of
from demo.variants import Variant, variant

TEMPLATES = Path(__file__).with_name("templates")
CHANNEL = 2046  # the Fujian column's number, and that of its search
SEARCH = 310220

HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
MENU = (
    ("政府信息公开", "/zwgk/zfxxgk/"),
    ("政府信息公开指南", "/zwgk/zfxxgk/zfxxgkzn/"),
    ("政府信息公开制度", "/zwgk/zfxxgk/zfxxgkzd/"),
    ("法定主动公开内容", "/zwgk/zfxxgk/fdzdgknr/"),
    ("政府信息公开年报", "/zwgk/zfxxgk/zfxxgknb/"),
    ("依申请公开", "/zwgk/zfxxgk/ysqgk/"),
)
SECTIONS = {
    **{path: name for name, path in MENU if not path.endswith("nb/")},
    "/xwzx/": "新闻中心",
    "/zwgk/": "政务公开",
    "/bsfw/": "办事服务",
    "/hdjl/": "互动交流",
}
NEWS = (
    ("{place}部署节前安全生产检查", "2026-01-29"),
    ("便民服务热线开通方言坐席", "2026-01-26"),
    ("{place}城乡公交新增三条线路", "2026-01-22"),
    ("政府开放日邀请居民走进水厂", "2026-01-16"),
    ("{place}公布年度民生实事完成情况", "2026-01-12"),
)
CODES = {"qinghe": "990121", "linxi": "990181", "tangxi": "990103"}


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _page(template: str, site: DemoPortal, here: str = "", **facts: object) -> str:
    page = _templates().get_template(template)
    return page.render(site=site, code=CODES[site.id], menu=MENU, here=here, **facts)


def asset(name: str) -> str:
    """Give the text of a stylesheet or script the pages refer to."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def home(portal_id: str) -> str:
    """Write a portal's home page; it links to the report column."""
    site = portal(portal_id)
    return _page("home.html", site, news=[(title.format(place=site.place), day) for title, day in NEWS])


def section(portal_id: str, path: str) -> str:
    """Write one of the pages around the report column."""
    name = SECTIONS[path]
    text = f"{name}栏目由{portal(portal_id).place}人民政府办公室维护，内容按照职责分工由各单位提供。"
    return _page("section.html", portal(portal_id), path, name=name, text=text)


def list_page(portal_id: str, items: tuple[Publication, ...], page: int, here: str = "") -> str | None:
    """Write page `page` (from 0) of a report list that holds `items`; None if there is no such page.

    A Fujian portal has only page 0: what follows its ten rows comes from `search_answer`. `here` is the
    address of a unit's own column, without it that of the portal's.
    """
    site = portal(portal_id)
    pages = -(-len(items) // site.per_page)
    if page >= (1 if site.family == "trs_fujian" else pages):
        return None
    shown = items[page * site.per_page : (page + 1) * site.per_page]
    template = "list_fujian.html" if site.family == "trs_fujian" else "list_trs.html"
    return _page(
        template,
        site,
        here or site.column_path,
        items=shown,
        page=page,
        pages=pages,
        total=len(items),
        channel=CHANNEL,
        search=SEARCH,
    )


def search_answer(items: tuple[Publication, ...], page: int, per_page: int, base_url: str) -> str:
    """Write the Fujian search's JSON for page `page` (from 1) of a list that holds `items`."""
    rows = [
        {
            "doctitle": item.title,
            "chnldocurl": f"{base_url}{item.path}",
            "docpuburl": f"{base_url}{item.path}",
            "docreltime": f"{item.at:%Y-%m-%d %H:%M:%S}",
            "pubdate": f"{item.at:%Y-%m-%d %H:%M:%S}",
            "chnlid": str(CHANNEL),
            "siteid": "9",
        }
        for item in items[(page - 1) * per_page : page * per_page]
    ]
    answer = {
        "data": rows,
        "count": str(len(items)),
        "recordCount": len(items),
        "pageCount": -(-len(items) // per_page),
        "page": page,
        "prepage": per_page,
    }
    return json.dumps(answer, ensure_ascii=False)


def style_of(item: Publication) -> Style:
    """Tell how a report's tables and paragraphs are written."""
    styles: tuple[Style, ...] = ("plain", "editor", "word")
    return styles[item.document % 3]


def _paragraph(text: str, style: Style, *, bold: bool = False) -> str:
    if style == "word":
        half = len(text) // 2
        spans = "".join(
            f'<span style="font-size:16.0pt;font-family:仿宋_GB2312">{escape(piece)}</span>'
            for piece in (text[:half], text[half:])
            if piece
        )
        mark = f"<b>{spans}</b>" if bold else spans
        return f'<p class="MsoNormal" style="text-indent:32.0pt;line-height:28.0pt">{mark}<o:p></o:p></p>'
    inner = f"<strong>{escape(text)}</strong>" if bold else escape(text)
    indent = ' style="text-indent: 2em;"' if style == "editor" else ""
    return f"<p{indent}>{inner}</p>"


def _body(item: Publication, words: Prose, odd: Variant, *, later: bool) -> str:
    style = style_of(item)
    figures = printed_figures(item, later=later)
    table2, table3, table4 = tables(form(odd.form), figures, style, odd.without)
    if odd.instead_of_table:
        table4 = _paragraph(odd.instead_of_table, style)
    heading = [_paragraph(text, style, bold=True) for text in HEADINGS]
    note = "（第三部分表格数据已作更正，以本版本为准。）"
    parts = [
        *([_paragraph(note, style)] if item.says_so else []),
        _paragraph(words.preamble, style),
        heading[0],
        *(_paragraph(text, style) for text in words.overview),
        heading[1],
        table2,
        heading[2],
        table3,
        heading[3],
        table4,
        heading[4],
        *(_paragraph(text, style) for text in words.problems),
        *([heading[5], _paragraph(words.other, style)] if words.other else []),
    ]
    return "\n".join(parts)


@cache
def article(item: Publication, *, later: bool = False) -> str:
    """Write the page of one list item: a report, or a notice that is none. `later`: once it was changed."""
    site = portal(item.portal_id)
    if item.unit_id is None:
        text = f"《{item.title}》已印发，请结合实际认真阅读，有关情况可向{site.place}人民政府办公室了解。"
        content, source = _paragraph(text, "editor"), f"{site.place}人民政府办公室"
    else:
        unit = unit_of(item.unit_id)
        odd = variant(unit.id, item.year)
        content = _content(item, unit, odd, later=later)
        source = unit.name_in(item.year)
    return _page("article.html", site, item=item, source=source, content=Markup(content))


def _content(item: Publication, unit: DemoUnit, odd: Variant, *, later: bool) -> str:
    if odd.as_file:
        return _link(item)
    return _pictures(item, odd.pictures) if odd.pictures else _report(item, unit, odd, later=later)


def _pictures(item: Publication, count: int) -> str:
    names = (f"./W020{item.at:%y%m%d%H%M}{item.document}_{place}.png" for place in range(count))
    return "".join(f'<p style="text-align: center"><img src="{name}" width="900"/></p>' for name in names)


def _report(item: Publication, unit: DemoUnit, odd: Variant, *, later: bool) -> str:
    return _body(item, slipped(prose(unit, item.year), unit.id, item.year), odd, later=later)


def _link(item: Publication) -> str:
    name = item.file_path.rpartition("/")[2]
    return f'<p>附件：<a href="./{name}" title="{escape(item.title)}.doc">{escape(item.title)}.doc</a></p>'


@cache
def attached(item: Publication) -> str | None:
    """Write the file a page links, a page of its own that Word saved; None if it links none."""
    odd = variant(item.unit_id, item.year)
    if item.unit_id is None or not odd.as_file:
        return None
    content = _report(item, unit_of(item.unit_id), odd, later=False)
    return _templates().get_template("word.html").render(title=item.title, content=Markup(content))


def challenge() -> str:
    """Write the page a guarded column answers with instead of itself."""
    return _templates().get_template("challenge.html").render(seed="7Zp2kWv0sQ")


def missing() -> str:
    """Write the page for an address that does not exist."""
    return _templates().get_template("missing.html").render()


def robots() -> str:
    """Write robots.txt: everything may be read but the editors' rooms."""
    return "User-agent: *\nDisallow: /wcm/\nDisallow: /admin/\n"
