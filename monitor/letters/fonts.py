"""The fonts of an office's papers, and what to take where one is not installed: 系统宋体、黑体, no complaint.

A DOCX names fonts only; its font table says by which other names a word processor may have the same one.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

FACES = {
    "body": "仿宋_GB2312",
    "h1": "黑体",
    "h2": "楷体_GB2312",
    "title": "方正小标宋简体",
    "number": "宋体",
}
# By which other names each may be there, the nearest first; the last is on every Chinese system.
INSTEAD = {
    "仿宋_GB2312": ("仿宋", "FangSong", "FangSong_GB2312", "华文仿宋", "宋体", "SimSun"),
    "黑体": ("SimHei", "微软雅黑", "Microsoft YaHei"),
    "楷体_GB2312": ("楷体", "KaiTi", "KaiTi_GB2312", "华文楷体", "宋体", "SimSun"),
    "方正小标宋简体": ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "小标宋", "华文中宋", "宋体", "SimSun"),
    "宋体": ("SimSun", "新宋体", "NSimSun"),
}
LATIN = "Times New Roman"
TABLE = "word/fontTable.xml"
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_GB2312 = "86"  # the charset of Simplified Chinese fonts


def font_table() -> bytes:
    """Write the font table of a paper: each face with its other names."""
    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(','.join(others))}/>"
        f'<w:charset w:val="{_GB2312}"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in INSTEAD.items()
    )
    latin = (
        f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}\n<w:fonts xmlns:w="{_SPACE}">{fonts}{latin}</w:fonts>'.encode()
