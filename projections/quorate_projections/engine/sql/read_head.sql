select coalesce(max(notification_id), 0) from quorate.stored_events where ledger = $1
