"""The year that most partnerships have: 32 dated events to begin from, and what fills a ring.

Which days are customary, and which a law sets, was gathered from public guides and letters; the
references to law have not been held against the text of the acts, and say so. Owners move, add
and take away as they like before they adopt.

Source: the directorate's yearly letters, kommuneloven (2018) chapter 14, KOSTRA's calendar, and
the project "Nav i Nordland i en ny tid" (2018–2021).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tospann.engines.wheel import Every, On, Sort, Subject
from tospann.partnerships.models import OrganisationModel


@dataclass(frozen=True, slots=True)
class Line:
    """One event of the template. `until` is its last day, as (month, day), when it lasts.

    council : in a host arrangement it stands in every municipality's own ring; `joint_title` is
    what is left of it in the joint ring, if anything.
    """

    number: int
    month: int
    day: int
    title: str | Promise
    who: str  # a value of `joint.Responsible`
    sort: Sort = Sort.OTHER
    subject: Subject = Subject.NONE
    until: tuple[int, int] | None = None
    basis: str | Promise = ""
    council: bool = False
    joint_title: str | Promise = ""

    def on(self, year: int) -> date:
        """The day by the rule."""
        return date(year, self.month, self.day)


_LAW_14_6, _LAW_14_7, _LAW_14_3 = (
    _("Kommuneloven § 14-6 (ikke kontrollert mot lovteksten)"),
    _("Kommuneloven § 14-7 (ikke kontrollert mot lovteksten)"),
    _("Kommuneloven § 14-3 (ikke kontrollert mot lovteksten)"),
)

LINES: tuple[Line, ...] = (
    Line(1, 1, 5, _("Fjorårets tiltak avsluttes, og tallene fryses"), "leader",
         Sort.CUT_OFF, Subject.YEAR),
    Line(2, 1, 10, _("Tildelingsbrevet fra departementet er kjent"), "state",
         Sort.SIGNALS, Subject.PLAN),
    Line(3, 1, 20, _("Mål- og disponeringsbrev til regionen og kontoret"), "state",
         Sort.SIGNALS, Subject.PLAN),
    Line(4, 2, 1, _("Brev om nasjonale mål for sosiale tjenester"), "state",
         Sort.SIGNALS, Subject.PLAN),
    Line(5, 2, 5, _("Felles gjennomgang av styringssignalene"), "leader",
         Sort.OTHER, Subject.PLAN),
    Line(6, 2, 15, _("Partnerskapsmøte 1: fjorårets resultat og felles plan"), "joint",
         Sort.PARTNERSHIP_MEETING, Subject.PLAN),
    Line(7, 2, 15, _("Frist for rapportering til KOSTRA"), "municipality", Sort.DEADLINE),
    Line(8, 2, 22, _("Årsregnskapet avlegges"), "municipality", Sort.DEADLINE,
         basis=_LAW_14_6, council=True),
    Line(9, 3, 1, _("Felles virksomhetsplan undertegnes"), "joint",
         Sort.PLAN_SIGNED, Subject.PLAN),
    Line(10, 3, 5, _("Lederavtale og lederdialog 1"), "joint", Sort.LEADER_DIALOGUE),
    Line(11, 3, 15, _("Foreløpige KOSTRA-tall"), "municipality", Sort.FIGURES, Subject.YEAR),
    Line(12, 3, 20, _("Brukerutvalget, møte 1"), "leader", Sort.PARTICIPATION),
    Line(13, 3, 25, _("Drøfting med de tillitsvalgte: plan og bemanning"), "leader",
         Sort.PARTICIPATION),
    Line(14, 3, 31, _("Årsberetningen avlegges"), "municipality", Sort.DEADLINE,
         basis=_LAW_14_7, council=True),
    Line(15, 4, 15, _("Kommunestyret får årets resultat"), "municipality",
         Sort.COUNCIL_MEETING, Subject.YEAR, council=True),
    Line(16, 4, 30, _("Første tertial slutter"), "joint", Sort.CUT_OFF, Subject.TERTIAL_1),
    Line(17, 5, 5, _("Bedriftsundersøkelsen drøftes med arbeidsgivere"), "state",
         Sort.GATHERING),
    Line(18, 5, 15, _("Kommuneproposisjon og revidert budsjett"), "state",
         Sort.SIGNALS, Subject.BUDGET),
    Line(19, 5, 25, _("Tertialrapport 1: én rapport, to forsider"), "leader",
         Sort.REPORT_DUE, Subject.TERTIAL_1),
    Line(20, 5, 1, _("Statens brukerundersøkelse"), "state", Sort.SURVEY, until=(8, 31)),
    Line(21, 6, 10, _("Partnerskapsmøte 2: første tertial og gjennomgang av avtalen"), "joint",
         Sort.PARTNERSHIP_MEETING, Subject.TERTIAL_1),
    Line(22, 6, 13, _("Partnerskapskonferanse"), "region", Sort.GATHERING),
    Line(23, 6, 15, _("Endelige KOSTRA-tall"), "municipality", Sort.FIGURES, Subject.YEAR),
    Line(24, 6, 30, _("Kommunestyret vedtar regnskap og årsberetning"), "municipality",
         Sort.COUNCIL_MEETING, Subject.YEAR, basis=_LAW_14_3, council=True),
    Line(25, 8, 20, _("Unge: skolestart, oppfølging og sommerjobb"), "joint"),
    Line(26, 8, 31, _("Andre tertial slutter"), "joint", Sort.CUT_OFF, Subject.TERTIAL_2),
    Line(27, 9, 20, _("Medarbeiderundersøkelse, og brukerutvalget, møte 2"), "both",
         Sort.SURVEY),
    Line(28, 10, 8, _("Forslag til statsbudsjett"), "state", Sort.SIGNALS, Subject.BUDGET),
    Line(29, 10, 15, _("Partnerskapsmøte 3: andre tertial, budsjettbehov og oppgaver"), "joint",
         Sort.PARTNERSHIP_MEETING, Subject.TERTIAL_2),
    Line(30, 11, 5, _("Kommunedirektørens forslag til budsjett, med drøfting"), "municipality",
         Sort.BUDGET_PROPOSAL, Subject.BUDGET, council=True),
    Line(31, 11, 20, _("Lederdialog 2, og gjennomgang av internkontrollen"), "joint",
         Sort.LEADER_DIALOGUE),
    Line(32, 12, 15, _("Kommunestyret vedtar budsjettet"), "municipality",
         Sort.COUNCIL_MEETING, Subject.BUDGET, basis=_LAW_14_3, council=True,
         joint_title=_("Avtalen sjekkes, og neste årshjul vedtas")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Routine:
    """What a state owner's ring has besides: figures that come again and again."""

    number: int
    title: str | Promise
    since: tuple[int, int]  # month, day
    every: Every
    on: On


ROUTINES: tuple[Routine, ...] = (
    Routine(33, _("Månedstall for arbeidsmarkedet"), (1, 2), Every.MONTH, On.FIRST_WORKING),
    Routine(34, _("Kvartalstall for sykefraværet"), (3, 12), Every.QUARTER, On.WEEKDAY),
)

# Where several councils decide, each with its own meetings.
_SEVERAL_COUNCILS = frozenset(
    {
        OrganisationModel.HOST_ADMINISTRATIVE,
        OrganisationModel.HOST_JOINT_BOARD,
        OrganisationModel.TASK_COMMUNITY,
        OrganisationModel.PROFESSIONAL_COOPERATION,
    }
)


def joint_lines(model: str) -> Iterator[tuple[Line, str | Promise]]:
    """What stands in the joint ring under an organisation model, with its title."""
    for line in LINES:
        if not line.council or model not in _SEVERAL_COUNCILS:
            yield line, line.title
        elif line.joint_title:
            yield line, line.joint_title


def council_lines() -> list[Line]:
    """What stands in each municipality's own ring where there are several councils."""
    return [line for line in LINES if line.council]
