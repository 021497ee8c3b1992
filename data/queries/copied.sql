-- 标题：内容相同和雷同清单
-- 说明：与往年或其他单位报告相比较，较晚公布的列入本表；重复率见情况说明。未经复核，不作为通报、考核依据。
-- 次序：4
-- 页面略去：行政区划代码
-- 参数：year 报告年度（不填为全部年度）
-- 参数：division 行政区划代码（不填为全部）
-- 参数：size 最多几条（不填为1000条，-1为全部）
-- 参数：start 从第几条之后起（不填为从头）
WITH found AS (
    SELECT findings.id
    -- the index and the order of the tables are fixed: the newest year comes first and mostly fills the page
    FROM findings INDEXED BY findings_year_rule_id_severity_status
    CROSS JOIN units ON units.id = findings.unit_id
    WHERE findings.year BETWEEN coalesce(nullif(:year, ''), 0) AND coalesce(nullif(:year, ''), 9999)
        AND findings.rule_id IN (
            'unchanged', 'numbers-only', 'near-copy', 'copied-from-unit', 'same-problems', 'same-figures', 'same-count'
        )
        AND units.division_code GLOB division_glob(:division)
    ORDER BY
        findings.year DESC,
        CASE findings.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END,
        units.division_code, units.name, findings.id
    LIMIT CASE :size WHEN '' THEN 1001 ELSE CAST(:size AS INTEGER) END OFFSET CAST(:start AS INTEGER)
)
SELECT
    units.name AS "单位",
    units.division_code AS "行政区划代码",
    findings.year AS "报告年度",
    coalesce(rules.name_zh, findings.rule_id) AS "问题名称",
    said('severity', findings.severity) AS "程度",
    said('status', findings.status) AS "复核结论",
    findings.message AS "情况说明",
    findings.detected_on AS "发现日期",
    findings.unit_id AS "单位编号",
    findings.report_id AS "报告编号",
    findings.id AS "问题编号"
FROM found
JOIN findings ON findings.id = found.id
JOIN units ON units.id = findings.unit_id
LEFT JOIN rules ON rules.id = findings.rule_id
ORDER BY
    findings.year DESC,
    CASE findings.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END,
    units.division_code, units.name, findings.id
