-- 标题：暂未检索到和无法核查的单位
-- 说明：未检索到的在前，无法核查的在后；无法核查的不计入未公布。未经复核，不作为通报、考核依据。
-- 次序：1
-- 参数：year 报告年度（不填为最近年度）
-- 参数：division 行政区划代码（不填为全部）
SELECT
    units.name AS "单位",
    said('kind', units.kind) AS "单位类别",
    units.division_code AS "行政区划代码",
    coverage.year AS "报告年度",
    state_name(coverage.state, coverage.days_late, coverage.due_kind) AS "状态",
    said('reason', coverage.reason) AS "原因",
    coverage.due_on AS "应公布日期",
    coverage.looks AS "核查次数",
    beijing((SELECT max(at) FROM looks WHERE looks.portal_id = units.portal_id)) AS "网站最近访问",
    coverage.basis AS "依据",
    coverage.unit_id AS "单位编号"
FROM coverage
JOIN units ON units.id = coverage.unit_id
WHERE coverage.state IN ('absent', 'not_seen', 'unverifiable')
    AND coverage.year = coalesce(nullif(:year, ''), (SELECT max(year) FROM coverage))
    AND in_division(units.division_code, :division)
ORDER BY
    CASE coverage.state WHEN 'absent' THEN 0 WHEN 'not_seen' THEN 1 ELSE 2 END,
    units.division_code,
    units.name
