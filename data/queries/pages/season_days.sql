-- The due days that lie ahead in one place, as check has counted them, and how many reports each concerns.
SELECT due_on, sum(n) AS owing, coalesce(sum(n) FILTER (WHERE published_on <> ''), 0) AS published
FROM tally_days
WHERE year = :year AND place = :place AND due_on >= :today
GROUP BY due_on
ORDER BY due_on
