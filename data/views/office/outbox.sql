-- Each mail with its latest state; of two merged machines the one that came further counts.
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
    SELECT rowid FROM outbox_events WHERE message_id = messages.id ORDER BY step DESC, rowid DESC LIMIT 1
)
