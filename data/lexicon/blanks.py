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

_COUNTED = "(?:个|件|条|次|篇|期|场|份)"
# After a lost number comes what was done to it, or the end of the clause; 由个人, 近期, 公开条例 are words.
_BECAME = "(?=[压增减缩整合精调扩提升降归并])"
_CLAUSE_END = "(?=[，。；、其）])"
# What stands behind a name that was crossed out in a template; a person's masked name is none.
_OF_A_BODY = "(?=[局镇县市区乡村委办厅部科股处室年月日件条号项])"

IN_TEXT = (
    rf"(?<![自理缘经])由{_COUNTED}{_BECAME}",
    rf"(?:共计|累计|合计|总计|达到?)余?{_COUNTED}{_CLAUSE_END}",
    rf"(?:公开|发布|制发|更新)(?:各类)?(?:政府|政务|动态)?信息(?:共|共计)?余?[条篇]{_CLAUSE_END}",
    rf"(?:收到|受理|办理|答复)(?:政府信息公开|依申请公开)?申请(?:共|共计)余?[件条宗]{_CLAUSE_END}",
    r"20\d\d年月(?:日|底|末|份)|(?:自|至|截至|截止|于)年月日",
    rf"(?<![A-Za-z0-9×*])(?:[Xx]{{2,}}|×{{2,}}){_OF_A_BODY}",
    r"_{2,}(?=[\u4e00-\u9fff年月日])|(?<=[\u4e00-\u9fff])_{2,}",
    r"【】|[（(](?:单位|部门|机关)名称[）)]|[（(]此处[^）)]{0,12}[）)]|请(?:在此)?填写",
)
