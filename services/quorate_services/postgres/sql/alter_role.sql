select format('alter role %I with login password %L', $1::text, $2::text)
