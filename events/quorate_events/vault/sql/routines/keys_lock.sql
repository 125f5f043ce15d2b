-- The second lock: a session sees keys only when it says that it is for keys. The owner wraps them anew.
alter table quorate_keys.data_keys enable row level security, force row level security;
drop policy if exists for_keys on quorate_keys.data_keys;
create policy for_keys on quorate_keys.data_keys
using (current_setting('quorate.purpose', true) = 'keys')
with check (current_setting('quorate.purpose', true) = 'keys');
