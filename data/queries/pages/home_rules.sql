-- How many findings each rule made, the graver first, as check has counted them.
SELECT rule_id, coalesce(rules.name_zh, rule_id) AS name, tally_findings.severity, sum(n) AS n
FROM tally_findings
LEFT JOIN rules ON rules.id = tally_findings.rule_id
WHERE year = :year AND place = :place AND NOT private_rule(rule_id)
GROUP BY rule_id, tally_findings.severity
ORDER BY CASE tally_findings.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, 4 DESC
