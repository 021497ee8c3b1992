-- Findings whose sentence holds the words, the newest years first; what only officers may read has none here.
SELECT findings.id, findings.message, findings.year, units.name, coalesce(rules.name_zh, findings.rule_id) AS rule
FROM (SELECT id FROM findings_zh WHERE findings_zh MATCH :zh ORDER BY rowid DESC LIMIT 50) AS found
JOIN findings ON findings.id = found.id
JOIN units ON units.id = findings.unit_id
LEFT JOIN rules ON rules.id = findings.rule_id
WHERE NOT private_rule(findings.rule_id)
ORDER BY findings.year DESC, units.division_code, units.name
