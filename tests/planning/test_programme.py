"""A programme's states: what a decision makes of it on every track, when it may be changed, how it is counted."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.office_files import EXAMPLE, read_folder
from planning.inspection import Group, Inspection, forms, forms_for, totals
from planning.organisation import BodyKind
from planning.programme import (
    EDITABLE,
    NOT_SUBMITTED,
    ProgrammeState,
    Role,
    TrackStep,
    Verb,
    VersionState,
    decide,
    steps_on,
)

R, S = Role.REVIEWER, Role.STANDING
TRACKS = {
    track.id: tuple(TrackStep(number, step.seat, step.verb) for number, step in enumerate(track.step))
    for track in read_folder(EXAMPLE).about.track
}


def test_the_tracks_of_the_example_office() -> None:
    said = {name: [(step.seat, step.verb) for step in steps] for name, steps in TRACKS.items()}
    assert said == {
        "A": [(R, Verb.FORWARD), (S, Verb.AGREE)],
        "B": [(R, Verb.AGREE)],
        "UBKT": [(S, Verb.AGREE)],
        "BTV": [],  # decided elsewhere
        "CT": [],  # plans of superior bodies
    }


def walk(steps: tuple[TrackStep, ...], answers: tuple[bool, ...]) -> tuple[VersionState, ProgrammeState, int]:
    """Decide step after step until the version is decided."""
    at, version, programme = 0, VersionState.SUBMITTED, ProgrammeState.SUBMITTED
    for agree in answers:
        if version is not VersionState.SUBMITTED:
            break
        outcome = decide(steps, at, agree=agree)
        at, version, programme = outcome.step, outcome.version, outcome.programme
    return version, programme, at


@pytest.mark.parametrize("name", [name for name, steps in TRACKS.items() if steps])
def test_every_way_through_every_track(name: str) -> None:
    steps = TRACKS[name]
    for answers in product([True, False], repeat=len(steps)):
        first_no = answers.index(False) if False in answers else None
        if first_no is None:
            wanted = (VersionState.AGREED, ProgrammeState.AGREED, len(steps) - 1)
        else:
            wanted = (VersionState.RETURNED, ProgrammeState.RETURNED, first_no)
        assert walk(steps, answers) == wanted


def test_a_forwarded_version_is_still_undecided() -> None:
    outcome = decide(TRACKS["A"], 0, agree=True)
    assert (outcome.version, outcome.programme, outcome.step) == (
        VersionState.SUBMITTED,
        ProgrammeState.SUBMITTED,
        1,
    )


def test_the_last_step_agrees_whatever_its_verb() -> None:
    """An office that writes "forward" at its last step does not leave drafts undecided for ever."""
    assert decide((TrackStep(0, R, Verb.FORWARD),), 0, agree=True).version is VersionState.AGREED


def test_a_yes_with_agree_ends_the_track_early() -> None:
    steps = (TrackStep(0, R, Verb.AGREE), TrackStep(1, S, Verb.AGREE))
    assert decide(steps, 0, agree=True).programme is ProgrammeState.AGREED


def test_only_what_lies_with_the_unit_may_be_changed() -> None:
    assert {ProgrammeState.DRAFTING, ProgrammeState.RETURNED} == EDITABLE == NOT_SUBMITTED


def item(form: str) -> Inspection:
    return Inspection(form, form, "x/y", form, ("u",), (), "")


def test_totals_count_by_group() -> None:
    inspections = {"KT_CH", "KT_NV", "KT_TC", "PK", "KT_DT", "TT"}
    supervisions = {"GS_CD", "GS_HDND", "GS_MTTQ"}
    assert {code for code, form in forms().items() if form.group is Group.INSPECTION} == inspections
    assert set(forms()) == inspections | supervisions
    count = totals(tuple(item(form) for form in ["KT_CH", "KT_CH", "PK", "GS_CD"]))
    assert (count.inspections, count.supervisions, count.all) == (3, 1, 4)
    assert (totals(()).inspections, totals(()).supervisions, totals(()).all) == (0, 0, 0)


@pytest.mark.parametrize("kind", BodyKind)
def test_every_body_has_a_form_and_its_label_fits_a_button(kind: BodyKind) -> None:
    offered = forms_for(kind)
    assert offered
    assert all(kind in form.bodies and len(form.short) <= 24 for form in offered)


DAYS = st.dates(date(2026, 11, 1), date(2027, 2, 28))
STEP = st.builds(
    TrackStep,
    st.integers(0, 3),
    st.sampled_from([R, S]),
    st.sampled_from([Verb.FORWARD, Verb.AGREE]),
    valid_from=st.none() | DAYS,
    valid_to=st.none() | DAYS,
)


@given(st.lists(STEP, max_size=6), DAYS)
def test_a_version_runs_on_the_steps_of_its_day(steps: list[TrackStep], on: date) -> None:
    held = [
        step
        for place in range(4)
        for step in steps
        if step.position == place
        and not (step.valid_from and on < step.valid_from)
        and not (step.valid_to and step.valid_to < on)
    ]
    found = steps_on(steps, on)
    assert [(step.seat, step.verb) for step in found] == [(step.seat, step.verb) for step in held]
    assert [step.position for step in found] == list(range(len(held)))
