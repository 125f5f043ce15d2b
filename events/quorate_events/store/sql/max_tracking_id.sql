-- $1 ledger, $2 application.
select notification_id from quorate.tracking where ledger = $1 and application_name = $2
