-- Everybody sees what happened to their own accounts; who accounts for access sees it of everybody.
create policy own_person_and_officers on changes for select to quorate_app
using (
    (select quorate.purpose()) = 'views'
    and (
        practitioner_id = (select quorate.practitioner_id())
        or (select quorate.has_duty('auditor'))
        or (select quorate.has_duty('data_protection_officer'))
    )
);

-- That somebody can sign in is known to everybody in the partnership: whoever names a chair has to know it.
create policy members on let_in for select to quorate_app
using ((select quorate.purpose()) = 'views' and quorate.practitioner_id() is not null);
