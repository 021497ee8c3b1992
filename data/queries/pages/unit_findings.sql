-- The findings of one unit, the newest and gravest first.
SELECT findings.id, findings.year, findings.severity, findings.status, findings.message,
    coalesce(rules.name_zh, findings.rule_id) AS name
FROM findings
LEFT JOIN rules ON rules.id = findings.rule_id
WHERE findings.unit_id = :unit AND (:officer OR NOT private_rule(findings.rule_id))
ORDER BY findings.year DESC, CASE findings.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, findings.rule_id
