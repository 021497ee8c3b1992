-- Reports first seen since a day.
SELECT reports.unit_id, units.name, reports.published_on, reports.first_seen_at
FROM reports
JOIN units ON units.id = reports.unit_id
WHERE reports.first_seen_at >= :since AND reports.year = :year AND units.division_code GLOB :like
ORDER BY reports.first_seen_at DESC
LIMIT 20
