-- Those of certain units of a region whose report of the year cannot be read on the web.
SELECT standings.unit_id AS id, standings.name
FROM json_each(:ids)
JOIN standings ON standings.unit_id = json_each.value AND standings.year = :year
LEFT JOIN reports ON reports.id = standings.report_id
WHERE standings.division_code GLOB :like
    AND standings.standing <> 'exempt'
    AND standings.kind NOT IN ('government', 'vertical_agency')
    AND reports.id IS NULL
ORDER BY standings.division_code, standings.name
