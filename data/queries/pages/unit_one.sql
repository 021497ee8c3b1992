-- One unit with its portal, its parent and its successor.
SELECT units.*, portals.name AS portal, portals.column_url AS portal_column, portals.family,
    parents.name AS parent, successors.name AS successor
FROM units
LEFT JOIN portals ON portals.id = units.portal_id
LEFT JOIN units AS parents ON parents.id = units.parent_id
LEFT JOIN units AS successors ON successors.id = units.successor_id
WHERE units.id = :id
