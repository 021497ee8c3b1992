-- Every place of a region down to the county, as check has counted them.
SELECT DISTINCT substr(place || '000000', 1, 6) AS division_code FROM tallies
WHERE year = (SELECT max(year) FROM tallies) AND place GLOB :like AND place <> ''
