-- Reports first seen since a day, the newest first.
SELECT reports.unit_id, units.name, units.kind, reports.year, reports.published_on, reports.first_seen_at
FROM reports
JOIN units ON units.id = reports.unit_id
WHERE reports.first_seen_at >= :since
    AND reports.year IN (:year, :year - 1, :year - 2)
    AND reports.superseded_by IS NULL
    AND units.division_code GLOB :like
ORDER BY reports.first_seen_at DESC
LIMIT :size
