"""The rectification notice (整改通知), or the letter (函) to a body the office does not direct. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.records import Coverage, Unit
from data.registry.divisions import covers, division_prefix
from monitor.digest.tally import UNNAMED, regions
from monitor.letters.facts import cells_of, equations
from monitor.letters.paper import Annex, Grid, Paper, Paragraph, Picture, h1, h2, p
from monitor.letters.values import Item, Material, Visit
from monitor.letters.words import FORM_2019, FORM_2021, day, filled_in, hour, minute, numeral

LAW = "《中华人民共和国政府信息公开条例》"
FORM_TITLE = (
    "《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
)
LISTED = "序号｜问题名称｜所在位置｜报告原文｜核查情况（算式／比对）｜依据｜整改建议｜备注"
LOOKED = "核查时间｜网址｜页面情况｜存档编号（SHA-256 前 12 位）"
RETURNED = (
    "单位｜报告年度｜序号｜问题名称｜整改情况（已更正／情况说明／有异议）"
    "｜更正前｜更正后｜更正日期｜更正页网址"
)
MOST_CELLS = 8
COUNTY = 6  # digits of a division code


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One unit's year as the notice tells it. `asking`: the paper is a 函 and asks instead of ordering."""

    unit: Unit
    year: int
    told: Coverage
    items: tuple[Item, ...]
    visits: tuple[Visit, ...]
    pictures: tuple[Picture, ...] = ()
    asking: bool = False


def must_ask(unit: Unit) -> bool:
    """Tell whether the office may only ask: a vertical agency is under its own system."""
    return unit.kind == "vertical_agency"


def notice(case: Case, material: Material) -> Paper:
    """Write the paper."""
    head = material.head
    about = f"{case.year}年政府信息公开工作年度报告"
    title = f"关于商请核实{about}有关问题的函" if case.asking else f"关于做好{about}问题整改的通知"
    return Paper(
        title=title,
        number=f"{head.code}函〔{material.today.year}〕　　号",
        addressee=f"{case.unit.name}：",
        body=(
            p(_opening(case, material)),
            h1("一、核查情况。", _looked(case, material)),
            *_problems(case, material),
            *_demands(case, material),
            p(f"联系人：{head.contact}　电话：{head.phone}"),
        ),
        annexes=(_list(case), _record(case), _receipt(case)),
        issuer=head.issuer,
        date=_date(material),
    )


def _date(material: Material) -> str:
    """The day of signing is a person's to fill in."""
    return f"{material.today.year}年×月×日"


def form_basis(year: int) -> str:
    """Name the national form that binds a report year; empty before 2019."""
    if year >= 2021:
        return f"和{FORM_TITLE}（{FORM_2021}）"
    return (
        f"和国务院办公厅政府信息与政务公开办公室有关年度报告格式的通知（{FORM_2019}）" if year >= 2019 else ""
    )


def _opening(case: Case, material: Material) -> str:
    told = "商请事项函告" if case.asking else "整改要求通知"
    about = f"{_where(case, material)}{case.year}年政府信息公开工作年度报告"
    return (
        f"根据{LAW}第四十七条、第五十条{form_basis(case.year)}等规定，{material.head.we}对{about}进行了核查。"
        f"现将你单位有关情况及{told}如下。"
    )


def _where(case: Case, material: Material) -> str:
    """Name the place whose reports were examined: the county (or city, province) a unit lies in."""
    place = f"{division_prefix(case.unit.division_code)[:COUNTY]:0<{COUNTY}}"
    units = [unit for unit in material.units.values() if covers(place, unit.division_code)]
    name = regions(place, units).name
    return "" if name.startswith(UNNAMED) else name


def _looked(case: Case, material: Material) -> str:
    name, url = material.columns.get(case.unit.id, ("政府信息公开年报栏目", ""))
    where = f"{name}（{url}）" if url else name
    report = material.reports.get(case.told.report_id or "")
    if report is None:
        first, last = (case.visits[-1].at, case.visits[0].at) if case.visits else (material.at, material.at)
        return (
            f"截至{hour(material.at)}，经{case.told.looks}次核查（{minute(first)}至{minute(last)}），"
            f"在{where}未检索到你单位{case.year}年年度报告。"
        )
    published = case.told.published_on or report.published_on
    when = f"页面标注公布日期为{day(published)}" if published else "页面未标注公布日期"
    return f"截至{hour(material.at)}，在{where}检索到你单位《{report.title}》，{when}。"


def _problems(case: Case, material: Material) -> list[Paragraph]:
    many = f"（共{len(case.items)}条，详见附件1）"
    told = [
        h2(f"（{numeral(number)}）{item.name}。", f"{_sentence(case, item, material)}{item.cure}")
        for number, item in enumerate(case.items, 1)
    ]
    return [h1(f"二、{'商请核实的' if case.asking else '存在的'}问题。", many), *told]


def _sentence(case: Case, item: Item, material: Material) -> str:
    """What is printed and what does not agree with it, in one breath."""
    if item.first.rule_id == "missing-report":
        due = f"，应于{day(case.told.due_on)}前公布" if case.told.due_on else ""
        return f"根据{item.basis}{due}，经核查并复核，截至上述时点你单位未公布{case.year}年年度报告。"
    if not any(each.lines for each in item.findings):
        return _ended(item.check)
    cells = cells_of(item.findings)
    told = filled_in(cells, material.printed.get(item.first.report_id or "", {}))
    # Many cells stand in the annex; here the equations say enough.
    opening = f"{told}。" if len(cells) <= MOST_CELLS else ""
    return f"{opening}{equations(item.findings, 1)}"


def _ended(text: str) -> str:
    return text if text.endswith(("。", "；")) else f"{text}。"


def _demands(case: Case, material: Material) -> list[Paragraph]:
    days, we = material.head.rectify_days, material.head.we
    if case.asking:
        return [
            h1("三、商请事项。"),
            p(f"1.请于收到本函之日起{days}个工作日内协助核实有关情况。"),
            p(_how(case, "请勿")),
            p("3.请填写《整改情况回执》（附件3）函复。"),
            p(f"4.对核查结果有不同意见的，请随函附情况说明和佐证材料，{we}将予以复核。"),
            p("专此函商，请予支持。"),
        ]
    return [
        h1("三、整改要求。"),
        p(f"1.请于收到本通知之日起{days}个工作日内完成核实整改。"),
        p(_how(case, "不得")),
        p("3.请填写《整改情况回执》（附件3），经单位负责人签字盖章后反馈。"),
        p(f"4.对核查结果有不同意见的，请随回执附情况说明和佐证材料，{we}将予以复核。"),
    ]


def _how(case: Case, not_so: str) -> str:
    """How to put it right: in its place, with the first date; a missing report in the column itself."""
    if all(item.first.rule_id == "missing-report" for item in case.items):
        return "2.请在规定栏目公布年度报告，注明公布日期，并随回执告知网址。"
    return (
        "2.确需更正的，在原公布位置更正，保留原公布日期，并注明更正日期和更正内容；"
        f"{not_so}另行新发后删除原件。"
    )


def _list(case: Case) -> Annex:
    rows = tuple(
        (str(number), item.name, item.place, item.original, item.check, item.basis, item.cure, "")
        for number, item in enumerate(case.items, 1)
    )
    grid = Grid(header=tuple(LISTED.split("｜")), rows=rows, widths=(4, 10, 15, 17, 21, 13, 16, 4))
    return Annex(title="问题清单", grids=(grid,))


def _record(case: Case) -> Annex:
    rows = tuple((minute(each.at), each.url, each.words, (each.sha256 or "—")[:12]) for each in case.visits)
    grid = Grid(header=tuple(LOOKED.split("｜")), rows=rows, widths=(20, 40, 24, 16))
    notes = () if case.pictures else ("本件未附页面截图，存档页面可按存档编号调阅。",)
    return Annex(title="页面截图及核查记录", grids=(grid,), pictures=case.pictures, notes=notes)


def _receipt(case: Case) -> Annex:
    rows: Sequence[tuple[str, ...]] = [
        (case.unit.name, str(case.year), str(number), item.name, "", "", "", "", "")
        for number, item in enumerate(case.items, 1)
    ]
    grid = Grid(
        header=tuple(RETURNED.split("｜")), rows=tuple(rows), widths=(13, 7, 5, 17, 16, 10, 10, 10, 12)
    )
    signed = ("单位负责人：　　　　　　　　填表人及电话：　　　　　　　　　　　（盖章）　　　年　　月　　日",)
    return Annex(title="整改情况回执", grids=(grid,), notes=signed)
