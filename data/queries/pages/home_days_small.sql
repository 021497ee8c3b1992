-- How many reports were due and how many published on which days, in a place smaller than a county.
SELECT due_on, published_on, count(*) AS n
FROM standings
WHERE year = :year AND division_code GLOB :like AND standing <> 'exempt'
GROUP BY 1, 2
