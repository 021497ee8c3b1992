-- One finding with what it is about.
SELECT findings.*, units.name AS unit, units.kind, units.division_code, units.portal_id, coalesce(rules.name_zh, findings.rule_id) AS name,
    rules.description, reports.title, reports.form, reports.first_seen_at, reports.published_on
FROM findings
JOIN units ON units.id = findings.unit_id
LEFT JOIN rules ON rules.id = findings.rule_id
LEFT JOIN reports ON reports.id = findings.report_id
WHERE findings.id = :id
    AND (:officer OR NOT private_rule(findings.rule_id))
