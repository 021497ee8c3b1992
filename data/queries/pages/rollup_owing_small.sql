-- The same in a place smaller than a county.
SELECT count(*) AS n
FROM standings
WHERE year = :year AND division_code GLOB :like AND standing <> 'exempt'
    AND kind NOT IN ('government', 'vertical_agency')
