-- One unit, year by year: what was owed, what was seen, what it reported.
SELECT
    standings.year, standings.standing, coverage.state, standings.due_on, coverage.due_kind, coverage.basis,
    standings.published_on, standings.days_late, standings.looks, standings.reason, standings.report_id,
    reports.title, reports.url, reports.date_source,
    (
        SELECT min(version.first_seen_at) FROM reports AS version
        WHERE version.unit_id = standings.unit_id AND version.year = standings.year
    ) AS first_seen_at,
    figures."t3.new_received.total" AS received,
    figures."t3.total_processed.total" AS processed,
    figures."t3.granted.total" AS granted,
    figures."t3.partially_granted.total" AS partially_granted,
    figures."t3.carried_out.total" AS carried_out,
    figures."t4.review.total" AS reviews,
    figures."t4.suit_direct.total" AS suits_direct,
    figures."t4.suit_after_review.total" AS suits_after
FROM standings
JOIN coverage ON coverage.unit_id = standings.unit_id AND coverage.year = standings.year
LEFT JOIN reports ON reports.id = standings.report_id
LEFT JOIN figures ON figures.report_id = standings.report_id
WHERE standings.unit_id = :unit
ORDER BY standings.year DESC
