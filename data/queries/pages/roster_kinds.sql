-- The units of the list as it reads now, by kind; those that have ended are left out.
SELECT kind, count(*) AS n, count(*) FILTER (WHERE owes = 0) AS excused
FROM units
WHERE valid_to IS NULL OR valid_to >= :today
GROUP BY kind
ORDER BY n DESC
