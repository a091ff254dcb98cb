"""The states of a stay in the reserve, what follows what, and the usual terms."""

from datetime import date, timedelta

from django.db import models

from leadership.core.dates import years_from

from .appointment import Post


class ReserveState(models.TextChoices):
    CANDIDATE = "candidate", "кандидат"
    INCLUDED = "included", "включён"
    IN_TRAINING = "in_training", "на подготовке"
    READY = "ready", "готов к назначению"
    APPOINTED = "appointed", "назначен"
    EXCLUDED = "excluded", "исключён"


#: Who is in the reserve: a candidate is not yet, the appointed and the excluded no longer.
IN_RESERVE = (ReserveState.INCLUDED, ReserveState.IN_TRAINING, ReserveState.READY)
#: An entry in one of these is not over: a person has at most one such.
OPEN_STATES = (ReserveState.CANDIDATE, *IN_RESERVE)

#: What may follow what; nothing follows the last two: a person who comes back gets a new entry.
NEXT_STATES = {
    None: (ReserveState.CANDIDATE, ReserveState.INCLUDED),
    ReserveState.CANDIDATE: (ReserveState.INCLUDED, ReserveState.EXCLUDED),
    ReserveState.INCLUDED: (
        ReserveState.IN_TRAINING, ReserveState.READY, ReserveState.APPOINTED, ReserveState.EXCLUDED,
    ),
    ReserveState.IN_TRAINING: (ReserveState.READY, ReserveState.APPOINTED, ReserveState.EXCLUDED),
    ReserveState.READY: (ReserveState.IN_TRAINING, ReserveState.APPOINTED, ReserveState.EXCLUDED),
    ReserveState.APPOINTED: (),
    ReserveState.EXCLUDED: (),
}  # fmt: skip

#: The posts one is prepared for: nobody is kept in a reserve of teachers or of acting heads.
TARGET_POSTS = (Post.DIRECTOR, Post.DEPUTY)
#: How long a stay is unless the order says otherwise, and how often it is reviewed, in years.
USUAL_TERM, REVIEWED_EVERY = 3, 1
#: How long before the end of a term the department is warned.
TERM_WARNING = timedelta(days=90)


def last_day_of_term(included_on: date) -> date:
    """Included on 01.02.2022 for the usual three years is included through 31.01.2025."""
    return years_from(included_on, USUAL_TERM) - timedelta(days=1)
