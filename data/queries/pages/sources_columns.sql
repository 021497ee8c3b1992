-- Every column we walked: its newest walk, its last complete one, its latest outcomes.
SELECT
    walks.portal_id, portals.name AS portal, coalesce(walks.family, portals.family) AS family, walks.column_url,
    walks.unit_id, units.name AS unit, walks.started_at, walks.outcome, walks.seen,
    (
        SELECT max(w.started_at) FROM walks AS w
        WHERE w.portal_id = walks.portal_id AND w.unit_id IS walks.unit_id AND w.outcome = 'complete'
    ) AS healthy_at,
    (
        SELECT group_concat(outcome) FROM (
            SELECT w.outcome FROM walks AS w
            WHERE w.portal_id = walks.portal_id AND w.unit_id IS walks.unit_id
            ORDER BY w.started_at DESC LIMIT 5
        )
    ) AS recent,
    (SELECT count(*) FROM units AS u WHERE u.portal_id = walks.portal_id) AS hanging
FROM (SELECT max(rowid) AS newest FROM walks GROUP BY portal_id, unit_id) AS newest
JOIN walks ON walks.rowid = newest.newest
LEFT JOIN portals ON portals.id = walks.portal_id
LEFT JOIN units ON units.id = walks.unit_id
ORDER BY portals.name, units.name
