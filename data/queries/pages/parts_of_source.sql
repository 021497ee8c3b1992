-- Sections one and five of a report, beside those of the report it was compared with.
SELECT later.key, later.heading, later.text AS later, earlier.text AS earlier
FROM sections AS later
JOIN sections AS earlier ON earlier.report_id = :source AND earlier.key = later.key
WHERE later.report_id = :report AND later.key IN ('overview', 'problems')
ORDER BY later.key
