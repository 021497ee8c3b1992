-- What stands in the matrix for the units of one page; of one rule only its findings are counted.
SELECT unit_id, year, standing, days_late, reason, published_on, due_on,
    CASE WHEN :rule = '' THEN findings ELSE (
        SELECT count(*) FROM findings
        WHERE findings.unit_id = standings.unit_id AND findings.year = standings.year
            AND findings.rule_id = :rule AND findings.severity <> 'info' AND NOT private_rule(findings.rule_id)
    ) END AS findings
FROM standings
WHERE unit_id IN (SELECT value FROM json_each(:units))
