-- Who still owes a report of a year: nothing seen yet, or nobody could look; the most urgent first.
SELECT coverage.unit_id, units.name, units.kind, units.division_code, units.portal_id, units.column_url,
    coverage.year, coverage.state, standings.standing, coverage.reason, coverage.due_on, coverage.due_kind,
    coverage.looks
FROM coverage
JOIN units ON units.id = coverage.unit_id
JOIN standings ON standings.unit_id = coverage.unit_id AND standings.year = coverage.year
WHERE coverage.year = :year
    AND coverage.state IN ('not_due', 'not_seen', 'absent', 'unverifiable')
    AND coverage.due_on IS NOT NULL
    AND units.division_code GLOB :like
    AND (:kinds = '[]' OR units.kind IN (SELECT value FROM json_each(:kinds)))
ORDER BY coverage.due_on, units.division_code, units.name
LIMIT :size + 1 OFFSET :offset
