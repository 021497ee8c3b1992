"""The circular (公布情况通报). Pure: figures come from one count, names from one list."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.digest.words import ARITHMETIC, ORIGINALITY
from monitor.letters.annexes import figures, missed, shared, statistics
from monitor.letters.counting import NAMES, Count, by_kind
from monitor.letters.notice import LAW
from monitor.letters.paper import Paper, Paragraph, h1, h2, p
from monitor.letters.survey import LISTED, Survey, last_share, shown
from monitor.letters.values import Item, Material
from monitor.letters.words import FORM_2019, FORM_2021, hour, numeral

CARRIED = ("carry-over", "valid-stock")
TEXTUAL = ("text-table", "text-sum")


def circular(of: Survey, material: Material) -> Paper:
    """Write the paper."""
    head = material.head
    stuck = of.counted.count()["unverifiable"]
    form = "" if of.year < 2019 else f"和{FORM_2021 if of.year >= 2021 else FORM_2019}"
    return Paper(
        title=f"关于{of.year}年政府信息公开工作年度报告编制公布情况的通报",
        number=f"{head.code}〔{material.today.year}〕　　号",
        addressee=f"{head.addressees or '×××'}：",
        warning=f"尚有{stuck}家无法核查，请先人工核实。" if stuck else "",
        body=(
            p(
                f"按照{LAW}第四十九条、第五十条规定{form}要求，{head.issuer}对{of.counted.area.name}{of.year}年"
                f"政府信息公开工作年度报告编制公布情况进行了核查，数据截至{hour(material.at)}。现将有关情况通报如下。"
            ),
            h1("一、总体情况。", overall(of)),
            h1("二、主要特点。", _good(of)),
            h1("三、存在的主要问题。"),
            *_problems(of),
            h1("四、工作要求。"),
            *map(p, DEMANDS),
        ),
        annexes=(statistics(of), missed(of, material), figures(of, material), shared(of)),
        issuer=head.issuer,
        date=f"{material.today.year}年×月×日",
        copies=head.copies,
    )


DEMANDS = (
    "1.逐项整改。请有关单位对照附件逐项核实整改，于×月×日前报送整改情况。",
    "2.健全机制。健全编制、审核、公布和留档机制，公布前做好数据核对，可使用公布前自查功能。",
    "3.加强汇总审核。各地政府信息公开工作主管部门要加强汇总审核，确保政府年报数据与所属单位一致。",
    "4.适时复查。整改情况将适时复查。",
)


def overall(of: Survey) -> str:
    """Say all counts in one sentence; they add up to 应公布."""
    total = of.counted.count()
    told = "，".join(f"{NAMES[each]}{total[each]}家" for each in shown(total))
    stuck = f"，另有无法核查{total['unverifiable']}家" if total["unverifiable"] else ""
    waiting = f"，待复核{total['pending']}家" if total["pending"] else ""
    kinds = by_kind(each for each in of.counted.places if each.standing != "excluded")
    named = "，".join(f"{name}{number}家" for name, number in kinds.items())
    next_day = sum(bool(each.why) for each in of.counted.of("on_time"))
    holiday = f"其中{next_day}家于期满后首个工作日公布。" if next_day else ""
    return (
        f"应公布{total.owed}家，{told}{stuck}{waiting}，按时公布率{total.rate}{_against(of, total)}。"
        f"{holiday}应公布单位中：{named}。{_excluded(of)}"
    )


def _against(of: Survey, total: Count) -> str:
    last, now = last_share(of.before.count()), total.share
    if last is None or now is None:
        return ""
    if last == now:
        return "，与上年持平"
    return f"，较上年{'提高' if now > last else '下降'}{abs(now - last):.1f}个百分点"


def _excluded(of: Survey) -> str:
    """Name who is not counted, and why: nobody leaves the denominator silently."""
    reasons: dict[str, list[str]] = {}
    for each in of.counted.of("excluded"):
        reasons.setdefault(each.why, []).append(each.unit.name)
    told = "；".join(f"{why}：{'、'.join(names)}" for why, names in reasons.items())
    return f"以下单位未纳入统计：{told}。" if told else ""


def _good(of: Survey) -> str:
    whole = [part for part in of.counted.parts if of.counted.count(part).rate == "100.0%"]
    bad = {item.first.unit_id for item in of.of(ARITHMETIC)}
    clean = [
        part
        for part in of.counted.parts
        if not any(of.counted.part(each) == part and each.unit.id in bad for each in of.counted.places)
    ]
    told = []
    if whole:
        told.append(f"{'、'.join(whole)}按时公布率达到100%。")
    if clean:
        told.append(f"{'、'.join(clean)}年度报告未发现经复核属实的数据勾稽问题。")
    return "".join(told) + "（内容充实、图文并茂等好的做法由人工补充。）"


def units(found: Iterable[Item]) -> int:
    """Count the units items are about."""
    return len({item.first.unit_id for item in found})


def _problems(of: Survey) -> list[Paragraph]:
    told = [each for each in (_late(of), _figures(of), _shared(of), _content(of)) if each]
    if not told:
        return [p("未发现经复核属实的问题。")]
    return [h2(f"（{numeral(number)}）{title}。", text) for number, (title, text) in enumerate(told, 1)]


def _late(of: Survey) -> tuple[str, str] | None:
    total = of.counted.count()
    named = [f"{total[each]}家{NAMES[each].removesuffix('公布') if each == 'late' else NAMES[each]}"
             for each in LISTED if total[each]]  # fmt: skip
    return ("公布不及时", f"{'，'.join(named)}（附件2）。") if named else None


def _figures(of: Survey) -> tuple[str, str] | None:
    sums = [each for each in ARITHMETIC if each not in (*CARRIED, *TEXTUAL)]
    kinds = (("勾稽关系不符", sums), ("上下年结转不衔接", CARRIED), ("文字与表格不一致", TEXTUAL))
    named = [f"{count}家{name}" for name, rules in kinds if (count := units(of.of(rules)))]
    return ("数据不准确", f"{'，'.join(named)}（附件3）。") if named else None


def _shared(of: Survey) -> tuple[str, str] | None:
    found = of.of(ORIGINALITY)
    if not found:
        return None
    other = [item for item in found if item.first.rule_id == "copied-from-unit"]
    own = units(each for each in found if each not in other)
    named = [f"{own}家与本单位往年报告高度雷同"] if own else []
    named += [f"{units(other)}家与其他单位报告内容雷同"] if other else []
    return ("内容雷同、照搬", f"{'，'.join(named)}（附件4）。")


def _content(of: Survey) -> tuple[str, str] | None:
    kinds: dict[str, set[str]] = {}
    told = (*ARITHMETIC, *ORIGINALITY)
    for item in of.items:
        if item.first.rule_id not in told:
            kinds.setdefault(item.name, set()).add(item.first.unit_id)
    named = "，".join(f"{len(who)}家{name}" for name, who in kinds.items())
    return ("内容不完整、格式不规范", f"{named}。") if named else None
