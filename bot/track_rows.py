"""The tracks of an office's folder, as they are written in office.toml."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from pydantic import BaseModel, ConfigDict, Field, model_validator

from planning.programme import Quorum, Role, Verb


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")


class StepRow(_Row):
    """`place`: where a step stands, for several that follow each other in time at one place; None: after the one
    before it."""

    seat: Role
    verb: Verb
    who: Quorum = Quorum.ANY
    days: int | None = Field(None, ge=1, le=60)
    place: int | None = Field(None, ge=1, le=9)
    valid_from: date | None = None
    valid_to: date | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> StepRow:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to is before valid_from")
        return self


class TrackRow(_Row):
    id: str
    name: str = ""
    step: list[StepRow] = []

    @model_validator(mode="after")
    def _one_step_a_place_and_day(self) -> TrackRow:
        placed = [row for row in self.step if row.place]
        if placed and len(placed) < len(self.step):
            raise ValueError("give every step of the track a place, or none")
        for a, b in combinations(placed, 2):
            apart = (a.valid_to or date.max) < (b.valid_from or date.min) or (b.valid_to or date.max) < (
                a.valid_from or date.min
            )
            if a.place == b.place and not apart:
                raise ValueError(f"two steps at place {a.place} on the same day")
        return self
