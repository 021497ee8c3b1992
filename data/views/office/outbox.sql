-- Each mail with its latest state. Of two merged machines one that sent it has sent it; a doubt stays one until
-- it is settled by hand; else the one that came further counts.
SELECT
    messages.id AS message_id,
    messages.id AS id,
    messages.period,
    messages.recipient,
    messages.subject,
    messages.body_sha256,
    latest.state,
    latest.at,
    latest.detail
FROM messages
JOIN outbox_events AS latest ON latest.rowid = (
    SELECT rowid FROM outbox_events AS e WHERE e.message_id = messages.id
    ORDER BY
        state = 'sent' DESC,
        state = 'unknown' AND (
            SELECT sum(o.state = 'unknown') > sum(o.state = 'ready' AND coalesce(o.detail, '') LIKE 'by hand%')
            FROM outbox_events AS o WHERE o.message_id = e.message_id
        ) DESC,
        step DESC,
        state = 'unknown' DESC,
        state = 'failed' DESC,
        state = 'sending' DESC,
        id
    LIMIT 1
)
