"""Which files of a report page are the report: found behind viewers, scripts and download programs."""

import pytest

from crawler.addresses import same_place
from crawler.attachments import attachments
from crawler.pages import Page

URL = "http://www.liuxi.example/zwgk/nb/202403/t20240310_12.html"
BASE = "http://www.liuxi.example"

FOUND = {
    "in the article's folder": (
        '<a href="./P020240310.docx">下载</a>',
        f"{BASE}/zwgk/nb/202403/P020240310.docx",
    ),
    "by its name only in oldsrc": ('<a oldsrc="W02024.doc">附件</a>', f"{BASE}/zwgk/nb/202403/W02024.doc"),
    "in a viewer": (
        '<iframe src="/generic2/web/viewer.html?file=%2Ffiles%2F2023.pdf"></iframe>',
        f"{BASE}/files/2023.pdf",
    ),
    "served inside a viewer": (
        '<iframe src="/v.html?file=%2Fdownload.jsp%3Fname%3D2023.pdf"></iframe>',
        f"{BASE}/download.jsp?name=2023.pdf",
    ),
    "served by name": (
        '<a href="/module/download/downfile.jsp?classid=0&filename=ab12.pdf">附件：2023年报告</a>',
        f"{BASE}/module/download/downfile.jsp?classid=0&filename=ab12.pdf",
    ),
    "served by number": (
        '<a href="/system/_content/download.jsp?owner=1&wbfileid=17">柳溪县2023年报告.docx</a>',
        f"{BASE}/system/_content/download.jsp?owner=1&wbfileid=17",
    ),
    "opened by a script": (
        '<script>PDFObject.embed("/files/nb/2023.pdf", "#box");</script>',
        f"{BASE}/files/nb/2023.pdf",
    ),
    "opened at a click": (
        """<a href="javascript:;" onclick="openPdf('../2023.pdf')">看全文</a>""",
        f"{BASE}/zwgk/nb/2023.pdf",
    ),
    "embedded": ('<embed src="/files/2023.ofd">', f"{BASE}/files/2023.ofd"),
}
NOT_FOUND = {
    "another matter's file": '<a href="/help/guide.pdf">使用帮助</a>',
    "a template's gap": '<iframe src="/viewer.html?file={{url}}.pdf"></iframe>',
    "a sample in a script": '<script>var text = "for example a.pdf";</script>',
    "a file of this machine": '<a href="file:///etc/report.pdf">附件</a>',
}


def page(body: str) -> Page:
    return Page(url=URL, body=f"<html><body><h1>2023年报告</h1>{body}</body></html>".encode())


@pytest.mark.parametrize("where", FOUND)
def test_a_file_of_the_report_is_found(where: str) -> None:
    body, address = FOUND[where]
    assert attachments(page(body)) == (address,)


@pytest.mark.parametrize("what", NOT_FOUND)
def test_what_is_no_file_of_the_report_is_left_alone(what: str) -> None:
    assert attachments(page(NOT_FOUND[what])) == ()


@pytest.mark.parametrize(
    "twin",
    [
        "https://www.liuxi.example/zwgk/nb/202403/t20240310_12.html",
        "http://liuxi.example/zwgk/nb/202403/t20240310_12.html",
        "http://www.liuxi.example:80/zwgk/nb/202403/t20240310_12.html#top",
        "http://www.liuxi.example/zwgk/nb/202403/t20240310_12_wap.html",
        "http://www.liuxi.example/zwgk/nb/202403/t20240310_12.html?isMobile=true",
    ],
)
def test_twins_are_one_place(twin: str) -> None:
    assert same_place(twin) == same_place(URL)


def test_a_mobile_article_of_the_common_platform_is_its_twin() -> None:
    one = same_place("http://www.liuxi.example/gkmlpt/content/9/9738/mpost_97.html")
    assert one == same_place("http://www.liuxi.example/gkmlpt/content/9/9738/post_97.html")
    assert one != same_place("http://www.liuxi.example/gkmlpt/content/9/9738/post_98.html")
