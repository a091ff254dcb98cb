"""What changes registers under a lock."""

from .erasing import NotErased, erase_person
from .error_reports import answer_error, report_error
from .posts import appoint, keep_former_name
from .reserve import correct_reserve_step, enter_reserve, review_reservist, step_in_reserve, undo_reserve_step

__all__ = [
    "NotErased",
    "answer_error",
    "appoint",
    "correct_reserve_step",
    "enter_reserve",
    "erase_person",
    "keep_former_name",
    "report_error",
    "review_reservist",
    "step_in_reserve",
    "undo_reserve_step",
]
