-- Who goes first in every list: what somebody claimed before is found by the number.
CREATE INDEX assist_order_first ON assist_order (json_extract(registration, '$.served.idNumber')) WHERE first = 1;

-- Results that wait to be fetched, the longest waiting first.
CREATE INDEX custody_thing_result ON custody_thing (since, thing_id) WHERE gone = 0 AND form = 'RESULT';
