-- The relay reads what it publishes, and nothing else. The role exists already; this file only grants.
grant usage on schema quorate to quorate_relay;
grant select on quorate.ledger_head to quorate_relay;
grant select (ledger, notification_id, originator_id, originator_version, topic, state, commit_id, recorded_at)
on quorate.stored_events to quorate_relay;
