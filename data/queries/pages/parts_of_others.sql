-- The sections a report shares with another unit's, beside those they resemble most.
SELECT
    copies.section AS key, later.heading, later.text AS later, earlier.text AS earlier,
    copies.source_year AS earlier_year, copies.source_unit_name AS earlier_unit, max(copies.share) AS share_by_rule
FROM copies
JOIN sections AS later ON later.report_id = copies.report_id AND later.key = copies.section
JOIN sections AS earlier ON earlier.report_id = copies.source_id AND earlier.key = copies.section
WHERE copies.report_id = :report AND copies.source_unit_id <> :unit
GROUP BY copies.section
ORDER BY copies.section
