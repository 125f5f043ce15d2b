-- Whether the current role could change or delete events.
select
    rolsuper
    or rolbypassrls
    or has_table_privilege('quorate.stored_events', 'update')
    or has_table_privilege('quorate.stored_events', 'delete')
    or has_table_privilege('quorate.stored_events', 'truncate') as too_mighty
from pg_roles
where rolname = current_user;
