-- How often each rule fired in a place in a year and the year before, what an officer refuted left out.
SELECT rule_id, coalesce(rules.name_zh, rule_id) AS name, counted.severity,
    coalesce(sum(n) FILTER (WHERE year = :year), 0) AS now,
    coalesce(sum(n) FILTER (WHERE year = :year - 1), 0) AS before
FROM tally_findings AS counted
LEFT JOIN rules ON rules.id = rule_id
WHERE year IN (:year, :year - 1)
    AND place = :place
    AND counted.severity <> 'info'
    AND status NOT IN ('mistaken', 'explained', 'waived')
    AND NOT private_rule(rule_id)
GROUP BY rule_id, counted.severity
ORDER BY now DESC, before DESC, name
