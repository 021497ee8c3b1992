-- The same for every place of one level below.
SELECT place AS code, standing, sum(n) AS n FROM tallies
WHERE year = :year AND place GLOB :like AND length(place) = :length
GROUP BY 1, 2
