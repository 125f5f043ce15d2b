-- $1 sources.
select source, name, checksum from quorate.schema_migrations where source = any ($1::text[])
