-- Reports whose unit or year their words do not settle, on portals that carry a unit of the region.
SELECT reports.id, reports.sha256, reports.title, reports.url, reports.unit_name, reports.doubt,
    reports.first_seen_at, portals.name AS portal,
    (SELECT year FROM readings WHERE readings.sha256 = reports.sha256) AS stated_year
FROM reports
LEFT JOIN portals ON portals.id = (SELECT portal_id FROM looks WHERE looks.sha256 = reports.sha256 LIMIT 1)
WHERE (reports.unit_id IS NULL OR reports.year IS NULL)
    AND coalesce(reports.doubt, '') <> 'not_a_report'
    AND EXISTS (
        SELECT 1 FROM looks JOIN units ON units.portal_id = looks.portal_id
        WHERE looks.sha256 = reports.sha256 AND units.division_code GLOB :like
    )
ORDER BY reports.first_seen_at DESC
LIMIT 500
