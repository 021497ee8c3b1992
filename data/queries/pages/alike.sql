-- A year's findings on copies with the section that shares most with what it was compared with.
SELECT findings.id, findings.unit_id, units.name AS unit, units.division_code, findings.year, findings.severity,
    findings.status, findings.message, coalesce(rules.name_zh, findings.rule_id) AS name,
    copies.section, copies.share, copies.run, copies.source_unit_name AS source, copies.source_year
FROM findings
JOIN units ON units.id = findings.unit_id
LEFT JOIN rules ON rules.id = findings.rule_id
LEFT JOIN copies ON copies.rowid = (
    SELECT rowid FROM copies AS each
    WHERE each.unit_id = findings.unit_id AND each.year = findings.year AND each.report_id = findings.report_id
        AND (each.source_unit_id <> findings.unit_id) = (findings.rule_id = 'copied-from-unit')
    ORDER BY each.share DESC, each.run DESC LIMIT 1
)
WHERE findings.year = :year
    AND findings.rule_id IN ('unchanged', 'numbers-only', 'near-copy', 'copied-from-unit')
    AND units.division_code GLOB :like
ORDER BY copies.share IS NULL, copies.share DESC, copies.run DESC, findings.id
LIMIT :size + 1 OFFSET :offset
