# ruff: noqa: E501 - one sentence a line, however long it is
"""What children want and feel, as told to somebody; for the young and the unborn, what was seen."""

OLDER = (
    "{child} said: 'I want them to stop shouting. I put the telly on loud so the little ones don't hear.'",
    "{child} wants to stay with mum and wants dad to get help before he comes back. If {child} could change one thing it would be bedtime.",
    "{child} drew the house with everybody in separate rooms and said that the kitchen is the scary one.",
    "{child} asked who would be at the meeting and wants the teacher to read the letter out. The letter is attached to the social worker's report.",
    "On a scale from nought to ten {child} feels safe at a four at home, a nine at school and a ten at nan's.",
    "{child} is worried that talking will make things worse and asked to be told what was decided, by the social worker and not by mum.",
    "{child} would like to see dad, but 'only if somebody else is there, and not if he's been drinking'.",
    "{child} said that nobody asks what it is like and that it was good to be asked. {child} did not want to come and had help from an advocate to write this down.",
)
YOUNGER = (
    "{child} is too young to say. In play the dolls hid under the table, and {child} brought the toy telephone to the adult several times.",
    "Seen at home: {child} settled on the mother's lap, smiled when she spoke and turned away when the television was loud.",
    "{child} stays close to an older child, copies what is done, and cries when that child leaves for school.",
    "At nursery {child} eats quickly, hides food in a pocket and does not like to be the last to be collected.",
)
UNBORN = (
    "The unborn baby needs a mother who is well, safe and free to come to appointments, and a home that is ready.",
    "The parents have chosen a name and bought a cot. What the baby's days will be like depends on the safety plan holding.",
)
