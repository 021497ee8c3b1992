-- The years before one of which the same unit's report has been read.
SELECT year FROM coverage WHERE unit_id = :unit AND year < :later AND report_id IS NOT NULL ORDER BY year DESC
