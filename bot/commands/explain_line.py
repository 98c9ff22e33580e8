"""What `ktgs explain line` says: how a line of a programme fills the fields of an inspection."""

from __future__ import annotations

from datetime import date
from typing import Any

from handlers.texts import common
from handlers.texts.quick import question
from planning.line.reading import Ask, LineReading, read_line
from planning.organisation import Directory
from planning.secrecy import screen

ASKS = {"form": Ask.FORM, "subjects": Ask.SUBJECT, "intervals": Ask.TIME, "content": Ask.CONTENT}
_DETAILS = ("period_inspected", "duration", "lead", "partners", "leader")


def explain_line(text: str, *, directory: Directory, year: int, today: date) -> dict[str, Any]:
    """{"programme", "form", "subjects": [{"id", "name"}], "intervals": [["2027-04-01", "2027-06-30"]], "content",
    "period_inspected", "lead", "partners", "questions": [sentences]}.

    What is not certain is None or empty and has a question. Nobody in particular is speaking: the programme is asked
    for unless the line names its body. A line that must be refused is not read; why is its only question.
    """
    refusal = screen(text)
    reading = read_line("" if refusal else text, directory, bodies=None, year=year, today=today)
    fields = line_fields(reading)
    asked = [question(reading, one.ask, year) for one in reading.questions]
    return {
        "programme": reading.programme.id if reading.programme else None,
        "form": fields["form"],
        "subjects": [{"id": unit, "name": directory.units[unit].name} for unit in fields["subjects"]],
        "intervals": fields["intervals"],
        "content": reading.content,
        "period_inspected": reading.period_inspected,
        "lead": reading.lead,
        "partners": reading.partners,
        "questions": [common.refused(refusal.mark)] if refusal else asked,
    }


def line_fields(reading: LineReading) -> dict[str, Any]:
    """The fields as plain values: codes, ids, ISO dates, words; of a doubtful subject nothing."""
    doubtful = any(question.ask is Ask.SUBJECT for question in reading.questions)
    units = reading.subjects.units if reading.subjects and not doubtful else ()
    return {
        "form": reading.form.code if reading.form else None,
        "subjects": [unit.id for unit in units],
        "intervals": [[span.start.isoformat(), span.end.isoformat()] for span in reading.intervals],
        "content": reading.content,
        **{key: getattr(reading, key) for key in _DETAILS},
    }
