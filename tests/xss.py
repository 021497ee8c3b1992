"""Texts that would act if any page took them for markup: several hundred, made of tags, events and contexts."""

from __future__ import annotations

from itertools import product

# What every payload tries: leave a mark on the page that a test can see.
ACT = "document.documentElement.setAttribute('data-ran',1)"

# Ways out of where the text stands: text, double and single quotes, raw-text elements, comments, templates.
OUT = (
    *("", '">', "'>", "</title>", "</textarea>", "</style>", "</script>", "</select>", "</option>"),
    *("-->", "]]>", "</td></tr></table>", "</a>", "</noscript>", "</svg>"),
)
TAGS = (
    "<script>{act}</script>",
    "<ScRiPt >{act}</sCrIpT>",
    "<script/x>{act}</script>",
    "<img src=x onerror={act}>",
    "<img/src=x/onerror={act}>",
    "<svg/onload={act}>",
    "<svg><script>{act}</script></svg>",
    "<svg><animate onbegin={act} attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:{act}'><text>x</text></a></svg>",
    "<body onload={act}>",
    "<iframe srcdoc='<script>parent.{act}</script>'></iframe>",
    "<iframe src='javascript:parent.{act}'></iframe>",
    "<details open ontoggle={act}>x</details>",
    "<video><source onerror={act}></video>",
    "<audio src=x onerror={act}>",
    "<input autofocus onfocus={act}>",
    "<select autofocus onfocus={act}>",
    "<textarea autofocus onfocus={act}>",
    "<marquee onstart={act}>x</marquee>",
    "<object data='javascript:{act}'></object>",
    "<embed src='javascript:{act}'>",
    "<form action='javascript:{act}'><button>x</button></form>",
    "<a href='javascript:{act}'>x</a>",
    "<math href='javascript:{act}'>x</math>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<meta http-equiv=refresh content='0;url=javascript:{act}'>",
    "<base href='https://evil.example/'>",
)
ALONE = (
    *("javascript:{act}", "java\tscript:{act}", "JaVaScRiPt:{act}", " javascript:{act}", "vbscript:{act}"),
    *("\x01javascript:{act}", "data:text/html,<script>{act}</script>", "data:text/html;base64,PHNjcmlwdD4="),
    *(
        '" onmouseover="{act}',
        "' onfocus='{act}' autofocus='",
        '" style="background:url(x)',
        "` onerror={act}",
    ),
    *("{{{{config}}}}", "{{% import os %}}", "${{{act}}}", "{{{{7*7}}}}", "<%= {act} %>", "#{{{act}}}"),
    *("\u202e{act}//", "＜script＞{act}＜/script＞", "\x00<script>{act}</script>", "&lt;script&gt;{act}"),
    *("&#60;script&#62;{act}", "%3Cscript%3E{act}", "\\u003cscript\\u003e{act}", "<scr<script>ipt>{act}"),
    *("<!--><script>{act}</script>", "<![CDATA[<script>{act}</script>]]>", "<?xml-stylesheet href='x'?>"),
    "<math><mtext></form><form><mglyph><style></math><img src onerror={act}>",
    "<noscript><p title='</noscript><img src=x onerror={act}>'>",
)


def payloads() -> tuple[str, ...]:
    """Give every payload once, always in the same order."""
    made = [out + tag.format(act=ACT) for out, tag in product(OUT, TAGS)]
    return tuple(dict.fromkeys([*made, *(each.format(act=ACT) for each in ALONE)]))


def chunks(size: int) -> tuple[str, ...]:
    """Give the payloads joined, `size` in one text."""
    every = payloads()
    return tuple(" ".join(every[start : start + size]) for start in range(0, len(every), size))
