-- Every place of a region down to the county, as check has counted them; each is found by one step in the index.
WITH RECURSIVE
    step(place) AS (
        SELECT min(place) FROM tallies INDEXED BY sqlite_autoindex_tallies_1
        WHERE year = (SELECT max(year) FROM tallies) AND place > :prefix
        UNION ALL
        SELECT (
            SELECT min(place) FROM tallies INDEXED BY sqlite_autoindex_tallies_1
            WHERE year = (SELECT max(year) FROM tallies) AND place > step.place
        )
        FROM step WHERE step.place GLOB :prefix || '*'
    )
SELECT substr(place || '000000', 1, 6) AS division_code FROM step WHERE place GLOB :prefix || '*'
