-- What each unit's year counts as at this moment; table `standings` keeps it, brought up to date by data/summaries.py.
-- A report seen but not read in full counts by its date; absent is 未公布 only after two officers confirmed it.
-- In time is also who came before a second working day after the due day began, or was acquitted, as in the mail.
SELECT
    coverage.unit_id,
    units.name,
    units.kind,
    units.division_code,
    coverage.year,
    CASE
        WHEN coverage.state = 'absent' AND (
            SELECT status FROM findings WHERE id = 'missing-report/' || coverage.unit_id || '/' || coverage.year
        ) = 'confirmed' AND (
            SELECT count(*) FROM (
                SELECT verdict, max(at) FROM reviews
                WHERE finding_id = 'missing-report/' || coverage.unit_id || '/' || coverage.year
                GROUP BY actor
            ) WHERE verdict = 'confirmed'
        ) >= 2 THEN 'unpublished'
        WHEN coverage.state NOT IN ('published', 'defective') THEN coverage.state
        WHEN coverage.days_late IS NULL THEN 'undated'
        WHEN coverage.days_late <= 0 THEN 'on_time'
        WHEN coverage.days_late < 15 AND NOT EXISTS (
            SELECT 1 FROM (
                VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13)
            ) AS passed
            WHERE passed.column1 < coverage.days_late AND coalesce(
                (SELECT working FROM holidays WHERE date = date(coverage.due_on, '+' || passed.column1 || ' days')),
                strftime('%w', coverage.due_on, '+' || passed.column1 || ' days') NOT IN ('0', '6')
            )
        ) THEN 'on_time'
        WHEN EXISTS (
            SELECT 1 FROM findings
            WHERE id IN (
                'late-report/' || coverage.unit_id || '/' || coverage.year,
                'late-local/' || coverage.unit_id || '/' || coverage.year
            ) AND status IN ('explained', 'mistaken')
        ) THEN 'on_time'
        WHEN coverage.due_kind = 'local' THEN 'late_local'
        ELSE 'late'
    END AS standing,
    coverage.due_on,
    coverage.published_on,
    coverage.days_late,
    coverage.looks,
    coverage.reason,
    coverage.report_id
FROM coverage
JOIN units ON units.id = coverage.unit_id
