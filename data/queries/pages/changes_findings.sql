-- Findings of a year first made since a day, the newest first; hints are left out.
SELECT findings.id, findings.unit_id, units.name, findings.year, findings.severity, findings.status,
    coalesce(rules.name_zh, findings.rule_id) AS rule, findings.detected_on
FROM findings
JOIN units ON units.id = findings.unit_id
LEFT JOIN rules ON rules.id = findings.rule_id
WHERE findings.year = :year
    AND findings.detected_on >= :since
    AND findings.severity <> 'info'
    AND (:officer OR NOT private_rule(findings.rule_id))
    AND units.division_code GLOB :like
ORDER BY findings.detected_on DESC
LIMIT :size
