-- 标题：数据勾稽不符清单
-- 说明：每家错在哪一格、算式、怎么改；改法仅供参考，以台账为准。未经复核，不作为通报、考核依据。
-- 次序：3
-- 页面略去：行政区划代码、涉及数据项、等式左边、等式右边、相差、发现日期
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
            'intake-balance', 'outcome-total', 'column-total', 'dispute-total', 'carry-over', 'valid-stock',
            'impossible-carry', 'text-table', 'text-sum', 'rule-making-power', 'amount-unit', 'outlier', 'aggregate'
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
    cells_named(findings.cells) AS "涉及数据项",
    findings.left AS "等式左边",
    findings.right AS "等式右边",
    findings.delta AS "相差",
    repair_words(findings.repair) AS "改法参考",
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
