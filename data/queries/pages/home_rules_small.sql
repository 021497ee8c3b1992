-- How many findings each rule made, the graver first, in a place smaller than a county.
SELECT findings.rule_id, coalesce(rules.name_zh, findings.rule_id) AS name, findings.severity, count(*) AS n
FROM findings
JOIN units ON units.id = findings.unit_id
LEFT JOIN rules ON rules.id = findings.rule_id
WHERE findings.year = :year AND units.division_code GLOB :like AND NOT private_rule(findings.rule_id)
GROUP BY findings.rule_id, findings.severity
ORDER BY CASE findings.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, n DESC
