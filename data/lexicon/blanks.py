"""Places of a template that nobody filled in: regular expressions over folded text.

IN_TITLE makes the title unusable; IN_TEXT leaves a sentence without its number or name. Words that only look
alike (由个人, 公开条例, 受理件数, 二〇〇八) are excluded in the patterns themselves.
"""

from __future__ import annotations

IN_TITLE = (
    r"[（(【\[](?:单位|部门|机关|乡镇|街道)?名称[）)】\]]",
    r"[Xx×]{2,}",
    r"某某|_{2,}",
    r"20[Xx×*]{2}年",
)

_NUMBER_LOST = r"(?:个|件|条|次|篇|期|场|份)"
_NOT_A_WORD = "(?![人别体性数例款文案目件项位子头中展所地刊部建序要间外日望布额内量级])"

IN_TEXT = (
    rf"(?<![自理缘经])由{_NUMBER_LOST}{_NOT_A_WORD}",
    rf"(?:共计|累计|合计|总计|达到?|约|近)(?:个|件|条|篇|期|场|份|余[件条个篇]){_NOT_A_WORD}(?=[，。；、其）])",
    r"(?:公开|发布|制发|更新)(?:各类)?(?:政府|政务|动态)?信息(?:共|共计)?余?[条篇](?=[，。；、其])",
    r"(?:收到|受理|办理|答复)(?:政府信息公开|依申请公开)?申请(?:共|共计)余?[件条宗](?=[，。；、其])",
    r"20\d\d年月(?:日|底|末|份)|(?:自|至|截至|截止|于)年月日",
    r"(?<![A-Za-z0-9×*])(?:[Xx]{2,}|×{2,})(?=[\u4e00-\u9fff])(?!光|射)",
    r"(?<=[\u4e00-\u9fff])×{2,}(?![\d×*])",
    r"_{2,}(?=[\u4e00-\u9fff年月日])|(?<=[\u4e00-\u9fff])_{2,}",
    r"【】|[（(](?:单位|部门|机关)名称[）)]|[（(]此处[^）)]{0,12}[）)]|请(?:在此)?填写",
)
