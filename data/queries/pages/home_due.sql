-- The days on which reports are due.
SELECT DISTINCT due_on
FROM standings
WHERE year = :year AND division_code LIKE :like AND due_on IS NOT NULL AND standing <> 'exempt'
