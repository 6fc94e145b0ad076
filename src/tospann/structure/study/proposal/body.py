"""The proposal as plain data: the study's own words, and from when they are meant to hold."""

from datetime import date

from pydantic import BaseModel, Field

from tospann.agreed.body import Term
from tospann.structure.study.body import Area


class Ground(BaseModel):
    """The version of the study a proposal is taken from, by its fingerprint."""

    document: str = ""
    title: str = ""
    number: int | None = None
    sha256: str = ""
    heard: list[str] = Field(default_factory=list)  # the study's hearings, a sentence for each


class Proposal(BaseModel):
    """The body. `version` is chosen when it is begun; `since` and `note` are typed."""

    version: str = ""  # id of the opened study
    since: date | None = None
    note: str = ""

    office: str = ""
    ground: Ground = Field(default_factory=Ground)
    alternative: str = ""  # title
    areas: list[str] = Field(default_factory=list)
    structure: list[Area] = Field(default_factory=list)  # as data; empty in older proposals
    dataset: str = ""  # id of the one it is drawn on
    text: str = ""  # what every council decides, word for word
    illustrative: bool = False

    @property
    def term(self) -> Term:
        """From the day it is meant to hold, for good: a later version replaces it."""
        return Term(self.since)
