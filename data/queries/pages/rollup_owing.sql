-- How many units of a region should have reported, among those whose figures are summed, as check has counted them.
SELECT coalesce(sum(n), 0) AS n
FROM tallies
WHERE year = :year AND place = :place AND standing <> 'exempt' AND kind NOT IN ('government', 'vertical_agency')
