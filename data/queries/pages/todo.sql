-- What waits for a decision in an officer's region; a missing report waits for its second officer, too.
SELECT findings.id, findings.rule_id, findings.unit_id, findings.year, findings.severity, findings.message,
    findings.status, findings.detected_on, units.name AS unit, coalesce(rules.name_zh, findings.rule_id) AS name
FROM findings
JOIN units ON units.id = findings.unit_id
LEFT JOIN rules ON rules.id = findings.rule_id
WHERE units.division_code GLOB :like
    AND (:year IS NULL OR findings.year = :year)
    AND (:rule = '' OR findings.rule_id = :rule)
    AND (:severity = '' OR findings.severity = :severity)
    AND (:ids IS NULL OR findings.id IN (SELECT value FROM json_each(:ids)))
    AND CASE
        WHEN :status <> '' THEN findings.status = :status
        WHEN findings.status IN ('open', 'reopened') THEN 1
        WHEN findings.status = 'waived' THEN (
            SELECT until FROM reviews WHERE finding_id = findings.id ORDER BY at DESC, id DESC LIMIT 1
        ) < :today
        WHEN findings.rule_id = 'missing-report' AND findings.status = 'confirmed' THEN (
            SELECT count(*) FROM (
                SELECT verdict, max(at) FROM reviews WHERE finding_id = findings.id GROUP BY actor
            ) WHERE verdict = 'confirmed'
        ) < 2
        ELSE 0
    END
ORDER BY CASE findings.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END,
    findings.year DESC, units.division_code, units.name, findings.rule_id
LIMIT :size + 1 OFFSET :offset
