-- The government of one place, with the figures of its own report of the year.
SELECT units.id, units.name, units.division_code, figures.*
FROM units
JOIN coverage ON coverage.unit_id = units.id AND coverage.year = :year
JOIN figures ON figures.report_id = coverage.report_id
WHERE units.kind = 'government' AND units.division_code IN (SELECT value FROM json_each(:codes))
LIMIT 1
