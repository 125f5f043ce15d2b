select exists (select from pg_roles where rolname = $1::text)
