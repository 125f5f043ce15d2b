-- Whether a person has put anything on the log: $1 ledger, $2 practitioner. Reads the whole log where it is not so.
select exists (
    select from quorate.stored_events
    where ledger = $1
        and convert_from(state, 'UTF8')::json #>> '{by,practitioner_id}' = $2::uuid::text
)
