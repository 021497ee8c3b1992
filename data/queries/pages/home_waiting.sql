-- Findings an officer has still to look at, by kind of unit, as check has counted them.
SELECT kind, sum(n) AS n
FROM tally_findings
WHERE year = :year AND place = :place AND status IN ('open', 'reopened')
    AND severity <> 'info' AND NOT private_rule(rule_id)
GROUP BY kind
