-- How many findings the places of a region have in a year and the year before, those an officer refuted left out.
SELECT place, year, severity, sum(n) AS n
FROM tally_findings
WHERE year IN (:year, :year - 1)
    AND place GLOB :like
    AND length(place) = :length
    AND severity <> 'info'
    AND status NOT IN ('mistaken', 'explained', 'waived')
    AND NOT private_rule(rule_id)
GROUP BY place, year, severity
