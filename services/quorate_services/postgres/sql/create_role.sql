select format(
    'create role %I with login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password %L',
    $1::text, $2::text
)
