-- One row a meeting. Children are kept as ids only to find consecutive inquorate conferences.
create table meetings (
    meeting_id    uuid primary key,
    kind          text not null,
    status        text not null,
    chair_id      uuid not null,
    readers       uuid[] not null,
    -- Whom the meeting concerns, as access/resources.Circle: the policy decides on it.
    circle        jsonb not null,
    child_ids     uuid[] not null,
    held_at       timestamptz,
    rule_set      text not null,
    rule_set_name text not null,
    -- True when any sitting was adjourned inquorate or went on inquorate.
    inquorate     boolean not null,
    consecutive_inquorate_allowed boolean not null
);

-- One row a sitting: as it stands while it is open, as it was recorded once it ended.
create table sittings (
    meeting_id           uuid not null,
    sitting              integer not null,
    opened_at            timestamptz not null,
    ended_at             timestamptz,
    quorate              boolean not null,
    result               text,
    explanation          text not null,
    counted              text[] not null,
    missing              text[] not null,
    may_proceed_for      jsonb not null,
    ground               text,
    ground_in_words      text,
    report_to_partners   boolean not null,
    reason               text not null,
    interim_arrangements text not null,
    reconvene_on         date,
    -- By when the rule set wants an adjourned inquorate meeting held again, and whether it goes on later than that.
    reconvene_by         date,
    reconvenes_late      boolean not null,
    primary key (meeting_id, sitting)
);
