-- Findings first made since a day.
SELECT findings.id, units.name, coalesce(rules.name_zh, findings.rule_id) AS rule, findings.detected_on
FROM findings
JOIN units ON units.id = findings.unit_id
LEFT JOIN rules ON rules.id = findings.rule_id
WHERE findings.detected_on >= :since
    AND findings.year = :year
    AND findings.severity <> 'info'
    AND NOT private_rule(findings.rule_id)
    AND units.division_code GLOB :like
ORDER BY findings.detected_on DESC
LIMIT 20
