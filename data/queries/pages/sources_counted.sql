-- How many columns we walk, and how many of them could be read in full the last time.
SELECT count(*) AS columns, coalesce(sum(walks.outcome = 'complete'), 0) AS healthy
FROM (SELECT max(rowid) AS newest FROM walks GROUP BY portal_id, unit_id) AS last
JOIN walks ON walks.rowid = last.newest
