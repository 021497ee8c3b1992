-- Findings an officer has still to look at, by kind of unit, in a place smaller than a county.
SELECT units.kind, count(*) AS n
FROM findings
JOIN units ON units.id = findings.unit_id
WHERE findings.year = :year
    AND units.division_code GLOB :like
    AND findings.status IN ('open', 'reopened')
    AND findings.severity <> 'info'
    AND NOT private_rule(findings.rule_id)
GROUP BY units.kind
