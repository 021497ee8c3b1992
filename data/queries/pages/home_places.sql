-- The counts of each place, by the first digits of its code.
SELECT substr(division_code, 1, :length) AS code, standing, count(*) AS n
FROM standings
WHERE year = :year AND division_code LIKE :like
GROUP BY 1, 2
