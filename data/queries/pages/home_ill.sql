-- Columns whose newest walk could not be completed, and how many units hang on them; all stand on the sources page.
SELECT
    walks.portal_id,
    portals.name AS portal,
    walks.unit_id,
    units.name AS unit,
    walks.column_url,
    walks.outcome,
    walks.started_at,
    (SELECT count(*) FROM units AS u WHERE u.portal_id = walks.portal_id AND u.column_url IS NULL) AS hanging
FROM (
    SELECT max(rowid) AS newest FROM walks GROUP BY portal_id, unit_id
) AS newest
JOIN walks ON walks.rowid = newest.newest
LEFT JOIN portals ON portals.id = walks.portal_id
LEFT JOIN units ON units.id = walks.unit_id
WHERE walks.outcome <> 'complete'
ORDER BY portals.name, units.name
LIMIT 21
