-- Each mail with its latest state.
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
    SELECT max(rowid) FROM outbox_events WHERE message_id = messages.id
)
