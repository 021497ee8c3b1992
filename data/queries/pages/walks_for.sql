-- The walks through the column where a unit's reports appear: its own column, or the portal's.
SELECT walks.id, walks.column_url, walks.started_at, walks.finished_at, walks.outcome, walks.seen, walks.declared,
    walks.probe, walks.pages, walks.run_id
FROM walks
WHERE walks.portal_id = :portal AND (walks.unit_id = :unit OR (walks.unit_id IS NULL AND :own = ''))
ORDER BY walks.started_at DESC
LIMIT 60
