-- Every rule with how often it fired, as check has counted it, and how officers last judged what it said: a finding
-- that has since been put right or has gone was right or wrong all the same.
WITH judged AS (
    SELECT substr(finding_id, 1, instr(finding_id, '/') - 1) AS rule_id, verdict, max(at)
    FROM reviews
    WHERE verdict IN ('confirmed', 'explained', 'mistaken')
    GROUP BY finding_id
)
SELECT
    rules.id, rules.name_zh, rules.severity, rules.basis, rules.description,
    coalesce(counted.findings, 0) AS findings, coalesce(counted.waiting, 0) AS waiting,
    (SELECT count(*) FROM judged WHERE rule_id = rules.id AND verdict = 'confirmed') AS confirmed,
    (SELECT count(*) FROM judged WHERE rule_id = rules.id AND verdict = 'explained') AS explained,
    (SELECT count(*) FROM judged WHERE rule_id = rules.id AND verdict = 'mistaken') AS mistaken
FROM rules
LEFT JOIN (
    SELECT rule_id, sum(n) AS findings, sum(n) FILTER (WHERE status IN ('open', 'reopened')) AS waiting
    FROM tally_findings
    WHERE place = '' AND NOT private_rule(rule_id)
    GROUP BY rule_id
) AS counted ON counted.rule_id = rules.id
ORDER BY CASE rules.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, rules.name_zh
