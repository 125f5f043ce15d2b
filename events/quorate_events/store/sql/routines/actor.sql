-- Who asks, as the application said in this transaction. Null, and with it no row, where it did not.
-- Once a setting was used in a session it is empty between transactions, not null.
create or replace function quorate.practitioner_id()
returns uuid
language sql stable parallel safe
as $$ select nullif(current_setting('quorate.practitioner_id', true), '')::uuid $$;

create or replace function quorate.agency_id()
returns uuid
language sql stable parallel safe
as $$ select nullif(current_setting('quorate.agency_id', true), '')::uuid $$;

-- Whether the actor is entrusted with any of the duties.
create or replace function quorate.has_duty(variadic duties text[])
returns boolean
language sql stable parallel safe
as $$ select string_to_array(current_setting('quorate.duties', true), ',') && duties $$;

-- Whether somebody counts over everybody's meetings.
create or replace function quorate.is_counting()
returns boolean
language sql stable parallel safe
as $$ select current_setting('quorate.purpose', true) = 'aggregates' and quorate.practitioner_id() is not null $$;

revoke all on function quorate.practitioner_id, quorate.agency_id, quorate.has_duty, quorate.is_counting from public;
grant execute on function quorate.practitioner_id, quorate.agency_id, quorate.has_duty, quorate.is_counting
to quorate_app, quorate_projector;

-- The moment that the actor asks at, as the policy takes it; the database's own time where nobody said.
create or replace function quorate.moment()
returns timestamptz
language sql stable parallel safe
as $$ select coalesce(nullif(current_setting('quorate.moment', true), '')::timestamptz, now()) $$;

revoke all on function quorate.moment from public;
grant execute on function quorate.moment to quorate_app, quorate_projector;
