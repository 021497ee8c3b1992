-- Rules by name, with how many findings they made, as check has counted them.
SELECT rules.id, rules.name_zh AS name,
    (SELECT coalesce(sum(n), 0) FROM tally_findings WHERE rule_id = rules.id AND place = '') AS n
FROM rules
WHERE rules.name_zh LIKE :like AND NOT private_rule(rules.id)
ORDER BY rules.name_zh
