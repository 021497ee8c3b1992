"""Set phrases of the highest weight that have one right wording; and traces that a part of one was lost.

A row: a regular expression over folded text that finds what cannot be right. Rule `sensitive-wording`; every
hit goes to a human, in private, never into mail, letters or exports.
"""

from __future__ import annotations

SET_PHRASES = (
    # the object was lost: 习近平总书记（关于…的重要论述）认真落实…
    r"(?:贯彻|落实|学习|精神[和、及])[^。；]{0,12}习近平总书记(?=认真|[，。；])",
    r"习近平总书记(?:认真|严格)(?:贯彻)?(?:落实|执行)",
    r"习近平新时代(?!中国特色社会主义)",
    r"以习近平(?:总书记)?为核心的党中央",
    r"习近平新时代中国特色社会主义思想思想",
    r"党的十九大[一二三四五六七]中全会|党的二十大[一二三四五六七]中全会",
    r"党的十[八九]届[八九十]中全会|党的二十次大会",
    r"[一二三五六]个意识[”’]?[、，][“‘]?四个自信",
)
