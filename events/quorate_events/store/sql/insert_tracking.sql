-- Moves forward only: $1 ledger, $2 application, $3 position. No row comes back when it is not ahead.
insert into quorate.tracking as t (ledger, application_name, notification_id)
values ($1, $2, $3)
on conflict (ledger, application_name) do update set notification_id = excluded.notification_id
where t.notification_id < excluded.notification_id
returning notification_id
