-- How many units of a place fall under each count, by kind, as check has counted them.
SELECT kind, standing, n FROM tallies WHERE year = :year AND place = :place AND n > 0
