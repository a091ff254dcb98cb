"""Who may do what in the assessment. Named results are for the person and the department alone."""

from schools.models import DEPARTMENT, Role, User

from .models import Campaign, CampaignState, Participant, Recommendation, Response, ResponseRole, ResponseState


def sees_findings(user: User) -> bool:
    """The department all of its district, a director his own; expert and observer never."""
    return user.role in DEPARTMENT or user.has_role(Role.DIRECTOR)


def records_findings(user: User) -> bool:
    """The methodist and the specialist write down what an assessment or an interview has shown."""
    return user.has_role(Role.METHODIST, Role.SPECIALIST)


def sees_proposals(user: User) -> bool:
    """What the thresholds propose is for the department alone until somebody confirms it."""
    return user.role in DEPARTMENT


def sees_recommendations(user: User) -> bool:
    """The department all of its district, a director those sent to him."""
    return sees_findings(user)


def makes_recommendations(user: User) -> bool:
    """The methodist and the specialist write, send, and keep the library of texts."""
    return records_findings(user)


def sees_advice(user: User) -> bool:
    return user.role in DEPARTMENT


def sees_methodologies(user: User) -> bool:
    """By what one is measured is open to whoever is measured, measures or watches."""
    return user.role in DEPARTMENT or user.has_role(Role.DIRECTOR, Role.EXPERT, Role.OBSERVER)


def keeps_methodologies(user: User) -> bool:
    """The methodist and the specialist write methodologies; which ones – `changeable_by` says."""
    return user.has_role(Role.METHODIST, Role.SPECIALIST)


def sees_standings(user: User) -> bool:
    """Standings name everybody: the department alone."""
    return user.role in DEPARTMENT


def sees_results(user: User) -> bool:
    """The department all of its district, a director his own once published; expert and observer never."""
    return user.role in DEPARTMENT or user.has_role(Role.DIRECTOR)


def may_calculate(user: User) -> bool:
    """The department calculates; which campaigns, says `calculates`."""
    return user.role in DEPARTMENT


def calculates(user: User, campaign: Campaign) -> bool:
    """A campaign of a district by its own department, one of the region by an account of the region."""
    return may_calculate(user) and user.municipality_id in (None, campaign.municipality_id)


def sees_surveys(user: User) -> bool:
    """The department those of its district, a director those that asked his school."""
    return user.role in DEPARTMENT or user.has_role(Role.DIRECTOR)


def keeps_surveys(user: User) -> bool:
    """The specialist and the methodist open a survey, hand out its codes, close it, read what was written in it."""
    return user.has_role(Role.METHODIST, Role.SPECIALIST)


def sees_all_slices(user: User) -> bool:
    """Every slice that may be shown and the papers: the department; a director sees his own school and the total."""
    return user.role in DEPARTMENT


def sees_interviews(user: User) -> bool:
    """What an interviewer has written of a head is read by the department alone."""
    return user.role in DEPARTMENT


def keeps_interviews(user: User) -> bool:
    """The specialist and the methodist plan interviews and hold them."""
    return user.has_role(Role.METHODIST, Role.SPECIALIST)


def sees_campaigns(user: User) -> bool:
    """The department those of its district, a director those about him; expert and observer never."""
    return sees_findings(user)


def runs_campaigns(user: User) -> bool:
    """The methodist and the specialist prepare a campaign, open it, check forms and fill them in from paper."""
    return records_findings(user)


def reads_forms(user: User) -> bool:
    """Whose form stands where, who has not handed in: the department."""
    return user.role in DEPARTMENT


def answers_objections(user: User) -> bool:
    """Objections are answered by the department."""
    return user.role in DEPARTMENT


def fills(user: User, response: Response) -> bool:
    """Answers are given while forms are open: by the one who is asked, or from paper by those who run the campaign.

    A form returned during the check is mended then, though filling is over.
    """
    campaign = response.participant.campaign
    may_mend = response.state == ResponseState.RETURNED and campaign.is_checked
    if not response.is_open or not (campaign.is_answered or may_mend):
        return False
    return runs_campaigns(user) or is_asked(user, response)


def is_asked(user: User, response: Response) -> bool:
    """The respondent named, else the participant himself; a view from outside with nobody named is the department's."""
    if response.respondent_id:
        return user.pk == response.respondent_id
    if response.role == ResponseRole.EXTERNAL:
        return runs_campaigns(user)
    is_own = response.role == ResponseRole.SUBJECT and response.participant.person_id is not None
    return is_own and user.has_role(Role.DIRECTOR) and user.person_id == response.participant.person_id


def checks(user: User, response: Response) -> bool:
    """A handed-in form is returned or accepted while the campaign is filled in, checked or clarified."""
    is_checkable = response.state in (ResponseState.HANDED_IN, ResponseState.ACCEPTED)
    return runs_campaigns(user) and is_checkable and response.participant.campaign.is_checked


def objects(user: User, participant: Participant) -> bool:
    """A director objects to what is said of him while results are clarified or just published."""
    is_own = user.has_role(Role.DIRECTOR) and user.person_id is not None and user.person_id == participant.person_id
    return is_own and participant.campaign.state in (CampaignState.CLARIFYING, CampaignState.PUBLISHED)


def sees_profile(user: User, person_id: int) -> bool:
    """A named profile: the department anybody's of its district, a director his own."""
    return user.role in DEPARTMENT or (user.has_role(Role.DIRECTOR) and user.person_id == person_id)


def brings_to_recommendation(user: User, recommendation: Recommendation) -> bool:
    """A director proves what he has done by a recommendation sent to him."""
    is_own = user.has_role(Role.DIRECTOR) and user.person_id == recommendation.person_id
    return is_own and recommendation.is_sent
