-- The units of a region whose figures are summed: without governments, which sum themselves, and vertical bodies.
SELECT units.id, units.name, coverage.report_id, coverage.state, reports.form
FROM coverage
JOIN units ON units.id = coverage.unit_id
LEFT JOIN reports ON reports.id = coverage.report_id
WHERE coverage.year = :year
    AND units.division_code GLOB :like
    AND coverage.state <> 'exempt'
    AND units.kind NOT IN ('government', 'vertical_agency')
ORDER BY units.division_code, units.name
