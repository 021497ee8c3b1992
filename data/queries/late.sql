-- 标题：晚于期限公布的单位
-- 说明：公布日期晚于应公布日期的，按天数从多到少。本地规定时间不是法定期限。未经复核，不作为通报、考核依据。
-- 次序：2
-- 参数：year 报告年度（不填为最近年度）
-- 参数：division 行政区划代码（不填为全部）
SELECT
    units.name AS "单位",
    said('kind', units.kind) AS "单位类别",
    units.division_code AS "行政区划代码",
    coverage.year AS "报告年度",
    coverage.due_on AS "应公布日期",
    said('due_kind', coverage.due_kind) AS "期限性质",
    coverage.published_on AS "公布日期",
    coverage.days_late AS "晚于期限天数",
    said('date_source', reports.date_source) AS "公布日期依据",
    said('severity', findings.severity) AS "程度",
    said('status', findings.status) AS "复核结论",
    findings.message AS "情况说明",
    coverage.unit_id AS "单位编号",
    coverage.report_id AS "报告编号",
    findings.id AS "问题编号"
FROM coverage
JOIN units ON units.id = coverage.unit_id
LEFT JOIN reports ON reports.id = coverage.report_id
LEFT JOIN findings ON findings.unit_id = coverage.unit_id
    AND findings.year = coverage.year
    AND findings.rule_id IN ('late-report', 'late-local')
WHERE coverage.days_late > 0
    AND coverage.year = coalesce(nullif(:year, ''), (SELECT max(year) FROM coverage))
    AND in_division(units.division_code, :division)
ORDER BY coverage.days_late DESC, units.division_code, units.name
