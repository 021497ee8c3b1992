-- Columns of a place's units whose newest walk could not be completed; all stand on the sources page.
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
WHERE walks.outcome <> 'complete' AND EXISTS (
    SELECT 1 FROM units AS concerned
    WHERE concerned.division_code GLOB :like AND (
        concerned.id = walks.unit_id
        OR (walks.unit_id IS NULL AND concerned.portal_id = walks.portal_id AND concerned.column_url IS NULL)
    )
)
ORDER BY portals.name, units.name
LIMIT 21
