insert into drafts (person, form, saved_at, sealed) values (?, ?, ?, ?)
on conflict (person, form) do update set saved_at = excluded.saved_at, sealed = excluded.sealed
