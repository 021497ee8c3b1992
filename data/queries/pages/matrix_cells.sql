-- What stands in the matrix for the units of one page.
SELECT standings.unit_id, standings.year, standings.standing, standings.days_late, standings.reason,
    standings.published_on, standings.due_on,
    (
        SELECT count(*) FROM findings
        WHERE findings.unit_id = standings.unit_id AND findings.year = standings.year
            AND findings.severity <> 'info' AND NOT private_rule(findings.rule_id) AND (:rule = '' OR findings.rule_id = :rule)
    ) AS findings
FROM standings
WHERE standings.unit_id IN (SELECT value FROM json_each(:units))
