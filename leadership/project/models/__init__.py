from .amendment import Amendment
from .indicator import Indicator
from .measure import CLOSED_STATES, Measure, MeasureRow, Occurrence, State, state_of_measure
from .passport import ExpectedResult, Project, ProjectLink, Risk, Stage, Task
from .prepared import PreparedPaper

__all__ = [
    "CLOSED_STATES",
    "Amendment",
    "ExpectedResult",
    "Indicator",
    "Measure",
    "MeasureRow",
    "Occurrence",
    "PreparedPaper",
    "Project",
    "ProjectLink",
    "Risk",
    "Stage",
    "State",
    "Task",
    "state_of_measure",
]
