-- What was found for one unit's year.
SELECT findings.id, findings.severity, coalesce(rules.name_zh, findings.rule_id) AS name
FROM findings
LEFT JOIN rules ON rules.id = findings.rule_id
WHERE findings.unit_id = :unit AND findings.year = :year AND (:officer OR NOT private_rule(findings.rule_id))
ORDER BY name
