-- How many findings wait for a decision, counted no further than is told: the conditions are those of todo.sql.
SELECT count(*) AS n FROM (
SELECT 1
FROM findings
JOIN units ON units.id = findings.unit_id
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
LIMIT :most)
