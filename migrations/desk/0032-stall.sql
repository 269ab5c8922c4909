-- What has not moved for a while although the city answers; nothing when all of it moves.
ALTER TABLE sync_link ADD COLUMN stalled TEXT;
