-- The parts of two documents whose text is not the same, in the order of the form.
SELECT later.key, later.heading, later.text AS later, earlier.text AS earlier
FROM sections AS later
JOIN sections AS earlier ON earlier.report_id = :before AND earlier.key = later.key
WHERE later.report_id = :report AND later.text <> earlier.text
ORDER BY later.rowid
