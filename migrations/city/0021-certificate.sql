-- Until when the city vouches for a desk. Empty for one enrolled before certificates had an end: it gets one at its
-- next renewal, and is heard until then.
ALTER TABLE desk ADD COLUMN certificate_ends_ms bigint;
