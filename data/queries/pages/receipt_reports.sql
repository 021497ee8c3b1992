-- The reports of one unit's year, the one first seen first.
SELECT id, title, url, published_on, first_seen_at, last_seen_at, sha256
FROM reports
WHERE unit_id = :unit AND year = :year
ORDER BY first_seen_at
