-- How many reports were due and how many published on which days, as check has counted them.
SELECT nullif(due_on, '') AS due_on, nullif(published_on, '') AS published_on, n
FROM tally_days WHERE year = :year AND place = :place
