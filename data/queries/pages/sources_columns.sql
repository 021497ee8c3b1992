-- One page of the columns we walked, those that could not be read in full first: the newest walk, the last complete
-- one, and how the last five went (outcome and items seen, the newest first).
WITH newest AS (
    SELECT walks.rowid AS walk, walks.outcome = 'complete' AS healthy
    FROM (SELECT max(rowid) AS newest FROM walks GROUP BY portal_id, unit_id) AS last
    JOIN walks ON walks.rowid = last.newest
    LEFT JOIN portals ON portals.id = walks.portal_id
    WHERE :ill = '' OR walks.outcome <> 'complete'
    ORDER BY healthy, portals.name, walks.portal_id, walks.unit_id
    LIMIT :size + 1 OFFSET :offset
)
SELECT
    walks.portal_id, portals.name AS portal, coalesce(walks.family, portals.family) AS family, walks.column_url,
    walks.unit_id, units.name AS unit, walks.started_at, walks.outcome, walks.seen,
    (
        SELECT max(w.started_at) FROM walks AS w
        WHERE w.portal_id = walks.portal_id AND w.unit_id IS walks.unit_id AND w.outcome = 'complete'
    ) AS healthy_at,
    (
        SELECT json_group_array(json_array(outcome, seen)) FROM (
            SELECT w.outcome, w.seen FROM walks AS w
            WHERE w.portal_id = walks.portal_id AND w.unit_id IS walks.unit_id
            ORDER BY w.started_at DESC LIMIT 5
        )
    ) AS recent,
    (SELECT count(*) FROM units AS u WHERE u.portal_id = walks.portal_id AND u.column_url IS NULL) AS hanging
FROM newest
JOIN walks ON walks.rowid = newest.walk
LEFT JOIN portals ON portals.id = walks.portal_id
LEFT JOIN units ON units.id = walks.unit_id
ORDER BY newest.healthy, portals.name, walks.portal_id, walks.unit_id
