-- The hashes of leaves, worked out as entry.py says it: $1 ledger, $2 after this position, $3 up to this position, $4 limit,
-- $5 what every entry of the ledger begins with. The bodies stay where they are.
select
    notification_id,
    sha256(
        '\x00'::bytea
        || $5::bytea
        || int8send(notification_id)
        || uuid_send(originator_id)
        || int8send(originator_version)
        || substring(int4send(octet_length(topic)) from 3)
        || convert_to(topic, 'UTF8')
        || uuid_send(commit_id)
        || int8send((extract(epoch from recorded_at) * 1000000)::bigint)
        || sha256(state)
    ) as leaf
from quorate.stored_events
where ledger = $1 and notification_id > $2::bigint and notification_id <= $3::bigint
order by notification_id
limit $4::bigint
