-- Sections one and five of a unit's report, and of one before it: of `earlier`, or of the last one before.
SELECT later.key, later.heading, later.text AS later, earlier.text AS earlier, before.year AS earlier_year
FROM coverage AS newest
JOIN sections AS later ON later.report_id = newest.report_id AND later.key IN ('overview', 'problems')
JOIN coverage AS before ON before.unit_id = newest.unit_id
    AND before.year = coalesce(:earlier, (
        SELECT max(year) FROM coverage AS c
        WHERE c.unit_id = newest.unit_id AND c.year < newest.year AND c.report_id IS NOT NULL
    ))
JOIN sections AS earlier ON earlier.report_id = before.report_id AND earlier.key = later.key
WHERE newest.unit_id = :unit AND newest.year = :later
ORDER BY later.key
