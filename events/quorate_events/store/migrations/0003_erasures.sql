-- quorate:no-transaction
create index concurrently erasures on quorate.stored_events (ledger, notification_id)
where topic in ('quorate.personal_file.erasure_approved', 'quorate.personal_file.erased')
