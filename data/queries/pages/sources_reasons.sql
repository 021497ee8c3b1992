-- What stood in the way, by portal.
SELECT looks.portal_id, portals.name AS portal, looks.reason, count(*) AS n, max(looks.at) AS latest
FROM looks
LEFT JOIN portals ON portals.id = looks.portal_id
WHERE looks.reason IS NOT NULL
GROUP BY looks.portal_id, looks.reason
ORDER BY n DESC
LIMIT 200
