-- Every rule with how often it fired and what officers said of it, as check has counted it.
SELECT
    rules.id, rules.name_zh, rules.severity, rules.basis, rules.description,
    coalesce(sum(n), 0) AS findings,
    coalesce(sum(n) FILTER (WHERE status IN ('open', 'reopened')), 0) AS waiting,
    coalesce(sum(n) FILTER (WHERE status = 'confirmed'), 0) AS confirmed,
    coalesce(sum(n) FILTER (WHERE status = 'explained'), 0) AS explained,
    coalesce(sum(n) FILTER (WHERE status = 'mistaken'), 0) AS mistaken
FROM rules
LEFT JOIN tally_findings AS counted
    ON counted.rule_id = rules.id AND counted.place = '' AND NOT private_rule(counted.rule_id)
GROUP BY rules.id
ORDER BY CASE rules.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, rules.name_zh
