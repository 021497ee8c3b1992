-- Units by any of their names.
SELECT id, name, kind, division_code
FROM units
WHERE id IN (SELECT id FROM units_zh WHERE units_zh MATCH :zh)
ORDER BY division_code, name
LIMIT 50
