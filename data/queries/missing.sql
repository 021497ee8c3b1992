-- 标题：暂未检索到和无法核查的单位
-- 说明：未检索到的在前，无法核查的在后；无法核查的不计入未公布。未经复核，不作为通报、考核依据。
-- 次序：1
-- 页面略去：行政区划代码、依据
-- 参数：year 报告年度（不填为最近年度）
-- 参数：division 行政区划代码（不填为全部）
-- 参数：size 最多几条（不填为1000条，-1为全部）
-- 参数：start 从第几条之后起（不填为从头）
WITH found AS (
    SELECT unit_id, year, CASE standing WHEN 'unpublished' THEN 0 WHEN 'absent' THEN 1 WHEN 'not_seen' THEN 2 ELSE 3 END AS rank
    FROM standings
    WHERE year = coalesce(nullif(:year, ''), (SELECT max(year) FROM standings))
        AND standing IN ('unpublished', 'absent', 'not_seen', 'unverifiable')
        AND division_code GLOB division_glob(:division)
    ORDER BY rank, division_code, name, unit_id
    LIMIT CASE :size WHEN '' THEN 1001 ELSE CAST(:size AS INTEGER) END OFFSET CAST(:start AS INTEGER)
)
SELECT
    standings.name AS "单位",
    said('kind', standings.kind) AS "单位类别",
    standings.division_code AS "行政区划代码",
    standings.year AS "报告年度",
    said('standing', standings.standing) AS "状态",
    said('reason', standings.reason) AS "原因",
    standings.due_on AS "应公布日期",
    standings.looks AS "核查次数",
    beijing((SELECT max(at) FROM looks WHERE looks.portal_id = units.portal_id)) AS "网站最近访问",
    coverage.basis AS "依据",
    standings.unit_id AS "单位编号"
FROM found
JOIN standings ON standings.unit_id = found.unit_id AND standings.year = found.year
JOIN coverage ON coverage.unit_id = found.unit_id AND coverage.year = found.year
JOIN units ON units.id = found.unit_id
ORDER BY found.rank, standings.division_code, standings.name, standings.unit_id
