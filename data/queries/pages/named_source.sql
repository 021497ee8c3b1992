-- The report a finding on copies names as the one compared with: of the same unit, or of another one.
SELECT source_id, source_unit_name, source_year, earlier
FROM copies
WHERE report_id = :report AND (source_unit_id <> :unit) = :others
ORDER BY
    instr(
        :message,
        '与' || CASE WHEN source_unit_id = :unit THEN '本单位' ELSE source_unit_name END || source_year || '年报告'
    ) > 0 DESC,
    share DESC, source_year DESC, source_id
LIMIT 1
