-- 标题：单位历年情况
-- 说明：一个单位各报告年度的公布状态、主要数据和问题条数。
-- 次序：5
-- 参数：unit 单位名称（可只填一部分）或编号（不填为全部单位）
SELECT
    units.name AS "单位",
    coverage.year AS "报告年度",
    state_name(coverage.state, coverage.days_late, coverage.due_kind) AS "状态",
    said('reason', coverage.reason) AS "原因",
    coverage.due_on AS "应公布日期",
    coverage.published_on AS "公布日期",
    coverage.days_late AS "晚于期限天数",
    figures."t3.new_received.total" AS "新收申请",
    figures."t3.carried_in.total" AS "上年结转",
    figures."t3.granted.total" AS "予以公开",
    figures."t3.total_processed.total" AS "办理总计",
    figures."t3.carried_out.total" AS "结转下年",
    figures."t4.review.total" AS "行政复议",
    (
        SELECT count(*) FROM findings
        WHERE findings.unit_id = coverage.unit_id
            AND findings.year = coverage.year
            AND findings.severity <> 'info'
            AND NOT private_rule(findings.rule_id)
    ) AS "问题和疑点",
    coverage.unit_id AS "单位编号",
    coverage.report_id AS "报告编号"
FROM coverage
JOIN units ON units.id = coverage.unit_id
LEFT JOIN figures ON figures.report_id = coverage.report_id
WHERE :unit = '' OR units.id = :unit OR instr(units.name, :unit) > 0
ORDER BY units.division_code, units.name, coverage.year DESC
