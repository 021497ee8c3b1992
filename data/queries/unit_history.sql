-- 标题：单位历年情况
-- 说明：一个单位各报告年度的公布状态、主要数据和问题条数。
-- 次序：5
-- 参数：unit 单位名称（可只填一部分）或编号（不填为全部单位）
-- 参数：size 最多几条（不填为1000条，-1为全部）
-- 参数：start 从第几条之后起（不填为从头）
WITH found AS (
    SELECT standings.unit_id, standings.year
    FROM units
    JOIN standings ON standings.unit_id = units.id
    WHERE :unit = '' OR units.id = :unit OR instr(units.name, :unit) > 0
    ORDER BY units.division_code, units.name, units.id, standings.year DESC
    LIMIT CASE :size WHEN '' THEN 1001 ELSE CAST(:size AS INTEGER) END OFFSET CAST(:start AS INTEGER)
)
SELECT
    units.name AS "单位",
    standings.year AS "报告年度",
    said('standing', standings.standing) AS "状态",
    said('reason', standings.reason) AS "原因",
    standings.due_on AS "应公布日期",
    standings.published_on AS "公布日期",
    standings.days_late AS "晚于期限天数",
    figures."t3.new_received.total" AS "新收申请",
    figures."t3.carried_in.total" AS "上年结转",
    figures."t3.granted.total" AS "予以公开",
    figures."t3.total_processed.total" AS "办理总计",
    figures."t3.carried_out.total" AS "结转下年",
    figures."t4.review.total" AS "行政复议",
    standings.findings AS "问题和疑点",
    standings.unit_id AS "单位编号",
    standings.report_id AS "报告编号"
FROM found
JOIN units ON units.id = found.unit_id
JOIN standings ON standings.unit_id = found.unit_id AND standings.year = found.year
LEFT JOIN figures ON figures.report_id = standings.report_id
ORDER BY units.division_code, units.name, units.id, standings.year DESC
