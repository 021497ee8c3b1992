-- One unit's year.
SELECT coverage.*, standings.standing, units.name, units.kind, units.division_code, units.portal_id, units.column_url AS own_column,
    portals.name AS portal, portals.home_url, portals.column_url
FROM coverage
JOIN standings ON standings.unit_id = coverage.unit_id AND standings.year = coverage.year
JOIN units ON units.id = coverage.unit_id
LEFT JOIN portals ON portals.id = units.portal_id
WHERE coverage.unit_id = :unit AND coverage.year = :year
