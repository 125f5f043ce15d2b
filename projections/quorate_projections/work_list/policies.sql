create policy own_work on items for select to quorate_app
using (
    (
        practitioner_id = (select quorate.practitioner_id())
        or agency_id = (select quorate.agency_id())
    )
    and not quorate.excluded_from(meeting_id)
);
