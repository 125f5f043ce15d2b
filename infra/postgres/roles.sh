#!/bin/sh
# Runs once, when the database is made: the four roles, none of them a superuser, and the database closed to others.
set -eu

secret() { cat "/run/secrets/$1"; }

psql --set=ON_ERROR_STOP=1 --quiet --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" \
    --set=owner="$(secret quorate_owner_password)" \
    --set=app="$(secret quorate_app_password)" \
    --set=projector="$(secret quorate_projector_password)" \
    --set=relay="$(secret quorate_relay_password)" <<'SQL'
create role quorate_owner login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password :'owner';
create role quorate_app login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password :'app';
create role quorate_projector login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password :'projector';
create role quorate_relay login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password :'relay';
alter database quorate owner to quorate_owner;
revoke all on database quorate from public;
grant connect on database quorate to quorate_app, quorate_projector, quorate_relay;
revoke all on schema public from public;
SQL
