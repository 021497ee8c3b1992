-- Every rule with how often it fired and what officers said of it.
SELECT
    rules.id, rules.name_zh, rules.severity, rules.basis, rules.description,
    count(findings.id) AS findings,
    count(CASE WHEN findings.status IN ('open', 'reopened') THEN 1 END) AS waiting,
    count(CASE WHEN findings.status = 'confirmed' THEN 1 END) AS confirmed,
    count(CASE WHEN findings.status = 'explained' THEN 1 END) AS explained,
    count(CASE WHEN findings.status = 'mistaken' THEN 1 END) AS mistaken
FROM rules
LEFT JOIN findings ON findings.rule_id = rules.id AND NOT private_rule(findings.rule_id)
GROUP BY rules.id
ORDER BY CASE rules.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, rules.name_zh
