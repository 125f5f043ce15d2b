-- The person whom what was read is about: whose looks, whose accounts, whose membership.
alter table quorate.looks add column about_practitioner_id uuid;
