-- Units by any of their names.
SELECT units.id, units.name, units.kind, units.division_code
FROM (SELECT id FROM units_zh WHERE units_zh MATCH :zh LIMIT 50) AS found
JOIN units ON units.id = found.id
ORDER BY units.division_code, units.name
