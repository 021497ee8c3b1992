-- In one place, found by its units: units and years of which a report was first seen since a day; another version of an older one is none.
SELECT
    reports.unit_id, units.name, reports.published_on,
    (
        SELECT min(version.first_seen_at) FROM reports AS version
        WHERE version.unit_id = reports.unit_id AND version.year = reports.year
    ) AS first_seen_at
FROM units
CROSS JOIN reports ON reports.unit_id = units.id
WHERE reports.first_seen_at >= :since AND reports.year = :year AND units.division_code GLOB :like
    AND reports.superseded_by IS NULL
    AND NOT EXISTS (
        SELECT 1 FROM reports AS before
        WHERE before.unit_id = reports.unit_id AND before.year = reports.year AND before.first_seen_at < :since
    )
ORDER BY reports.first_seen_at DESC
LIMIT 20
