-- How far a desk has taken its centre's feed, as its own signed request says; empty until it has asked.
ALTER TABLE desk_contact ADD COLUMN heard_seq integer CHECK (heard_seq >= 0);
