-- Who belongs to the partnership is known to everybody in it; children are not.
create policy members on agencies for select to quorate_app using (quorate.practitioner_id() is not null);

create policy members on practitioners for select to quorate_app
using (quorate.practitioner_id() is not null);

create policy child_readers on children for select to quorate_app
using (
    registered_by_agency_id = (select quorate.agency_id())
    or quorate.may_read_child(child_id)
);
