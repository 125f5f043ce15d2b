-- {schema} is put in by the engine, quoted. Grants belong to the objects, so they survive a renaming.
grant usage on schema {schema} to quorate_projector;
grant select, insert, update, delete on all tables in schema {schema} to quorate_projector
