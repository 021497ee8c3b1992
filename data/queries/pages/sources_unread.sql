-- Portals of the registry that were never walked.
SELECT portals.id, portals.name, portals.home_url, portals.family,
    (SELECT count(*) FROM units WHERE units.portal_id = portals.id) AS hanging
FROM portals
WHERE NOT EXISTS (SELECT 1 FROM walks WHERE walks.portal_id = portals.id)
ORDER BY portals.name
LIMIT :size + 1
