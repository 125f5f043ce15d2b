"""What may be asked of Quorate: every read and every kind of command that the policy knows."""

from enum import StrEnum


class Action(StrEnum):
    """What somebody wants to do. Each surface names the one that it is, and asks the policy."""

    # Meetings
    LIST_MEETINGS = "list_meetings"
    """Find a meeting in lists and counts."""
    READ_MEETING = "read_meeting"
    """Read the record of a meeting, and what each agency was asked."""
    READ_ATTENDANCE = "read_attendance"
    READ_QUORACY = "read_quoracy"
    READ_PREVIOUS_QUORACY = "read_previous_quoracy"
    """Be told whether the conference before this one was inquorate, without reading that one."""
    READ_TIMELINESS = "read_timeliness"
    WATCH_MEETING = "watch_meeting"
    """Be told at once when something happens in a meeting."""
    EXPORT_MEETING = "export_meeting"
    OPEN_IN_EMERGENCY = "open_in_emergency"

    # What was shared
    READ_OWN_SHARE = "read_own_share"
    """Read what one's own agency was asked and what it shared, and nothing of the others."""
    READ_PART = "read_part"
    """Read the text of a part."""
    KNOW_OF_PART = "know_of_part"
    """Know that a part exists, and, where it was withdrawn, why."""

    # Children
    READ_CHILD = "read_child"
    READ_EARLIER_MEETING = "read_earlier_meeting"
    """Be shown one meeting among the earlier ones about a child."""

    # Work
    READ_ACTION = "read_action"
    READ_WORK_LIST = "read_work_list"
    READ_WORK_ITEM = "read_work_item"
    """Be shown one item of the work list, and be told when it changes."""

    # The partnership
    READ_TRENDS = "read_trends"
    LIST_AGENCIES = "list_agencies"
    LIST_PEOPLE = "list_people"
    READ_DEFINITIONS = "read_definitions"
    """Read what the metrics mean."""
    READ_ONESELF = "read_oneself"
    READ_LOOKS = "read_looks"
    READ_OWN_LOOKS = "read_own_looks"
    """Be told what one looked at oneself."""
    READ_EMERGENCY_OPENINGS = "read_emergency_openings"
    READ_EVIDENCE = "read_evidence"
    """Read checkpoints, hashes and proofs, which say nothing of what was written."""
    READ_ENTRIES = "read_entries"
    """Read what leaves are made of: for each event its stream, topic, command and time, and a hash of its bytes."""
    COSIGN = "cosign"
    """Hand in what a witness signed."""
    READ_RULE_SETS = "read_rule_sets"
    KEEP_RULE_SETS = "keep_rule_sets"

    # Commands
    CONVENE = "convene"
    RUN_MEETING = "run_meeting"
    """Invite, open, record attendance, decide, agree actions, confirm and issue the record."""
    ANSWER_FOR_AGENCY = "answer_for_agency"
    """Answer an invitation, declare involvement."""
    CONTRIBUTE = "contribute"
    """Share parts, release, correct and withdraw them; give a view, dissent, escalate."""
    ACT_ON_ACTION = "act_on_action"
    KEEP_AGENCIES = "keep_agencies"
    REGISTER_MEMBER = "register_member"
    """Register a person as a member at once, without an invitation."""
    MANAGE_MEMBERS = "manage_members"
    """Confirm, suspend, resume and end memberships, register an agency's software, keep sign-ins."""
    GRANT_DUTIES = "grant_duties"
    """Invite a person, or entrust a member with further duties."""
    WITHDRAW_DUTIES = "withdraw_duties"
    REGISTER_CHILD = "register_child"
