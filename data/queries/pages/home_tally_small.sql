-- How many units of a county, or of less, fall under each count, by kind and by the first digits of the code.
SELECT kind, substr(division_code, 1, :length) AS code, standing, count(*) AS n
FROM standings
WHERE year = :year AND division_code GLOB :like
GROUP BY 1, 2, 3
