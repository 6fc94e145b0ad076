"""The study as plain data. What the writer types, and what is quoted when it is opened.

The writer types the text of each chapter, the recommendation goal by goal and the proposal to the
councils. Everything else (alternatives, sentences, tables and maps) is written in by `quoted`:
live while the study is a draft, frozen with the rest when it is opened. Every cell of a table is
kept twice, as it is shown and as it stands in CSV, from the same rounded figure.
"""

from datetime import date
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field

from tospann.agreed.body import Term
from tospann.agreements.points import Row


class Party(BaseModel):
    """An owner on the day. `code` is its number, or the region's name."""

    code: str
    name: str
    kind: str  # "state" or "municipality"


class Column(BaseModel):
    """`name` heads the column in CSV and ends in its unit; `title` heads it for people."""

    name: str
    title: str
    number: bool = False


class Table(BaseModel):
    """Rows as they are shown, and the same rows as they stand in CSV. `id` names the file."""

    id: str
    caption: str
    columns: list[Column]
    shown: list[list[str]]
    plain: list[list[str]]
    source: str = ""
    illustrative: bool = False


class Picture(BaseModel):
    """A map or a chart, with what it shows in words. `id` names the file."""

    id: str
    title: str
    alt: str
    svg: str
    illustrative: bool = False


class Member(BaseModel):
    """A municipality of an area, and what it has today. `percent` is its part of the costs."""

    number: str  # in the dataset
    name: str
    host_before: str = ""  # number
    model_before: str = ""
    percent: Decimal | None = None  # of what the area's municipalities share; two decimals


class Site(BaseModel):
    """Somewhere with somebody to meet, today or afterwards. Days a week, 0 to 5."""

    id: str
    name: str
    kind: str  # "seat", "main", "branch", "meeting_point", "candidate"
    municipality: str  # number
    days: float
    days_before: float


class Area(BaseModel):
    """Municipalities that share an office: the host first, then by number."""

    host: str  # number
    model: str  # "own", "host", "joint_board", "task_community", "professional_cooperation"
    members: list[Member]
    sites: list[Site] = Field(default_factory=list)


class Alternative(BaseModel):
    """A scenario as it was when it was quoted. `letter` is `A` for the one that is recommended.

    `structure` is what `areas` says, as data: agreements are begun from it. It is shown nowhere.
    """

    id: str
    letter: str
    title: str
    note: str = ""
    revision: int = 1
    illustrative: bool = False
    areas: list[str] = Field(default_factory=list)  # a sentence for each
    structure: list[Area] = Field(default_factory=list)  # in the order of `areas`
    rules: list[str] = Field(default_factory=list)  # what the engine was told
    proof: str = ""  # what it proved, or that it did not


class Chapter(BaseModel):
    """What is quoted in a chapter: sentences made of figures, tables, maps."""

    id: str
    said: list[str] = Field(default_factory=list)
    tables: list[Table] = Field(default_factory=list)
    pictures: list[Picture] = Field(default_factory=list)


class Goal(BaseModel):
    """One of the goals the recommendation is weighed against."""

    id: str
    title: str
    said: list[str] = Field(default_factory=list)
    text: str = ""


class Council(BaseModel):
    """What one council is told of its own municipality. `id` is its number."""

    id: str
    name: str
    travel: list[str] = Field(default_factory=list)
    money: list[str] = Field(default_factory=list)
    authority: list[str] = Field(default_factory=list)
    decides: list[str] = Field(default_factory=list)
    tables: list[Table] = Field(default_factory=list)


class Words(BaseModel):
    """What the writer has typed in a chapter."""

    id: str
    text: str = ""


class Degree(TextChoices):
    """How likely, or how grave. Words, since nobody can put a number on it."""

    SMALL = "small", _("liten")
    MEDIUM = "medium", _("middels")
    LARGE = "large", _("stor")


class Responsible(TextChoices):
    """Who sees to a measure: a role, never a person."""

    STEERING_GROUP = "steering_group", _("Styringsgruppa")
    PROJECT_LEADER = "project_leader", _("Prosjektlederen")
    STATE_REGION = "state_region", _("Nav-regionen (staten)")
    CHIEF_EXECUTIVES = "chief_executives", _("Kommunedirektørene")
    OFFICE_LEADER = "office_leader", _("Nav-lederen")
    STAFF_COMMITTEE = "staff_committee", _("Medbestemmelsesutvalget (MBA)")
    OWNERS = "owners", _("Alle eierne")


class Risk(Row):
    """What may go wrong. `id` is the one in `risks.SEEN` when it was chosen from there."""

    what: str = ""
    likelihood: Degree | None = None
    consequence: Degree | None = None
    measure: str = ""
    responsible: Responsible | None = None


class Milestone(Row):
    """Something to be reached, and when. `id` says which of `milestones.STEPS` it is, if any."""

    name: str = ""
    on: date | None = None


class Origin(BaseModel):
    """The tables every figure is made of, and the program that made them."""

    dataset: str = ""
    title: str = ""
    sha256: str = ""
    taken_on: date | None = None
    software: str = ""
    assumptions: list[str] = Field(default_factory=list)  # a sentence for each


class Study(BaseModel):
    """The body, in the order of its parts."""

    scenarios: list[str] = Field(default_factory=list)  # ids; the recommended one first
    words: list[Words] = Field(default_factory=list)
    silent: list[str] = Field(default_factory=list)  # chapters without the sentences of figures
    goals: list[Goal] = Field(default_factory=list)
    proposal: str = ""  # what every council is asked to decide, word for word
    risks: list[Risk] = Field(default_factory=list)
    milestones: list[Milestone] = Field(default_factory=list)

    dated: date | None = None
    office: str = ""
    parties: list[Party] = Field(default_factory=list)
    origin: Origin = Field(default_factory=Origin)
    alternatives: list[Alternative] = Field(default_factory=list)
    chapters: list[Chapter] = Field(default_factory=list)
    councils: list[Council] = Field(default_factory=list)

    @property
    def term(self) -> Term:
        """From the day it was opened, for good: a later version replaces it."""
        return Term(self.dated)

    @property
    def municipalities(self) -> list[Party]:
        """The municipal owners, in the order of the owners."""
        return [one for one in self.parties if one.kind == "municipality"]

    @property
    def illustrative(self) -> bool:
        """Whether anything in it is an example and nobody's fact."""
        told = [one.illustrative for one in self.alternatives]
        return any((*told, *(one.illustrative for one in self.tables)))

    @property
    def tables(self) -> list[Table]:
        """Every table of the study, those of the councils too."""
        chapters = [table for one in self.chapters for table in one.tables]
        return [*chapters, *(table for one in self.councils for table in one.tables)]

    @property
    def pictures(self) -> list[Picture]:
        """Every map and chart."""
        return [picture for one in self.chapters for picture in one.pictures]

    def text_of(self, chapter: str) -> str:
        """What the writer has typed in a chapter."""
        return next((one.text for one in self.words if one.id == chapter), "")

    def chapter(self, id: str) -> Chapter:
        """What is quoted in a chapter; an empty one when nothing is."""
        return next((one for one in self.chapters if one.id == id), Chapter(id=id))

    def row_of(self, milestone: str) -> Milestone | None:
        """A milestone by its id."""
        return next((one for one in self.milestones if one.id == milestone), None)

    def said(self, chapter: str) -> list[str]:
        """The sentences of a chapter, unless the writer has left them out."""
        return [] if chapter in self.silent else self.chapter(chapter).said

    def council(self, number: str) -> Council | None:
        """A municipality by its number."""
        return next((one for one in self.councils if one.id == number), None)

    def table(self, id: str) -> Table | None:
        """A table by its id."""
        return next((one for one in self.tables if one.id == id), None)

    def picture(self, id: str) -> Picture | None:
        """A picture by its id."""
        return next((one for one in self.pictures if one.id == id), None)

    def typed(self) -> "Study":
        """What people chose and wrote, without what is quoted."""
        names = ("scenarios", "words", "silent", "proposal", "risks", "milestones")
        goals = [Goal(id=one.id, title=one.title, text=one.text) for one in self.goals]
        return Study(goals=goals, **{name: getattr(self, name) for name in names})
