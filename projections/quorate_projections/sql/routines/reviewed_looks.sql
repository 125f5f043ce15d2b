-- A reviewer sees who looked at meetings that the agency reads; the policy (Action.REVIEW_MEETING) leaves of these the
-- meetings that the agency convened.
drop policy if exists reviewed on quorate.looks;
create policy reviewed on quorate.looks for select to quorate_app
using (
    (select quorate.purpose()) = 'looks'
    and (select quorate.has_duty('reviewer'))
    and quorate.may_read_meeting(meeting_id)
);
