"""Slips of wording and structure planted in the demo country, and sentences that only look like slips.

A slip changes the running text of one report after it was written (demo/pages.py applies them). `rule` is the
rule that must find it, with its severity; a slip without a rule is a hard negative: nothing may be found.
What would look like a mistake in the words of state leaders is not planted: nobody should see it in a demo.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from data.records import Severity
from demo.prose import Prose

Place = Literal["preamble", "overview", "problems", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One change of one report's text.

    `instead_of`: the words that go (they must be there); `paragraph`: the paragraph that goes, -1 for the
    whole part; neither: `put` stands at the end of the part. An empty section 6 loses its heading, too.
    """

    unit_id: str
    year: int
    place: Place
    put: str
    paragraph: int | None = None
    instead_of: str = ""
    rule: str | None = None
    severity: Severity = "warning"


SLIPS = (
    Slip(
        unit_id="qinghe-office",
        year=2022,
        place="preamble",
        paragraph=-1,
        put="本报告由青禾县人民政府办公室编制，所列数据的统计期限自2021年1月1日起至2021年12月31日止。",
        rule="wrong-period",
        severity="error",
    ),
    Slip(
        unit_id="qinghe-water",
        year=2022,
        place="problems",
        put="2021年，我局公开工作虽有起色，更新不够及时的情况仍未根治。",
        rule="stale-year",
    ),
    Slip(
        unit_id="qinghe-transport",
        year=2022,
        place="overview",
        put="同时确定一名同志负责民政信息公开工作。",
        rule="foreign-residue",
    ),
    Slip(
        unit_id="qinghe-water",
        year=2021,
        place="overview",
        put="公开专栏由个整合为4个，栏目名称与目录一致。",
        rule="placeholder",
    ),
    Slip(
        unit_id="linxi-civil",
        year=2021,
        place="problems",
        put="今后将按照“公开为原则，不公开为例外”的要求充实内容。",
        rule="wrong-citation",
    ),
    Slip(
        unit_id="linxi-civil",
        year=2022,
        place="overview",
        put="进—步规范答复文书格式。",
        rule="typo",
        severity="info",
    ),
    Slip(
        unit_id="qinghe-office",
        year=2021,
        place="other",
        put="申请人身份证号11010519491231002X一件已补正答复。",
        rule="personal-data",
        severity="error",
    ),
    Slip(unit_id="qinghe-transport", year=2023, place="other", paragraph=-1, put="", rule="missing-section"),
    Slip(
        unit_id="qinghe-gov",
        year=2022,
        place="overview",
        instead_of="以上为全县汇总数。",
        put="",
        rule="scope-unclear",
    ),
    Slip(unit_id="qinghe-office", year=2023, place="overview", paragraph=4, put="", rule="missing-topic"),
    Slip(
        unit_id="linxi-gov",
        year=2022,
        place="overview",
        paragraph=5,
        put="（五）监督保障。全年组织业务培训4场，按季度开展自查，查出的问题当季销号。",
        rule="missing-appraisal",
    ),
    Slip(
        unit_id="linxi-civil",
        year=2023,
        place="problems",
        paragraph=-1,
        put="无。",
        rule="empty-problems",
        severity="error",
    ),
    Slip(
        unit_id="qinghe-commerce",
        year=2022,
        place="other",
        paragraph=-1,
        put="无其他需要报告的事项。",
        rule="no-fee-statement",
    ),
    Slip(
        unit_id="qinghe-agriculture",
        year=2022,
        place="overview",
        paragraph=2,
        put="（二）依申请公开。修订申请办理规程，流程图贴在大厅，答复文书统一格式，遇有疑难先行会商。",
        rule="no-request-count",
    ),
    Slip(
        unit_id="qinghe-yunxiu",
        year=2023,
        place="overview",
        paragraph=-1,
        put="2023年，我镇主动公开信息86条，未收到政府信息公开申请。信息发布审核分两级，公示栏与县政府网站内容一致，每逢集日"
        "由驻村干部现场讲解惠民政策。"
        "公开情况列入村干部考核，请村民评议一次，没有发生责任追究的情形。",
        rule="thin-report",
        severity="info",
    ),
    Slip(
        unit_id="tangxi-housing",
        year=2025,
        place="overview",
        paragraph=-1,
        put="2025年，我局把公开要求写进每一项业务流程。（一）主动公开。房屋征收补偿结果和物业收费标准及时上网，项目现场同步张贴。"
        "（二）依申请公开。收件、会商、答复、归档各有专人，答复前听取法律顾问意见。（三）政府信息管理。公文起草时同步确定公开属性，"
        "失效文件随时标注。（四）政府信息公开平台建设。专栏由办公室值守，链接逐周检查。（五）监督保障。公开纳入科室考评，新进人员先培训后上岗，"
        "没有发生责任追究的情形。",
        rule="no-figures",
    ),
    Slip(
        unit_id="tangxi-justice",
        year=2025,
        place="preamble",
        paragraph=-1,
        put="本报告由棠溪区司法局编制，所列数据的统计期限自2024年1月1日起至2024年12月31日止。",
        rule="wrong-year",
        severity="error",
    ),
    Slip(
        unit_id="tangxi-justice",
        year=2025,
        place="overview",
        paragraph=0,
        put="2024年，我局围绕行政复议应诉和人民调解抓公开，内容由业务科室起草、办公室核发。",
    ),
    # ---- of numbers in the text: demo/answers.py tells with which sums they are found
    Slip(
        unit_id="qinghe-education",
        year=2022,
        place="overview",
        put="全年共制作政策解读30篇，其中图文20篇、视频6篇。",
    ),
    Slip(unit_id="qinghe-gov", year=2021, place="preamble", put="本报告数据汇总全县各级行政机关办理情况。"),
    # ---- what only looks like a slip
    Slip(
        unit_id="qinghe-education",
        year=2021,
        place="overview",
        put="全年共答复留言60件，其中主要有咨询30件、建议12件等。",
    ),
    Slip(  # one of the units below cannot be looked at: no sum is compared
        unit_id="linxi-gov", year=2021, place="preamble", put="本报告数据汇总全市各级行政机关办理情况。"
    ),
    Slip(
        unit_id="qinghe-office",
        year=2023,
        place="problems",
        put="2024年，坚持把公开摆在重要位置，一项一项抓落实。",
    ),
    Slip(
        unit_id="qinghe-transport",
        year=2021,
        place="overview",
        put="依照《保密法》开展发布审查，会同青禾县水利局巡查一次，留言由个人自愿署名，2019年以来未曾间断。",
    ),
    Slip(
        unit_id="linxi-market",
        year=2021,
        place="preamble",
        put="值班电话13900000021，欢迎来电联系。",
    ),
)


def slipped(prose: Prose, unit_id: str, year: int) -> Prose:
    """Give the running text of one report as it was published, slips and all."""
    for slip in SLIPS:
        if (slip.unit_id, slip.year) == (unit_id, year):
            prose = _apply(slip, prose)
    return prose


def _apply(slip: Slip, prose: Prose) -> Prose:
    if slip.place == "overview":
        return replace(prose, overview=_changed(slip, prose.overview))
    if slip.place == "problems":
        return replace(prose, problems=_changed(slip, prose.problems))
    text = "".join(_changed(slip, (prose.preamble if slip.place == "preamble" else prose.other,)))
    return replace(prose, preamble=text) if slip.place == "preamble" else replace(prose, other=text)


def _changed(slip: Slip, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    if slip.instead_of:
        whole = "\n".join(paragraphs)
        assert slip.instead_of in whole, slip
        return tuple(whole.replace(slip.instead_of, slip.put).split("\n"))
    if slip.paragraph is None:
        return (*paragraphs[:-1], paragraphs[-1] + slip.put)
    if slip.paragraph < 0:
        return (slip.put,) if slip.put else ()
    kept = [*paragraphs[: slip.paragraph], slip.put, *paragraphs[slip.paragraph + 1 :]]
    return tuple(paragraph for paragraph in kept if paragraph)
