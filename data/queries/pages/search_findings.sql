-- Findings whose sentence holds the first word.
SELECT findings.id, findings.message, findings.year, units.name, coalesce(rules.name_zh, findings.rule_id) AS rule
FROM findings
JOIN units ON units.id = findings.unit_id
LEFT JOIN rules ON rules.id = findings.rule_id
WHERE NOT private_rule(findings.rule_id)
    AND (findings.message LIKE :like OR rules.name_zh LIKE :like)
LIMIT 50
