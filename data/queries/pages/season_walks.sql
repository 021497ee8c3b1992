-- How each column of some portals was last read: a unit's own, or (unit_id NULL) the portal's.
SELECT portal_id, unit_id, outcome, max(finished_at) AS at
FROM walks
WHERE portal_id IN (SELECT value FROM json_each(:portals))
GROUP BY portal_id, unit_id
