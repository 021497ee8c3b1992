-- The report years anybody is judged on, the newest first.
SELECT DISTINCT year FROM tallies WHERE place = '' ORDER BY year DESC
