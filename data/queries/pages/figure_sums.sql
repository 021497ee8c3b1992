-- The figures of a place by year and form, as check has added them up; one year or (year NULL) every year.
SELECT year, place, form, reports, sums, filled, unsure
FROM figure_sums
WHERE place = :place AND (:year IS NULL OR year = :year)
ORDER BY year
