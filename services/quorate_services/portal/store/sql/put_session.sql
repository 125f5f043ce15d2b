insert into sessions (id, form_token, began_at, seen_at, sealed) values (?, ?, ?, ?, ?)
on conflict (id) do update set seen_at = excluded.seen_at, sealed = excluded.sealed
