-- Requests that failed in the walks of one column.
SELECT looks.at, looks.url, looks.purpose, looks.status, looks.reason
FROM looks
WHERE looks.walk_id IN (SELECT value FROM json_each(:walks)) AND looks.reason IS NOT NULL
ORDER BY looks.at DESC
LIMIT 40
