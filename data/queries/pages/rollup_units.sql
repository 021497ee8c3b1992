-- Units of a region that are not in its sums: there is no report to be read (:missing), or it follows another form.
-- Without governments, which sum themselves, vertical bodies, and those of :ids, whose reports were entered by hand.
SELECT standings.unit_id AS id, standings.name, reports.form
FROM standings
LEFT JOIN reports ON reports.id = standings.report_id
WHERE standings.year = :year
    AND standings.division_code GLOB :like
    AND standings.standing <> 'exempt'
    AND standings.kind NOT IN ('government', 'vertical_agency')
    AND (reports.id IS NULL) = :missing
    AND (:missing OR reports.form IS NOT :form)
    AND standings.unit_id NOT IN (SELECT value FROM json_each(:ids))
ORDER BY standings.division_code, standings.name
LIMIT :size
