from .campaign import (
    ANSWERED_IN,
    CALCULATED_IN,
    CHECKED_IN,
    PUBLISHED_IN,
    Campaign,
    CampaignState,
    Participant,
    Phase,
    ResponseRole,
)
from .fields import SCALE, PointsField
from .finding import Competence, Finding, FindingState
from .interview import Interview
from .item import Item, ScaleStep
from .methodology import Level, Methodology, Section
from .opening import Opening
from .recommendation import Advice, Recommendation, RecommendationState
from .reminder import Reminder
from .response import (
    COUNTED_STATES,
    OPEN_STATES,
    Answer,
    AnswerState,
    Conclusion,
    Objection,
    Response,
    ResponseState,
    ResponseStep,
)
from .result import Calculation, CalculationState, Result, Score
from .survey import Ballot, BallotAnswer, Invitation, SurveyRecord

__all__ = [
    "ANSWERED_IN",
    "CALCULATED_IN",
    "CHECKED_IN",
    "COUNTED_STATES",
    "OPEN_STATES",
    "PUBLISHED_IN",
    "SCALE",
    "Advice",
    "Answer",
    "AnswerState",
    "Ballot",
    "BallotAnswer",
    "Calculation",
    "CalculationState",
    "Campaign",
    "CampaignState",
    "Competence",
    "Conclusion",
    "Finding",
    "FindingState",
    "Interview",
    "Invitation",
    "Item",
    "Level",
    "Methodology",
    "Objection",
    "Opening",
    "Participant",
    "Phase",
    "PointsField",
    "Recommendation",
    "RecommendationState",
    "Reminder",
    "Response",
    "ResponseRole",
    "ResponseState",
    "ResponseStep",
    "Result",
    "ScaleStep",
    "Score",
    "Section",
    "SurveyRecord",
]
