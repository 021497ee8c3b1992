-- The governments' own reports of a region, with their figures.
SELECT units.id, units.name, units.division_code, figures.*
FROM coverage
JOIN units ON units.id = coverage.unit_id
JOIN figures ON figures.report_id = coverage.report_id
WHERE coverage.year = :year AND units.division_code GLOB :like AND units.kind = 'government'
