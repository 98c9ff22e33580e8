"""The form of one inspection: its steps, what each asks, and how an answer is read."""

from handlers.inspection_form.facts import (
    EITHER,
    JOINT,
    WAITING,
    Facts,
    clash_of,
    crowded,
    inspection_of,
    subject_names,
    to_answer,
    uncounted,
    unheeded,
)
from handlers.inspection_form.form import REGISTER
from handlers.inspection_form.subjects import NEW, PICKED, new_names, with_new

__all__ = [
    "EITHER",
    "JOINT",
    "NEW",
    "PICKED",
    "REGISTER",
    "WAITING",
    "Facts",
    "clash_of",
    "crowded",
    "inspection_of",
    "new_names",
    "subject_names",
    "to_answer",
    "uncounted",
    "unheeded",
    "with_new",
]
