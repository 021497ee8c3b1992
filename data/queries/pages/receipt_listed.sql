-- What the lists showed that bears the unit's name or year: the proof that the list could be read.
SELECT DISTINCT sightings.title, sightings.url, sightings.listed_on
FROM sightings
WHERE sightings.list_sha256 IN (SELECT value FROM json_each(:pages))
ORDER BY instr(sightings.title, :name) = 0, sightings.listed_on DESC, sightings.title
LIMIT 12
