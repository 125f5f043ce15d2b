-- An actor finds its own entries only. The children of a meeting are there for those who may read it.
create policy own_agency on readers for select to quorate_app
using (agency_id = (select quorate.agency_id()));

create policy own_person on chairs for select to quorate_app
using (practitioner_id = (select quorate.practitioner_id()));

create policy own_person on excluded for select to quorate_app
using (practitioner_id = (select quorate.practitioner_id()));

create policy own_agency on excluded_agencies for select to quorate_app
using (agency_id = (select quorate.agency_id()));

create policy own_person on openings for select to quorate_app
using (practitioner_id = (select quorate.practitioner_id()));

create policy meeting_readers on children for select to quorate_app
using (quorate.may_read_meeting(meeting_id));

create policy own_agency on own_children for select to quorate_app
using (agency_id = (select quorate.agency_id()));
