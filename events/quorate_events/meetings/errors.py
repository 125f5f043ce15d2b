"""Why a meeting refuses a command. One class, one code, one sentence, one suggestion."""

from typing import ClassVar

from quorate_events.errors import Invalid, NotFound, Refused


class MeetingRefusal(Refused):
    """A refusal with its own fixed sentence and suggestion; either may be given afresh."""

    sentence: ClassVar[str] = "The meeting does not allow this."
    hint: ClassVar[str]

    def __init__(self, message: str = "", suggestion: str = "") -> None:
        super().__init__(message or self.sentence, suggestion or self.hint)


class MeetingNotFound(MeetingRefusal, NotFound):
    """No meeting with this id."""

    code = "meeting_not_found"
    sentence = "There is no meeting with this id."
    hint = "Check the id, or convene the meeting first."


class MeetingAlreadyConvened(MeetingRefusal):
    """The id is taken."""

    code = "meeting_already_convened"
    sentence = "A meeting with this id has already been convened."
    hint = "Use a new id for a new meeting, or reschedule the one that exists."


class MeetingClosed(MeetingRefusal):
    """Too late: the last sitting has been closed."""

    code = "meeting_closed"
    sentence = "The meeting is closed."
    hint = "Convene a further meeting, or ask the chair to add the matter when the record is confirmed."


class RecordAlreadyConfirmed(MeetingRefusal):
    """Too late: the chair has confirmed the record."""

    code = "record_already_confirmed"
    sentence = "The record of this meeting has been confirmed and no longer changes."
    hint = "Convene a further meeting and record the new information there."


class MeetingCancelledAlready(MeetingRefusal):
    """The meeting was cancelled."""

    code = "meeting_cancelled"
    sentence = "The meeting was cancelled."
    hint = "Convene a new meeting."


class NotInSession(MeetingRefusal):
    """No sitting is open."""

    code = "not_in_session"
    sentence = "No sitting of this meeting is open."
    hint = "Open a sitting first."


class AlreadyInSession(MeetingRefusal):
    """A sitting is open already."""

    code = "already_in_session"
    sentence = "A sitting of this meeting is already open."
    hint = "Close or adjourn it first."


class SittingOutOfOrder(MeetingRefusal, Invalid):
    """A sitting that begins before the one before it ended, or ends before it began."""

    code = "sitting_out_of_order"
    sentence = "A sitting begins after the one before it has ended, and ends after it began."
    hint = "Check the day and the time."


class NoPlan(MeetingRefusal):
    """A core group carries a child protection plan."""

    code = "no_plan"
    sentence = "No child of this meeting has a child protection plan."
    hint = "Record the core group at the conference that made or continued the plan."


class AgreedAlready(MeetingRefusal):
    """Something was decided or agreed, so that the meeting cannot be taken as not held."""

    code = "agreed_already"
    sentence = "Decisions or actions are on the record of this meeting, and they would be lost."
    hint = "Open a further sitting and close the meeting in it."


class NotYetHeld(MeetingRefusal):
    """The meeting has not been closed yet."""

    code = "not_yet_closed"
    sentence = "The meeting has not been closed yet."
    hint = "Close the last sitting first."


class RecordNotConfirmed(MeetingRefusal):
    """The chair has not confirmed the record."""

    code = "record_not_confirmed"
    sentence = "The record has not been confirmed by the chair."
    hint = "Confirm the record before it is issued."


class UnknownRole(MeetingRefusal, Invalid):
    """The rule set does not know the role."""

    code = "unknown_role"
    sentence = "The rule set of this meeting does not know this role."
    hint = "Use a role code that the rule set lists, or add the role to the local rule set."


class RoleNotForAgency(MeetingRefusal, Invalid):
    """A role of the family, or of another sector than the agency's."""

    code = "role_not_for_agency"
    sentence = "Staff of this agency cannot have this role."
    hint = "Choose a role of the agency's own sector; roles of the family have no agency."


class ChairNotOfSocialCare(MeetingRefusal, Invalid):
    """The chair is a manager or an independent chair of the authority."""

    code = "chair_not_of_social_care"
    sentence = "Strategy discussions and conferences are chaired by somebody of children's social care."
    hint = "Name a manager or conference chair of the authority; invite this person in their own role."


class ChairCannotSignIn(MeetingRefusal, Invalid):
    """Whoever chairs is an active member with an account that lets them in, and takes part in meetings."""

    code = "chair_cannot_sign_in"
    sentence = "This person is not a member who can sign in and read the meeting, and could not chair it."
    hint = "Name a practitioner or conference administrator who signs in, or have this person's account confirmed."


class ChairExcluded(MeetingRefusal, Invalid):
    """Whoever was excluded from the meeting, or whose agency was, does not chair it."""

    code = "chair_excluded"
    sentence = "This person, or their agency, is excluded from the meeting, and cannot chair it."
    hint = "Name somebody else, or lift the exclusion first if it was a mistake."


class NotYoursToConvene(MeetingRefusal):
    """Children's social care convenes; other agencies may ask for a meeting."""

    code = "not_yours_to_convene"
    sentence = "Strategy discussions and conferences are convened by children's social care."
    hint = "Ask children's social care to convene one; every agency has the right to ask."


class InvitationOnRecord(MeetingRefusal):
    """Once the meeting has sat, who was asked is part of its record."""

    code = "invitation_on_record"
    sentence = "The meeting has sat, and who was invited is part of its record."
    hint = "Exclude the agency, which closes the meeting to it; what is on the record stays."


class NotForThisKind(MeetingRefusal, Invalid):
    """Letters and core groups follow conferences; enquiries and medicals strategy discussions."""

    code = "not_for_this_kind"
    sentence = "This does not belong to this kind of meeting."
    hint = "Letters and core groups follow conferences; medicals and immediate action belong to strategy discussions."


class ChairsOneself(Refused):
    """Somebody named themselves chair of a meeting: the chair reads every restricted part."""

    code = "chairs_oneself"

    def __init__(self) -> None:
        super().__init__(
            "Nobody names themselves chair of a meeting.",
            "Ask the present chair to hand over to you, or a colleague who keeps the meeting's record.",
        )


class OnlyConvenerOrChair(MeetingRefusal):
    """The meeting is run by those who convened it, and by its chair."""

    code = "only_convener_or_chair"
    sentence = "Only the agency that convened the meeting, or its chair, can do this."
    hint = "Ask the conference administrator or the chair."


class NotInvited(MeetingRefusal):
    """The agency was not invited."""

    code = "not_invited"
    sentence = "This agency was not invited to the meeting."
    hint = "Ask the conference administrator to invite the agency."


class AlreadyInvited(MeetingRefusal):
    """The agency has an invitation in this role."""

    code = "already_invited"
    sentence = "This agency has already been invited in this role."
    hint = "Withdraw the first invitation, or invite the agency in another role."


class InvitationNotFound(MeetingRefusal, NotFound):
    """No such invitation at this meeting."""

    code = "invitation_not_found"
    sentence = "There is no such invitation at this meeting, or it was withdrawn."
    hint = "List the invitations of the meeting and use one of their ids."


class AnotherAgency(MeetingRefusal):
    """An agency speaks for itself."""

    code = "another_agency"
    sentence = "Only the agency itself can do this."
    hint = "Ask a colleague of that agency to do it."


class NoInvolvementDeclared(MeetingRefusal):
    """Nothing to challenge."""

    code = "no_involvement_declared"
    sentence = "The agency has not declared its involvement."
    hint = "Ask the agency to declare its involvement first."


class InvolvementSettledAlready(MeetingRefusal):
    """The chair has settled what the involvement was, and a declaration does not undo it."""

    code = "involvement_settled"
    sentence = "The chair has settled what the involvement of this agency was."
    hint = "Tell the chair what you know; the chair can settle it anew."


class InvolvementLowered(MeetingRefusal):
    """Once the meeting has begun, an agency does not take back that it was involved."""

    code = "involvement_lowered"
    sentence = "The meeting has begun, and the agency has declared more involvement than this."
    hint = "Ask the chair to settle what the involvement was."


class PartNotFound(MeetingRefusal, NotFound):
    """No such part."""

    code = "part_not_found"
    sentence = "There is no such part in this meeting's contributions."
    hint = "Use the id of a part that the agency submitted."


class PartAlreadyReleased(MeetingRefusal):
    """A part can be released once."""

    code = "part_already_released"
    sentence = "This part has already been released."
    hint = "Nothing more is needed; its readers can see it."


class PartWithdrawnAlready(MeetingRefusal):
    """The part was withdrawn."""

    code = "part_withdrawn"
    sentence = "This part was withdrawn."
    hint = "Submit a new part if the information is needed."


class ChildNotInMeeting(MeetingRefusal, NotFound):
    """The child is not a subject of the meeting."""

    code = "child_not_in_meeting"
    sentence = "This child is not a subject of the meeting."
    hint = "Add the child to the meeting first."


class ChildAlreadyInMeeting(MeetingRefusal):
    """The child is a subject already."""

    code = "child_already_in_meeting"
    sentence = "This child is already a subject of the meeting."
    hint = "Nothing needs to be done."


class DecisionWithoutQuoracy(MeetingRefusal):
    """No decision in an inquorate sitting without a reason on the record."""

    code = "decision_without_quoracy"
    sentence = "The sitting is not quorate, and no reason to proceed is on the record."
    hint = "Record who is present, adjourn, or record the reason for proceeding inquorate."


class AlreadyDecided(MeetingRefusal):
    """One decision per child; a change is a revision."""

    code = "already_decided"
    sentence = "A decision for this child is already on the record."
    hint = "Revise the decision and say why."


class NothingDecided(MeetingRefusal):
    """Nothing to revise, or a child without a decision when closing."""

    code = "nothing_decided"
    sentence = "No decision for this child is on the record."
    hint = "Record a decision for each child first."


class NothingToDissentFrom(MeetingRefusal):
    """Dissent is from a decision, and there is none yet."""

    code = "nothing_to_dissent_from"
    sentence = "No decision that this could dissent from is on the record."
    hint = "Give your view or note a reservation now, and dissent once the decision is recorded."


class OutcomeNotForKind(MeetingRefusal, Invalid):
    """A plan is a conference's decision; an enquiry a strategy discussion's."""

    code = "outcome_not_for_kind"
    sentence = "This kind of meeting cannot decide this outcome."
    hint = "A strategy discussion decides on section 47 enquiries, a conference on child protection plans."


class CategoryRequired(MeetingRefusal, Invalid):
    """A plan needs a category of abuse."""

    code = "category_required"
    sentence = "A child protection plan needs a category of abuse."
    hint = "Give the category: neglect, physical, sexual, emotional or multiple."


class Quorate(MeetingRefusal):
    """The sitting is quorate: there is nothing to adjourn or excuse."""

    code = "sitting_is_quorate"
    sentence = "The sitting is quorate."
    hint = "Go on with the meeting; no reason is needed."


class ProceedsAlready(MeetingRefusal):
    """The chair has gone on with the sitting, and what it decided stands."""

    code = "proceeds_already"
    sentence = "The chair has decided to go on with this sitting although it is inquorate."
    hint = "Close the sitting; it need not be the last one."


class ExceptionNotAllowed(MeetingRefusal):
    """The rule set does not know this exception, or does not allow it here."""

    code = "exception_not_allowed"
    sentence = "The rule set does not allow to proceed inquorate on this ground."
    hint = "Use a ground that the rule set lists, or adjourn."


class ActionNotFound(MeetingRefusal, NotFound):
    """No such action."""

    code = "action_not_found"
    sentence = "There is no such action at this meeting."
    hint = "Use the id of an action that was agreed."


class ActionFinished(MeetingRefusal):
    """The action is completed or not done."""

    code = "action_finished"
    sentence = "This action is already completed or recorded as not done."
    hint = "Agree a new action if more has to be done."


class DateInThePast(MeetingRefusal, Invalid):
    """A time that must lie ahead lies behind."""

    code = "date_in_the_past"
    sentence = "The time given lies in the past."
    hint = "Give a time that is still to come."


class DateInTheFuture(MeetingRefusal, Invalid):
    """A time that must lie behind lies ahead."""

    code = "date_in_the_future"
    sentence = "The time given lies in the future."
    hint = "Give the time when it happened."


class BeforeTheMeeting(MeetingRefusal, Invalid):
    """What follows from a meeting cannot have come before it."""

    code = "before_the_meeting"
    sentence = "The date given lies before the day on which the meeting was held."
    hint = "Check the year and the day."


class DissentNotFound(MeetingRefusal, NotFound):
    """No such dissent."""

    code = "dissent_not_found"
    sentence = "There is no such dissent at this meeting."
    hint = "Use the id of a dissent that was raised."


class EscalationNotFound(MeetingRefusal, NotFound):
    """No such escalation."""

    code = "escalation_not_found"
    sentence = "There is no such open escalation at this meeting."
    hint = "Raise an escalation first, or use the id of one that is open."


class NoFurtherStage(MeetingRefusal):
    """The last stage has been reached."""

    code = "no_further_stage"
    sentence = "The rule set has no further stage of escalation."
    hint = "Record the outcome of the stage that was reached."
