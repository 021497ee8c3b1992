-- The figures of the places of one level of a region in some years, as check has added them up.
SELECT year, place, form, reports, sums, filled, unsure
FROM figure_sums
WHERE year IN (SELECT value FROM json_each(:years)) AND place GLOB :like AND length(place) = :length
