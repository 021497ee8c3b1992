-- The units of one page of the matrix.
SELECT units.id, units.name, units.kind, units.division_code
FROM units
WHERE units.division_code GLOB :like
    AND (:kind = '' OR units.kind = :kind)
    AND (:rule = '' OR units.id IN (SELECT unit_id FROM findings WHERE rule_id = :rule))
    AND EXISTS (SELECT 1 FROM coverage WHERE coverage.unit_id = units.id)
ORDER BY units.division_code, units.kind <> 'government', units.name
LIMIT :size + 1 OFFSET :offset
