-- How many reports were published on each day.
SELECT published_on, count(*) AS n
FROM standings
WHERE year = :year AND division_code LIKE :like AND published_on IS NOT NULL
GROUP BY published_on
