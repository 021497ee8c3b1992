-- How many units fall under each count, by kind.
SELECT kind, standing, count(*) AS n
FROM standings
WHERE year = :year AND division_code LIKE :like
GROUP BY kind, standing
