# ruff: noqa: E501 - one sentence a line, however long it is
"""What is said and written at and around a meeting: invitations, views, decisions, actions, reasons."""

from quorate_events.meetings.vocabulary import Sector

WHY: dict[Sector, tuple[str, ...]] = {
    Sector.CHILDRENS_SOCIAL_CARE: (
        "You carry out the enquiry and know the children.",
        "You are responsible for the work with the family.",
    ),
    Sector.POLICE: (
        "There have been incidents at the address, and a criminal investigation may be needed.",
        "You hold information about the adults in the home that the others cannot know.",
    ),
    Sector.HEALTH: (
        "You know the children's health and development and see the parents.",
        "The children are registered with you, and you may have seen changes.",
    ),
    Sector.EDUCATION: (
        "You see {child} most days and know how things are before and after weekends.",
        "{child} is on your roll, and the first worry was told to your staff.",
    ),
}
OTHER_WHY = (
    "You have worked with an adult of this family.",
    "Your service may be part of the support that the family needs.",
)
ASKED: dict[Sector, tuple[str, ...]] = {
    Sector.POLICE: (
        "Incidents at the address, convictions and bail conditions of the adults, and whether a joint enquiry is needed.",
        "All involvement, current and historic, with the people listed; what may be shared with the family and what may not.",
    ),
    Sector.HEALTH: (
        "Growth, development, missed appointments, injuries and attendances; how parent and child are together.",
        "A chronology of contacts in the last two years and your view of the effect on each child.",
    ),
    Sector.EDUCATION: (
        "Attendance, progress, what the child has said, contact with the parents, and siblings at other schools.",
        "Entries in the safeguarding record, and how the child is in class.",
    ),
}
OTHER_ASKED = (
    "What you know of the family, since when, what has changed, and what you can offer.",
    "Your report with worries, strengths and what needs to happen; say so when you hold nothing.",
)
APOLOGIES = (
    "Court that morning.",
    "On leave; the report will be sent.",
    "Two conferences at the same time.",
    "Clinic could not be moved at this notice.",
    "",
)
SEARCHED = (
    "Case management, crime and intelligence systems searched by name, date of birth and address; nothing held.",
    "Electronic record and archive searched for all names and dates of birth given, including earlier surnames.",
    "Searched by name, date of birth and address for the last seven years. The family is not known to us.",
)
DECLINED = (
    "The only information we hold is about a third person who has not agreed and is at risk; the chair has been told by telephone.",
    "Counsel advises that disclosure now would prejudice the trial that begins next week. We will share afterwards.",
)
REASONING = (
    "The harm is continuing and the family has not been able to change it with help alone.",
    "On what we heard today the threshold is met; the plan gives everybody the same list.",
    "There is progress, and it has been kept up since the last core group.",
    "The safety of the children depends on one adult keeping to an agreement that was broken before.",
    "The children's needs can be met by support that the family has asked for.",
)
RATIONALE = {
    "plan_made": (
        "The conference heard that {child} has suffered significant harm through {concern}, and that more is likely. Agencies were agreed that a plan is needed to make the children safe.",
        "{child} is likely to suffer significant harm. The worries are long-standing, help under an agreed plan did not hold, and the protective factors are not yet strong enough.",
    ),
    "plan_not_required": (
        "There has been harm through {concern}, but the situation has changed: the adult has left, the family has accepted help, and a child in need plan is enough.",
        "The threshold of likely significant harm is not met today. Support goes on, and the family knows what would bring the agencies back together.",
    ),
    "plan_continued": (
        "Some of the plan has been done. {child} is not yet safe enough: {concern} still shapes daily life, and two actions are outstanding.",
        "Progress is real and recent. The conference wants to see it last before the plan ends.",
    ),
    "plan_ended": (
        "The plan has done its work. {child} says that home is calmer, the agencies see the same, and the family wants to go on with support.",
        "The risk that led to the plan is no longer there. A child in need plan follows for three months.",
    ),
    "enquiry": (
        "There is reasonable cause to suspect that {child} is suffering significant harm through {concern}.",
        "The information put together today goes beyond what any one agency held. Enquiries under section 47 are needed.",
    ),
    "no_enquiry": (
        "What the agencies hold does not give reasonable cause to suspect significant harm. The assessment goes on, with the family's agreement.",
    ),
}  # fmt: skip
IMMEDIATE = (
    "",
    "",
    "The adult stays away from the home until the enquiry has been completed; agreed in writing tonight.",
    "{child} stays with the grandmother until the medical has taken place.",
)
DISSENT = (
    "The agency formally dissents: it does not consider the children safe without a plan and believes that the history was given too little weight.",
    "The agency formally dissents from ending the plan, because the improvement is younger than six weeks.",
)
RESERVATION = (
    "We go along with the decision and want it noted that the father was not seen before the conference.",
    "We support the plan; our worry is that the date for the first visit is too late.",
)
CORRECTION = (
    "The date of the incident was wrong in the first version.",
    "Two children had been mixed up.",
    "A figure was taken from the wrong year.",
)
WITHDRAWAL = ("It belongs to another family of the same name.", "Sent to the wrong conference.")
ACTIONS: dict[Sector, tuple[tuple[str, str], ...]] = {
    Sector.CHILDRENS_SOCIAL_CARE: (
        ("See {child} alone, at home and at school.", "A recorded visit with {child}'s own words."),
        ("Hold the first core group and write the plan out with the family.", "The plan has been sent to all members."),
        ("Complete the assessment and share it with both parents.", "The assessment is on the record."),
        ("Arrange a family group conference.", "The date is fixed and the family's plan received."),
    ),
    Sector.POLICE: (
        ("Place a marker on the address for an urgent response.", "The marker is in place and its number is recorded."),
        ("Tell the social worker about every new incident within one working day.", "No incident is found later that was not shared."),
        ("Review the bail conditions with the officer in the case.", "The outcome has been sent to the social worker."),
    ),
    Sector.HEALTH: (
        ("Offer an appointment for growth and development.", "The child was seen and the findings were shared."),
        ("Make the referral to speech and language therapy.", "The referral was accepted."),
        ("Check immunisations and missed appointments of every child.", "The list was sent to the core group."),
    ),
    Sector.EDUCATION: (
        ("Provide a mentor whom {child} can go to each day.", "{child} can name the person."),
        ("Share the attendance figures with the core group every fortnight.", "Figures received before each core group."),
    ),
}  # fmt: skip
OTHER_ACTIONS = (
    ("Offer the support that was agreed, starting within two weeks.", "The first session has taken place."),
    ("Write to the core group about what was taken up and what was not.", "The letter has been received."),
)
EVIDENCE = (
    "Done as agreed; the note of the visit is on the record and was shared with the core group.",
    "Completed. The social worker confirmed receipt by telephone.",
    "The appointment took place, and the letter has been sent to all who need it.",
    "In place since this week and checked with the family.",
)
PROGRESS = (
    "First appointment offered and not kept; a second one is booked.",
    "Waiting for the other service to answer. Reminder sent.",
    "Half done: one child has been seen, the other was away.",
)
NOT_DONE = (
    "The family has moved out of the area; the receiving authority has been told.",
    "The service was withdrawn before a place came up.",
    "The parent declined, and the core group agreed on another way.",
)
SUMMARY = (
    "The meeting heard from those present and read the reports of those who could not come. Decisions, views and actions are as recorded.",
    "The record is a fair account of what was shared, what was decided and why. Corrections received have been taken up.",
)
ADJOURNED = (
    "Fewer agencies are present than the rules ask for, and those absent know the children best.",
    "Without the agencies that are missing the conference would decide on half of what is known.",
)
INTERIM = (
    "The written safety plan of last week stays in force. The social worker visits twice before the new date, once unannounced.",
    "The children stay with the grandmother, who has been visited. The police marker on the address remains.",
)
PROCEEDED = {
    "lead_and_one_other": "Children's social care and the agency that knows the family best are here, and the other reports were read.",
    "child_has_few_agencies": "The child is in contact with few services, and all of them are here or have written.",
    "sufficient_information": "Detailed reports of the absent agencies were available and leave no question open that bears on the decision.",
    "delay_detrimental": "Waiting would leave the child without protection tonight. Absent agencies were reached by telephone afterwards.",
}  # fmt: skip
ESCALATION = (
    "We asked for the strategy discussion to be reconvened and have had no answer for a week.",
    "The action that protects the child has not been started, and the manager's answer does not explain why.",
)
RESOLVED = (
    "The managers met and agreed on a joint visit this week; the plan was changed accordingly.",
    "The decision stands. The history was looked at again together, and the reasons were put in writing.",
)
