-- In, out and held are counted with every look at the board: from this index alone, without the rows.
CREATE INDEX custody_thing_totals ON custody_thing (home, gone, case_id);
