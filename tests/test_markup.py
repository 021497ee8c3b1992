"""Markup as careless people and programs write it: what is seen of a page, and what of its tables."""

import re
from random import Random

import pytest
from selectolax.lexbor import LexborHTMLParser

from data.forms import national
from parsers.blocks import Grid, Paragraph
from parsers.documents.html import read
from tests.damage import making
from tests.damage.cases import some_figure

PAGES = {
    "<p>一<b>二</b>三</p>四": ["一二三", "四"],
    "<p>一<!-- <p>二</p> -->三": ["一三"],
    "<p>一<!--->二<!-->三": ["一二三"],
    "<p>一<script>if (a<b) '</p><p>'</script>二": ["一二"],
    "<p>一<SCRIPT src=x />二": ["一二"],
    "<p>一<style>p > b {}": ["一"],
    "<p title='>'>一<a href=x?y='z>二</a>": ["一二"],
    '<p title="一>二': ["二"],
    "<p>1 < 2 <3": ["1 < 2 <3"],
    "<p>一</>二</ x>三<?php x?>四<![CDATA[五]]>": ["一二三四"],
    "<p>一<p>二<div>三</p>四</div>五": ["一", "二", "三", "四", "五"],
    "<li>一<li>二<dt>三<dd>四": ["一", "二", "三", "四"],
    "一<img>二<br/>三<o:p>四</o:p>": ["一", "二", "三四"],
    "<p>一<select><option>二<option>三</select>四": ["一四"],
    "<div>一<select><option>二</div>三": ["一", "二", "三"],
    "<div>一<button>二</div><p>三</button>四": ["一二", "三四"],
    "<title>一</title><p>二": ["二"],
    "&#x4e00;&nbsp;&lt;p&gt;&unknown;&amp": ["一 <p>&unknown;&"],
    "⽂⺠ <b> </b> 二": ["文民 二"],
    "<p>一<p": ["一"],
}


@pytest.mark.parametrize("page", PAGES)
def test_what_readers_of_a_page_see_is_read(page: str) -> None:
    blocks = read(f"<html>{page}".encode(), None).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == PAGES[page]


TABLES = {
    "<table><tr><td>1<td>2<tr><td>3</table>": [["1", "2"], ["3"]],
    "<table><td>1</td><td>2</table>": [["1", "2"]],
    "<table><tr><td>1</td></tr><td>2</table>": [["1"], ["2"]],
    "<table><tbody><tr><td>1</tbody><tbody><td>2</table>": [["1"], ["2"]],
    "<table><tr><td><p>1</p><p>2</p></td></table>": [["1\n2"]],
    "<table><tr><td>1</b></div></td><td>2</table>": [["1", "2"]],
    "<table><tr><td>1</td>2<td>3</table>": [["1", "2", "3"]],
    "<table><caption>1</caption><tr><td>2": [["2"]],
    "<table><tr><td><table><tr><td>1</table></table>": [["1"]],
    "<table><tr><td><noscript><td>1</noscript>2</table>": [["2"]],
    "<table><tr><td><svg>1</td><td>2</table>": [["1", "2"]],
    "<table><tr><td width=10% title='<td>'>1</td><td>2</table>": [["1", "2"]],
}


@pytest.mark.parametrize("page", TABLES)
def test_cells_are_those_a_browser_shows_and_no_figure_between_them_is_lost(page: str) -> None:
    assert rows_of(page.encode()) == TABLES[page]


MANY = 100_000
SLOW = {
    "tags in tags": "<a" * MANY,
    "quotes that never close": '<a b="' * MANY,
    "comments that never close": "<!--" * MANY,
    "hidden elements that never close": "<select>" * MANY + "</p>" * MANY,
    "one end for all": "<svg>" * MANY + "</svg>",
    "hidden and hidden again": "display:none" * MANY + ">1</span>",
    "fields": "<input " * MANY,
    "half entities": "<p>" + "&#" * MANY,
}


@pytest.mark.parametrize("page", SLOW)
def test_markup_made_to_take_for_ever_is_read_at_once(page: str) -> None:
    assert read(f"<html><p>一</p>{SLOW[page]}".encode(), None).blocks  # the time limit of the tests tells


def rows_of(body: bytes) -> list[list[str]]:
    grids = [block for block in read(body, None).blocks if isinstance(block, Grid)]
    return [[box.text for box in grid.own(row)] for grid in grids for row in range(len(grid.rows))]


@pytest.mark.parametrize("number", range(60))
def test_a_spoiled_table_has_the_cells_a_browser_finds_in_it(number: int) -> None:
    chance = Random(number)
    form = chance.choice(national())
    figures = {key: some_figure(key, chance) for key in form.cells()}
    spoiled = spoil(making.as_html(chance.choice(making.tables(form, figures))), chance)
    seen = [
        [re.sub(r"\s+", "", cell.text()) for cell in row.iter() if cell.tag == "td"]
        for row in LexborHTMLParser(spoiled).css("tr")
    ]
    ours = [[re.sub(r"\s+", "", text) for text in row] for row in rows_of(f"<html>{spoiled}".encode())]
    assert ours == [row for row in seen if row]


def spoil(table: str, chance: Random) -> str:
    """Take tags out, put tags in, without moving a text out of its cell: browsers show that elsewhere."""
    for _ in range(chance.randint(1, 4)):
        ends = [
            found.span() for found in re.finditer(r"</td>(?=<td|</tr)|</tr>\s*(?=<tr)|</?p>|</?span>", table)
        ]
        starts = [found.end() for found in re.finditer("<td[^>]*>", table)]
        if ends and chance.random() < 0.5:
            start, end = chance.choice(ends)
            table = table[:start] + table[end:]
        else:
            place = chance.choice(starts)
            trap = chance.choice(
                ["</p>", "<p>", "<b>", "</b>", "</div>", "<o:p>", "<!-- > -->", "<td>", "<i><a>"]
            )
            table = table[:place] + trap + table[place:]
    return table
