-- One report with what it says of itself.
SELECT reports.id, reports.sha256, reports.title, reports.url, reports.unit_id, reports.year, reports.unit_name,
    reports.doubt, reports.candidates, reports.first_seen_at, reports.last_seen_at, reports.published_on,
    readings.year AS stated_year, readings.preamble, readings.own_names,
    (SELECT text FROM sections WHERE report_id = reports.id AND key = 'overview') AS overview,
    units.name AS unit
FROM reports
LEFT JOIN readings ON readings.sha256 = reports.sha256
LEFT JOIN units ON units.id = reports.unit_id
WHERE reports.id = :id
