-- In one place, found by its units: findings first made since a day.
SELECT findings.id, units.name, coalesce(rules.name_zh, findings.rule_id) AS rule, findings.detected_on
FROM units
CROSS JOIN findings ON findings.unit_id = units.id
LEFT JOIN rules ON rules.id = findings.rule_id
WHERE findings.detected_on >= :since
    AND findings.year = :year
    AND findings.severity <> 'info'
    AND NOT private_rule(findings.rule_id)
    AND units.division_code GLOB :like
ORDER BY findings.detected_on DESC
LIMIT 20
