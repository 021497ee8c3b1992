BEGIN TRANSACTION;
CREATE TABLE "letter_events" ("id" TEXT, "letter_id" TEXT, "at" TEXT, "kind" TEXT, "unit_id" TEXT, "year" INTEGER, "findings" TEXT, "doc_no" TEXT, "drafted_at" TEXT, "sent_on" TEXT, "rectify_by" TEXT, "returned_on" TEXT, "result" TEXT, "sha256" TEXT, PRIMARY KEY ("id"));
INSERT INTO "letter_events" VALUES('l1','L1','2026-02-02T02:00:00.000000Z','notice','u',NULL,'[]',NULL,NULL,'2026-03-02',NULL,NULL,NULL,NULL);
CREATE TABLE "messages" ("id" TEXT, "period" TEXT, "recipient" TEXT, "subject" TEXT, "body_sha256" TEXT, "body" BLOB, "composed_at" TEXT, PRIMARY KEY ("id"));
INSERT INTO "messages" VALUES('<w@nianjian.invalid>','2026-W06','a@example.org','周报','0',X'6D61696C','2026-02-02T02:00:00.000000Z');
CREATE TABLE "outbox_events" ("id" TEXT, "message_id" TEXT, "state" TEXT, "at" TEXT, "detail" TEXT, PRIMARY KEY ("id"));
INSERT INTO "outbox_events" VALUES('o1','<w@nianjian.invalid>','sent','2026-02-02T02:00:00.000000Z',NULL);
CREATE INDEX "outbox_events_message_id" ON "outbox_events" ("message_id");
CREATE INDEX "letter_events_letter_id" ON "letter_events" ("letter_id");
CREATE VIEW "letters" AS
-- Each letter with the latest value of everything that was said of it.
SELECT
    letter_id AS id,
    max(kind) AS kind,
    max(unit_id) AS unit_id,
    max(year) AS year,
    (SELECT findings FROM letter_events AS e WHERE e.letter_id = l.letter_id AND e.findings <> '[]' ORDER BY rowid DESC LIMIT 1) AS findings,
    (SELECT doc_no FROM letter_events AS e WHERE e.letter_id = l.letter_id AND e.doc_no IS NOT NULL ORDER BY rowid DESC LIMIT 1) AS doc_no,
    min(drafted_at) AS drafted_at,
    (SELECT sent_on FROM letter_events AS e WHERE e.letter_id = l.letter_id AND e.sent_on IS NOT NULL ORDER BY rowid DESC LIMIT 1) AS sent_on,
    (SELECT rectify_by FROM letter_events AS e WHERE e.letter_id = l.letter_id AND e.rectify_by IS NOT NULL ORDER BY rowid DESC LIMIT 1) AS rectify_by,
    (SELECT returned_on FROM letter_events AS e WHERE e.letter_id = l.letter_id AND e.returned_on IS NOT NULL ORDER BY rowid DESC LIMIT 1) AS returned_on,
    (SELECT result FROM letter_events AS e WHERE e.letter_id = l.letter_id AND e.result IS NOT NULL ORDER BY rowid DESC LIMIT 1) AS result,
    (SELECT sha256 FROM letter_events AS e WHERE e.letter_id = l.letter_id AND e.sha256 IS NOT NULL ORDER BY rowid DESC LIMIT 1) AS sha256
FROM letter_events AS l
GROUP BY letter_id;
CREATE VIEW "outbox" AS
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
);
CREATE TRIGGER "messages_keep" BEFORE DELETE ON "messages" BEGIN SELECT RAISE(ABORT, 'messages is a log: rows are never changed or removed'); END;
CREATE TRIGGER "messages_fixed" BEFORE UPDATE ON "messages" BEGIN SELECT RAISE(ABORT, 'messages is a log: rows are never changed or removed'); END;
CREATE TRIGGER "messages_once" BEFORE INSERT ON "messages" WHEN EXISTS (SELECT 1 FROM "messages" WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'messages is a log: rows are never changed or removed'); END;
CREATE TRIGGER "outbox_events_keep" BEFORE DELETE ON "outbox_events" BEGIN SELECT RAISE(ABORT, 'outbox_events is a log: rows are never changed or removed'); END;
CREATE TRIGGER "outbox_events_fixed" BEFORE UPDATE ON "outbox_events" BEGIN SELECT RAISE(ABORT, 'outbox_events is a log: rows are never changed or removed'); END;
CREATE TRIGGER "outbox_events_once" BEFORE INSERT ON "outbox_events" WHEN EXISTS (SELECT 1 FROM "outbox_events" WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'outbox_events is a log: rows are never changed or removed'); END;
CREATE TRIGGER "letter_events_keep" BEFORE DELETE ON "letter_events" BEGIN SELECT RAISE(ABORT, 'letter_events is a log: rows are never changed or removed'); END;
CREATE TRIGGER "letter_events_fixed" BEFORE UPDATE ON "letter_events" BEGIN SELECT RAISE(ABORT, 'letter_events is a log: rows are never changed or removed'); END;
CREATE TRIGGER "letter_events_once" BEFORE INSERT ON "letter_events" WHEN EXISTS (SELECT 1 FROM "letter_events" WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'letter_events is a log: rows are never changed or removed'); END;
COMMIT;
PRAGMA user_version = 2133192309;
