-- 标题：晚于期限公布的单位
-- 说明：公布日期晚于应公布日期的，按天数从多到少；到期后首个工作日公布的、经复核说明成立的，计入按时公布，不列入。本地规定时间不是法定期限。未经复核，不作为通报、考核依据。
-- 次序：2
-- 页面略去：行政区划代码、期限性质
-- 参数：year 报告年度（不填为最近年度）
-- 参数：division 行政区划代码（不填为全部）
-- 参数：size 最多几条（不填为1000条，-1为全部）
-- 参数：start 从第几条之后起（不填为从头）
WITH found AS (
    SELECT unit_id, year
    FROM standings
    WHERE year = coalesce(nullif(:year, ''), (SELECT max(year) FROM standings))
        AND standing IN ('late', 'late_local')
        AND division_code GLOB division_glob(:division)
    ORDER BY days_late DESC, division_code, name, unit_id
    LIMIT CASE :size WHEN '' THEN 1001 ELSE CAST(:size AS INTEGER) END OFFSET CAST(:start AS INTEGER)
)
SELECT
    standings.name AS "单位",
    said('kind', standings.kind) AS "单位类别",
    standings.division_code AS "行政区划代码",
    standings.year AS "报告年度",
    standings.due_on AS "应公布日期",
    said('due_kind', coverage.due_kind) AS "期限性质",
    standings.published_on AS "公布日期",
    standings.days_late AS "晚于期限天数",
    said('date_source', reports.date_source) AS "公布日期依据",
    said('severity', findings.severity) AS "程度",
    said('status', findings.status) AS "复核结论",
    findings.message AS "情况说明",
    standings.unit_id AS "单位编号",
    standings.report_id AS "报告编号",
    findings.id AS "问题编号"
FROM found
JOIN standings ON standings.unit_id = found.unit_id AND standings.year = found.year
JOIN coverage ON coverage.unit_id = found.unit_id AND coverage.year = found.year
LEFT JOIN reports ON reports.id = standings.report_id
LEFT JOIN findings ON findings.id IN (
    'late-report/' || found.unit_id || '/' || found.year, 'late-local/' || found.unit_id || '/' || found.year
)
ORDER BY standings.days_late DESC, standings.division_code, standings.name, standings.unit_id
