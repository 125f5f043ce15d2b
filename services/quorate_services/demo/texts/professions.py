# ruff: noqa: E501 - one sentence a line, however long it is
"""What each profession writes about its own contact with a family, by sector."""

from quorate_events.meetings.vocabulary import Sector

ROLE: dict[Sector, tuple[str, ...]] = {
    Sector.CHILDRENS_SOCIAL_CARE: (
        "I have been the allocated social worker for the {surname} family for {n} months and have seen the children at home, at school and alone.",
        "The children were seen on {n} occasions during the enquiry, {child} twice without a parent in the room.",
        "The assessment draws on visits, the agencies' information and two conversations with the wider family.",
        "Case supervision took place in each of the last {n} months, and the plan was reviewed with the team manager.",
    ),
    Sector.POLICE: (
        "All systems were searched for the adults and children named in the request, and for the address, from the last {n} years.",
        "The child abuse investigation unit has had contact with this family; the officer in the case is named in the referral.",
        "There are {n} domestic incident logs for the address and one live investigation.",
        "The custody record and the officers' body-worn video have been viewed for this report.",
    ),
    Sector.HEALTH: (
        "I know the family from home visits and clinic contacts over {n} months and have read the electronic record of each child.",
        "{child} is registered with our service and was last seen {n} weeks ago.",
        "Health information was collected from the community record, the hospital letters and the surgery's summary.",
        "Weight, growth and development were checked at the last contact, and the findings are given below.",
    ),
    Sector.EDUCATION: (
        "{child} has been with us for {n} terms. The class teacher and the pastoral team have contributed to this report.",
        "Attendance this year is {percent} %, with {n} late arrivals. The education welfare officer has been informed.",
        "The safeguarding record holds {n} entries for this year, which are summarised below.",
        "We speak with the mother at the gate most days; the father has come in once.",
    ),
}
OTHER_ROLE = (
    "Our service has worked with the family for {n} months, mostly with the mother.",
    "There were {n} planned contacts, of which most were kept.",
    "I have spoken with the previous worker and read the closing summary of the earlier episode.",
    "This report is about our own contact only; we have not met the children alone.",
)

FINDINGS: dict[Sector, tuple[str, ...]] = {
    Sector.CHILDRENS_SOCIAL_CARE: (
        "The parents were open about some of the difficulties and avoided others, in particular what happened on the night of the incident.",
        "The home was warm and tidy on the announced visit and in poor order on the unannounced one.",
        "The grandmother is a steady person in {child}'s life and has offered to have the children at weekends.",
        "The previous plan ended fourteen months ago with good progress that was not kept up after services left.",
        "Both parents have been told what the worries are in plain words and have had the report in time to read it.",
    ),
    Sector.POLICE: (
        "The named adult has convictions for assault and criminal damage; the last is from three years ago.",
        "Officers recorded that the children were upset and that the younger one was holding on to the mother.",
        "A non-molestation order is in force, and a breach was reported but not charged.",
        "There is nothing to show that the children themselves have been spoken to by officers on earlier occasions.",
        "The suspect has been interviewed and bailed with conditions not to contact the family; bail is reviewed in four weeks.",
        "Neighbours have called {n} times since the start of the year, mostly about noise and shouting after midnight.",
    ),
    Sector.HEALTH: (
        "{child}'s weight has moved down across two centile lines since the last review.",
        "Immunisations are not complete, and the two-year development review was missed twice.",
        "The mother asked for help with sleep and low mood and was referred; she did not go to the first appointment.",
        "At the last contact the mother was warm and attentive with the baby and asked good questions.",
        "There were {n} attendances at the emergency department in twelve months, one of them without an injury being found.",
        "Speech is delayed for age, and a referral to speech and language therapy has been made.",
    ),
    Sector.EDUCATION: (
        "{child} is bright, kind to younger children and finds it hard to concentrate after weekends.",
        "Homework is seldom done, and the reading book has not been home and back since half-term.",
        "{child} has a small group of friends and a good relationship with the teaching assistant.",
        "There were {n} days of unexplained absence this term, most of them Mondays.",
        "Lunch money is often missing; the school provides breakfast every day without a charge.",
        "{child} cried in class last week and said only that there had been a big row at home.",
    ),
}
OTHER_FINDINGS = (
    "Appointments are kept when transport is offered and missed when it is not.",
    "The mother speaks openly about her own childhood and wants things to be different for her children.",
    "Rent arrears have grown to about £{n}00, and a notice was served last month.",
    "The programme has been started and {n} of twelve sessions were attended.",
    "There is no record of a threat against staff; workers visit in pairs as a precaution.",
    "Support was offered on {n} occasions and accepted once.",
)

STRENGTHS = (
    "The children are fond of each other, and {child} is proud of being the one who helps.",
    "The mother contacted us herself after the incident and has kept every appointment since.",
    "The wider family knows about the worries and has drawn up a list of who can be called at night.",
    "School is a safe and steady place for {child}, who has hardly missed a day this half-term.",
    "The parents have agreed to the safety plan in writing and understand what will happen if it is not kept.",
    "There is food in the house, the children's rooms have been redecorated, and routines have begun to hold.",
    "The father has moved out and sees the children at his mother's house, which is working so far.",
)
DANGER = (
    "If nothing changes, {child} is likely to be hurt, or to see somebody hurt, within the next months.",
    "The danger is that the pattern goes on: short improvement while services visit, followed by a return to what was there before.",
    "Without a safe adult at home the younger children would be left with needs that {child} cannot meet.",
    "The effect on {child}'s development adds up over time even where no single incident stands out.",
    "There is a risk that what is known in pieces by several services is not acted upon by any one of them.",
)
NEEDED = (
    "The children need to be seen alone, regularly, by somebody whom they know.",
    "A written safety plan that says who does what on a bad evening, and that {child} has seen and understood.",
    "An honest conversation with both parents, separately, about what has to be different and by when.",
    "The checks that were missed have to be made up, and the results shared with the core group.",
    "A named person in each service who rings the social worker on the same day when something changes.",
    "Support for the mother that does not depend on her leaving, with the specialist service in the lead.",
)
CONTRIBUTION_TO_PLAN = (
    "We can offer fortnightly contacts for the next three months and will tell the social worker the same day when one is missed.",
    "Our service will stay involved, come to the core group, and review its part after six weeks.",
    "We will provide a place for {child} in the breakfast club and a weekly session with the learning mentor.",
    "We will monitor the address and share every new incident within one working day.",
    "We can see the family at home, take part in joint visits and report growth and development to each core group.",
)
IN_CONFIDENCE = (
    "The mother has told the health visitor alone that she has been offered a place in a refuge, and means to go there "
    "with the children next week. Their father does not know."
)
WHY_IN_CONFIDENCE = "Their father collects the children from school, and must not learn of it there."
RESTRICTED = (
    "Information from another person's record is held on the adult visitor. Sharing it with the family could put that person at risk.",
    "Intelligence of uncertain reliability suggests that the adult is still in contact with a person who is a risk to children. It must not be read out.",
    "Legal advice has been taken on starting proceedings. It is shared with the named agencies only.",
    "The caller asked not to be named to the family and has reason to be afraid of what may follow.",
)
