"""What it checks: the text does not speak as another unit: no other bureau's field as its own, no other kind
of body as 我, no other unit of the register and no place of another province in the place of the subject.

Legal basis: 国办公开办函〔2021〕30号第（四）项 (内容雷同、敷衍塞责).

Why it matters: what another unit left in the text shows where it was taken from.

Example message: 第一部分“…确定了专人负责民政信息公开工作…”出现其他单位的职责（民政），本单位为“清河县政务
服务局”，请核实。

Known false alarms: units above, partners in cooperation, fields that every unit publishes about (not in
data/lexicon/fields.py); governments and townships have all fields, so none is foreign to them. Places are
compared by province only, where the unit's division code is known. Precise rather than complete.
"""

import re
from collections.abc import Iterator

from data.lexicon.fields import FIELDS, OTHERS_SELF
from data.lexicon.places import PREFECTURES, PROVINCES
from data.records import Finding, Severity
from monitor.abstaining import report, section
from monitor.dossier import Dossier, Filed
from monitor.filing.names import place_of
from monitor.narrative.prose import fold, listed, quoted, sentences
from monitor.narrative.remarks import Remark, remarked

ID = "foreign-residue"
NAME_ZH = "正文出现其他单位或地区名称"
NAME_EN = "The text speaks as another unit"
ABOUT_ZH = (
    "查找正文中以其他单位口吻出现的内容：专人负责的是别的部门的信息公开、自称与本单位性质不符、以名录内其"
    "他单位或外省地名作主语。外省地名为问题，其余为疑点。政府、乡镇不查职责；上级单位和合作单位不列。"
)
SEVERITY: Severity = "warning"
BASIS = "国办公开办函〔2021〕30号第（四）项“内容雷同、敷衍塞责”"
UNJUDGED = (report, section("overview", "problems"))

_ALL_FIELDS = "|".join(sorted((name for group in FIELDS for name in group), key=len, reverse=True))
_IN_CHARGE = re.compile(
    rf"负责(?:全[局市县区])?({_ALL_FIELDS})(?:系统|领域|部门)?(?:的)?(?:政府|政务)?信息公开"
)
_ACTS = "(?:坚持|认真|深入|严格|积极|紧紧|全面|按照|切实|高度重视|以习近平|政府信息公开工作)"
_PLACES = {
    name: code
    for table in (PREFECTURES, PROVINCES)
    for code, names in table.items()
    for name in names.split()
}
_PLACE_ACTS = re.compile(
    rf"^(?:20\d\d年(?:度|以来)?，)?(?:[\u4e00-\u9fff]{{2,3}}省)?({'|'.join(_PLACES)})(?:市|省)"
    rf"[\u4e00-\u9fff]{{0,12}}?{_ACTS}"
)
ALL_FIELDS_KINDS = (
    "government",
    "government_office",
    "township_gov",
    "subdistrict_office",
    "development_zone",
)


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge who speaks in every report."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    places = list(_foreign_places(dossier, filed))
    others = [
        *_foreign_fields(dossier, filed),
        *_foreign_selves(dossier, filed),
        *_neighbours(dossier, filed),
    ]
    if not places and not others:
        return None
    return Remark(
        severity="error" if places else SEVERITY,
        message=f"{listed([*places, *others])[:-1]}，本单位为“{dossier.unit.name}”，请核实。",
    )


def _foreign_fields(dossier: Dossier, filed: Filed) -> Iterator[str]:
    """A bureau's person in charge of another bureau's publications."""
    own = "".join(dossier.unit.names)
    if dossier.unit.kind in ALL_FIELDS_KINDS or not own.endswith(("局", "委", "委员会", "中心", "办公室")):
        return
    for sentence in sentences(filed, "overview", "problems"):
        for found in _IN_CHARGE.finditer(sentence.text):
            group = next(group for group in FIELDS if found.group(1) in group)
            if not any(name in own or name[:2] in own for name in group):
                yield f"{quoted(sentence, found)}出现其他单位的职责（{found.group(1)}）"


def _foreign_selves(dossier: Dossier, filed: Filed) -> Iterator[str]:
    """我局 in a township's report, 我镇 in a bureau's."""
    ending = next((each for each in OTHERS_SELF if place_of(dossier.unit.name).endswith(each)), None)
    if ending is None:
        return
    pattern = re.compile("|".join(f"(?<![自忘本]){word}(?!江|长|员|里)" for word in OTHERS_SELF[ending]))
    for sentence in sentences(filed, "overview", "problems", "other"):
        if found := pattern.search(sentence.text):
            yield f"{quoted(sentence, found)}自称“{found.group()}”"


def _neighbours(dossier: Dossier, filed: Filed) -> Iterator[str]:
    """Another unit of the register in the place of the subject."""
    own = {fold(name) for name in (*dossier.unit.names, *dossier.masked_names)}
    text = "".join(fold(filed.sections.get(key, "")) for key in ("overview", "problems"))
    for other in dossier.neighbours:
        name = fold(other.name)
        if name not in text or any(name in mine or mine in name for mine in own):
            continue
        pattern = re.compile(rf"^(?:20\d\d年(?:度|以来)?，)?{re.escape(name)}{_ACTS}")
        for sentence in sentences(filed, "overview", "problems"):
            if name in sentence.text and (found := pattern.search(sentence.text)):
                yield f"{quoted(sentence, found)}以“{other.name}”为主语"


def _foreign_places(dossier: Dossier, filed: Filed) -> Iterator[str]:
    """A place of another province in the place of the subject."""
    province = dossier.unit.division_code[:2]
    if province not in PROVINCES:
        return
    own = "".join(dossier.masked_names)
    for sentence in sentences(filed, "overview", "problems"):
        found = _PLACE_ACTS.search(sentence.text)
        if found and _PLACES[found.group(1)] != province and found.group(1) not in own:
            yield f"{quoted(sentence, found)}以外省地名“{found.group(1)}”为主语"
