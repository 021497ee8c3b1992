-- Each run with how it ended; a run without an end is still going, or was cut off.
SELECT
    started.run_id AS id,
    started.command,
    started.at AS started_at,
    finished.at AS finished_at,
    finished.outcome,
    finished.count AS looks,
    finished.head
FROM run_events AS started
LEFT JOIN run_events AS finished ON finished.run_id = started.run_id AND finished.event = 'finished'
WHERE started.event = 'started'
