-- Where a document was seen: the portal, the list's own words for it, the unit in whose column it stood.
SELECT DISTINCT portals.name AS portal, looks.url, coalesce(sightings.title, looks.title) AS title,
    sightings.listed_on, units.name AS column_unit
FROM looks
LEFT JOIN portals ON portals.id = looks.portal_id
LEFT JOIN sightings ON sightings.url = looks.url
LEFT JOIN units ON units.id = looks.unit_id
WHERE looks.sha256 = :sha256
ORDER BY looks.at
LIMIT 20
