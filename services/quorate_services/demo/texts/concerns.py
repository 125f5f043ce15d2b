# ruff: noqa: E501 - one sentence a line, however long it is
"""Why a meeting is held, and what is worrying, by concern. ``{child}`` and ``{surname}`` are filled in."""

from quorate_services.demo.families import Concern

REASONS: dict[Concern, tuple[str, ...]] = {
    Concern.DOMESTIC_ABUSE: (
        "Officers attended the home at night after a neighbour's call; {child} was on the stairs and had seen an assault on the mother.",
        "The third domestic incident in six weeks with the children at home. The mother has injuries to her face and wrist and is frightened of going back.",
        "{child} told a teacher about being woken by shouting and things being thrown, and about hiding with a younger child in a wardrobe.",
    ),
    Concern.NEGLECT: (
        "The home was found without food, heating or bedding for the children. {child} has lost weight and misses school about two days a week.",
        "Long-standing worries about hygiene, missed health appointments and young children left alone have grown over the last month.",
        "{child} was found alone in the street late in the evening, hungry and without a coat; no adult could be reached for three hours.",
    ),
    Concern.PHYSICAL: (
        "Linear bruises on {child}'s back were seen at school. The explanations given by the child and by the parent do not agree.",
        "{child} was brought to the emergency department with a fracture for which the account given does not fit the injury.",
        "{child} said that an adult at home had used a belt. A mark is visible on the upper arm.",
    ),
    Concern.SEXUAL: (
        "{child} has told a trusted adult about being touched by a relative who still visits the home.",
        "An adult with a conviction for a sexual offence against a child is reported to be staying at the family's address.",
    ),
    Concern.MENTAL_HEALTH: (
        "The parent's mental health has worsened sharply and the children are included in frightening beliefs. {child} is taking on the care of the younger ones.",
        "The parent was taken to hospital after an overdose while the children were at home. {child} called the ambulance.",
    ),
    Concern.SUBSTANCES: (
        "Drug use in the home in the children's presence, visitors at all hours, and {child} collected from nursery by an adult who could hardly stand.",
        "{child} was found to have been within reach of methadone that was not locked away.",
    ),
    Concern.EXPLOITATION: (
        "{child} has been missing eleven times in two months, has an unexplained second telephone, and was found in a house known for dealing.",
        "There are signs that {child} is carrying for others: new clothes, debts, injuries that are not explained, and a train ticket to another county.",
    ),
}

UNBORN = (
    "The unborn baby is due in about three months. Older children of the mother live elsewhere, and the worries that led to that have not gone away.",
    "Late booking of the pregnancy, missed scans and violence in the relationship raise worries for the unborn baby.",
)
TRANSFER = (
    "The family has moved into the area. The children are subject to a child protection plan in the authority that they have left, which has sent its records and asks for a transfer conference.",
    "Written notice of a move into the area has been received for children with a child protection plan elsewhere. They now live with relatives in the city.",
)
REVIEW = (
    "Review of the child protection plan: has it made {child} safer, what has been done, and is a plan still needed?",
    "To review the plan and decide whether it continues. The social worker reports on the work with the family since the last conference.",
)

WORRIES: dict[Concern, tuple[str, ...]] = {
    Concern.DOMESTIC_ABUSE: (
        "The violence has become more frequent and more severe, and it has happened with the children in the room.",
        "The risk assessment for the mother is high, and separation is the time when the danger is greatest.",
        "{child} is watchful, startles easily and asks several times a day whether mum is all right.",
        "Conditions to stay away from the address have been broken twice that we know of.",
        "The mother minimises what happened when her partner is within hearing and says more when she is seen alone.",
    ),
    Concern.NEGLECT: (
        "{child} regularly arrives hungry and tired, in clothes that are too small and not washed.",
        "Improvement follows each visit and then falls away again within two or three weeks; this pattern has repeated for two years.",
        "Appointments with the dentist, the eye clinic and for vaccinations were missed without an explanation.",
        "The bedroom has a mattress without bedding, and there was mould on the wall beside it on both visits.",
        "The older child gets the younger ones ready in the mornings and says that nobody else is up.",
    ),
    Concern.PHYSICAL: (
        "The accounts of how the injury came about have changed between the telephone call and the examination.",
        "This is the second injury within four months to a part of the body that is seldom hurt by accident.",
        "{child} flinches at sudden movement and did not want to be collected by the father.",
        "Physical punishment is described by the parent as ordinary discipline, and there is little sign of a change of mind.",
    ),
    Concern.SEXUAL: (
        "{child}'s account was spontaneous, detailed and in the child's own words.",
        "There is no agreement from the adults at home that the person must stay away.",
        "Changes in behaviour since the spring, such as bed-wetting and fear of bath time, fit with what has been said.",
        "The parent finds it hard to believe what the child has said, and this may put pressure on the child to take it back.",
    ),
    Concern.MENTAL_HEALTH: (
        "The parent is not taking the prescribed medicine and has stopped seeing the community team.",
        "{child} is anxious about leaving the house and has missed many days to watch over the parent.",
        "When unwell the parent has said that the children would be better off elsewhere, or not in this world.",
        "There is no other adult in the home, and the grandparents live a long way away.",
    ),
    Concern.SUBSTANCES: (
        "Tests show heroin and crack cocaine on top of the prescription, although the parent says that use has stopped.",
        "Medicines were not locked away on two announced visits.",
        "Money for food and heating runs out in the second week of each month.",
        "Adults whom the children do not know stay overnight, and one is wanted on warrant.",
    ),
    Concern.EXPLOITATION: (
        "{child} will not say where the money and the second telephone come from, and is frightened of somebody.",
        "Absences from school match the days on which {child} is reported missing.",
        "Two older young men who collect {child} by car are known to the police in a neighbouring county.",
        "{child} does not see these relationships as exploitation, which is part of how it works.",
    ),
}

SUMMARIES: dict[Concern, str] = {
    Concern.DOMESTIC_ABUSE: "domestic abuse between the adults",
    Concern.NEGLECT: "the standard of care at home",
    Concern.PHYSICAL: "injuries and physical punishment",
    Concern.SEXUAL: "sexual harm",
    Concern.MENTAL_HEALTH: "the effects of a parent's mental ill health",
    Concern.SUBSTANCES: "drug and alcohol use at home",
    Concern.EXPLOITATION: "exploitation outside the home",
}
