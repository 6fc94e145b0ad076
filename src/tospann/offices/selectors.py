"""What the pages about municipalities and offices show."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Min, Prefetch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tospann.base import clock
from tospann.offices import coverage
from tospann.offices.models import (
    Coverage,
    Language,
    Municipality,
    MunicipalityChange,
    MunicipalityName,
    Office,
    Outline,
    Part,
    Population,
    Quality,
    SamiLanguageArea,
    Site,
    Source,
)
from tospann.partnerships.models import Partnership
from tospann.partnerships.selectors import (
    partnerships_of_municipality,
    partnerships_of_office,
)

DAY = timedelta(days=1)


# --- Periods ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day, both included. None: the source gives no first day, or still so.

    A wording stands in place of a date that is only our reading of it.
    """

    first: date | None
    last: date | None
    starts_wording: str = ""
    ends_wording: str = ""

    def holds_on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (
            self.last is None or day <= self.last
        )


def span_of(row) -> Span:
    """The span of a row with a period, and with wordings if it has them."""
    return Span(
        first=row.period.lower,
        last=row.period.upper - DAY if row.period.upper else None,
        starts_wording=getattr(row, "starts_wording", ""),
        ends_wording=getattr(row, "ends_wording", ""),
    )


@dataclass(frozen=True, slots=True)
class Window:
    """The days the register speaks about: from its first record to today, both included."""

    first: date
    last: date


def window() -> Window | None:
    """From 1 January of the first year with a population, to today. None when empty. One query."""
    year = Population.objects.aggregate(first=Min("year"))["first"]
    return Window(date(year, 1, 1), clock.today()) if year else None


# --- Who serves whom --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ServingOffice:
    """An office under the name it had on the day."""

    id: UUID
    unit_number: str
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Serving:
    """The offices that serve a municipality on a day. One, unless the parts are divided."""

    state: tuple[ServingOffice, ...]
    municipal: tuple[ServingOffice, ...]

    @property
    def offices(self) -> tuple[ServingOffice, ...]:
        """Each once; those with the municipal services first."""
        return tuple(dict.fromkeys((*self.municipal, *self.state)))

    @property
    def divided(self) -> bool:
        return self.state != self.municipal


def serving_by_municipality(coverages: Iterable[Coverage], day: date) -> dict[UUID, Serving]:
    """Who serves each municipality. The coverages hold on the day, with their offices."""
    parts: dict[UUID, tuple[list[ServingOffice], list[ServingOffice]]] = defaultdict(
        lambda: ([], [])
    )
    for row in coverages:
        state, municipal = parts[row.municipality_id]
        office = ServingOffice(row.office.pk, row.office.unit_number, row.office.name_on(day))
        if row.part != Part.MUNICIPAL:
            state.append(office)
        if row.part != Part.STATE:
            municipal.append(office)
    return {key: Serving(tuple(a), tuple(b)) for key, (a, b) in parts.items()}


def coverages_on_day(day: date):
    """Coverage by offices that exist on the day, by office."""
    return (
        Coverage.objects.on(day)
        .filter(office__period__contains=day)
        .select_related("office")
        .order_by("office__sort_key", "office__unit_number", "pk")
    )


@dataclass(frozen=True, slots=True)
class MunicipalityLine:
    """One row in the list of municipalities."""

    municipality: Municipality
    names: tuple[MunicipalityName, ...]
    serving: Serving
    population: int | None  # 1 January of the year of the day, or of the last year known


def municipalities_on(day: date) -> list[MunicipalityLine]:
    """The municipalities we follow that exist on the day, in Norwegian order. Four queries."""
    serving = serving_by_municipality(coverages_on_day(day), day)
    figures = {
        row.municipality_id: row.total
        for row in Population.objects.filter(
            municipality__period__contains=day, year__lte=day.year
        ).order_by("municipality", "year")
    }
    rows = (
        Municipality.objects.on(day)
        .filter(followed=True)
        .prefetch_related(_NAMES)
        .order_by("sort_key", "number", "pk")
    )
    nobody = Serving((), ())
    return [
        MunicipalityLine(
            row, tuple(row.names.all()), serving.get(row.pk, nobody), figures.get(row.pk)
        )
        for row in rows
    ]


_NAMES = Prefetch("names", MunicipalityName.objects.order_by("language", "pk"))


# --- One municipality -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One stretch of time in which an office serves a municipality."""

    coverage: Coverage
    span: Span
    holds: bool  # on the day asked about

    @property
    def earlier_name(self) -> str:
        """What the office was called in the first part of the span, if something else."""
        office = self.coverage.office
        if office.renamed_on is None:
            return ""
        renamed_within = (
            (self.span.first or date.min) < office.renamed_on <= (self.span.last or date.max)
        )
        return office.earlier_name if renamed_within else ""

    @property
    def renamed_until(self) -> date | None:
        renamed_on = self.coverage.office.renamed_on
        return renamed_on - DAY if renamed_on else None


@dataclass(frozen=True, slots=True)
class SamiDuty:
    """An office, or a municipality itself, has duties in a Sami language in a period."""

    language: str
    municipality: Municipality
    span: Span
    holds: bool
    source: Source

    @property
    def language_name(self) -> str:
        return str(Language(self.language).label)


@dataclass(frozen=True, slots=True)
class MunicipalityPage:
    municipality: Municipality
    names: tuple[MunicipalityName, ...]
    span: Span
    origins: list[MunicipalityChange]
    successions: list[MunicipalityChange]
    populations: list[Population]  # newest first
    coverages: list[CoverageLine]  # oldest first
    sami_areas: list[SamiDuty]
    office_duties: list[SamiDuty]  # of the offices that serve it on the day
    partnerships: list[Partnership]  # that it owns a part of
    sources: list[Source]

    @property
    def serving_now(self) -> list[CoverageLine]:
        return [line for line in self.coverages if line.holds]

    @property
    def population_difference(self) -> int | None:
        """Residents gained (or lost) from the first to the last year known."""
        if len(self.populations) < 2:
            return None
        return self.populations[0].total - self.populations[-1].total

    @property
    def population_loss(self) -> int:
        """How many fewer residents, as a positive number; 0 when there are not fewer."""
        return max(-(self.population_difference or 0), 0)

    @property
    def duties_from_elsewhere(self) -> list[SamiDuty]:
        """Duties its office has because of other municipalities the office serves."""
        own = self.municipality.pk
        return [duty for duty in self.office_duties if duty.municipality.pk != own]


def municipality_page(number: str, day: date) -> MunicipalityPage | None:
    """Everything about the latest municipality with the number. None if there is none.

    Changes by date, populations newest first, coverage oldest first. Ten queries.
    """
    municipality = (
        Municipality.objects.filter(number=number)
        .select_related("source")
        .order_by(F("period__startswith").desc(nulls_last=True), "pk")
        .first()
    )
    if municipality is None:
        return None
    origins = list(
        municipality.origins.select_related("predecessor", "source").order_by(
            "on", "predecessor__sort_key", "pk"
        )
    )
    successions = list(
        municipality.successions.select_related("successor", "source").order_by(
            "on", "successor__sort_key", "pk"
        )
    )
    populations = list(municipality.populations.select_related("source").order_by("-year", "pk"))
    coverages = [
        CoverageLine(row, span_of(row), span_of(row).holds_on(day))
        for row in municipality.coverages.select_related("office", "source").order_by(
            F("period__startswith").asc(nulls_first=True), "office__sort_key", "pk"
        )
    ]
    sami_areas = [
        SamiDuty(row.language, municipality, span_of(row), span_of(row).holds_on(day), row.source)
        for row in municipality.sami_areas.select_related("source").order_by("period", "pk")
    ]
    now = [line.coverage.office for line in coverages if line.holds]
    duties = [duty for duty in sami_duties(now, day) if duty.holds]
    return MunicipalityPage(
        municipality=municipality,
        names=tuple(municipality.names.order_by("language", "pk")),
        span=span_of(municipality),
        origins=origins,
        successions=successions,
        populations=populations,
        coverages=coverages,
        sami_areas=sami_areas,
        office_duties=duties,
        partnerships=partnerships_of_municipality(number),
        sources=_unique(
            [
                municipality,
                *origins,
                *successions,
                *(line.coverage for line in coverages),
                *populations,
                *sami_areas,
            ]
        ),
    )


def _unique(rows: Iterable) -> list[Source]:
    """The sources of the rows, each once, by publisher."""
    found = {row.source.pk: row.source for row in rows}
    return sorted(found.values(), key=lambda source: (source.publisher, source.title))


# --- Sami duties ------------------------------------------------------------------------


def sami_duties(offices: Iterable[Office], day: date) -> list[SamiDuty]:
    """The Sami duties of offices, through time, oldest first. Two queries.

    An office that serves one municipality in the area has the duties as a whole, also where
    its door stands outside the area: a local public body is one whose service district covers
    the area or part of it.

    Source: samelova chapter 3 (a local body is one whose service district covers such an area).
    """
    served = list(
        Coverage.objects.filter(office__in=list(offices), municipality__sami_areas__isnull=False)
        .select_related("municipality", "office")
        .distinct()
        .order_by("municipality__sort_key", "pk")
    )
    areas = defaultdict(list)
    for area in (
        SamiLanguageArea.objects.filter(municipality__in=[row.municipality_id for row in served])
        .select_related("source")
        .order_by("pk")
    ):
        areas[area.municipality_id].append(area)
    duties = []
    for row in served:
        for area in areas[row.municipality_id]:
            both = _shared(span_of(row), span_of(area))
            if both is not None:
                duties.append(
                    SamiDuty(
                        area.language, row.municipality, both, both.holds_on(day), area.source
                    )
                )
    return sorted(duties, key=lambda duty: duty.span.first or date.min)


def _shared(a: Span, b: Span) -> Span | None:
    """The days that lie in both, or None."""
    starts = max((a, b), key=lambda span: span.first or date.min)
    ends = min((a, b), key=lambda span: span.last or date.max)
    if (starts.first or date.min) > (ends.last or date.max):
        return None
    return Span(starts.first, ends.last, starts.starts_wording, ends.ends_wording)


# --- Offices ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """One row in the list of offices."""

    office: Office
    name: str  # on the day
    serves: list[Coverage]  # with their municipality, in Norwegian order


def offices_on(day: date) -> list[OfficeLine]:
    """The offices that exist on the day, in Norwegian order. Two queries."""
    serves = Prefetch(
        "coverages",
        Coverage.objects.on(day)
        .select_related("municipality")
        .order_by("municipality__sort_key", "municipality__number", "pk"),
        to_attr="serves_on_day",
    )
    rows = Office.objects.on(day).prefetch_related(serves).order_by("sort_key", "unit_number")
    return [OfficeLine(row, row.name_on(day), row.serves_on_day) for row in rows]


@dataclass(frozen=True, slots=True)
class OfficePage:
    office: Office
    span: Span
    coverages: list[CoverageLine]  # oldest first, then by municipality
    sites: list[tuple[Site, Span]]
    duties: list[SamiDuty]  # oldest first
    partnerships: list[Partnership]  # that steer it
    sources: list[Source]

    @property
    def renamed_until(self) -> date | None:
        """The last day with the earlier name."""
        return self.office.renamed_on - DAY if self.office.renamed_on else None

    @property
    def serves_now(self) -> list[CoverageLine]:
        return [line for line in self.coverages if line.holds]

    @property
    def served_before(self) -> list[CoverageLine]:
        return [line for line in self.coverages if not line.holds]

    @property
    def language_forms(self) -> list[tuple[str, list[Municipality]]]:
        """The municipalities served on the day, by the form of Norwegian they have chosen."""
        forms = defaultdict(list)
        for line in self.serves_now:
            forms[line.coverage.municipality.get_language_form_display()].append(
                line.coverage.municipality
            )
        return sorted(forms.items())

    @property
    def duties_now(self) -> list[SamiDuty]:
        return [duty for duty in self.duties if duty.holds]

    @property
    def duties_before(self) -> list[SamiDuty]:
        return [duty for duty in self.duties if not duty.holds]


SITE_ORDER = ("main", "branch", "location", "possible")


def office_page(unit_number: str, day: date) -> OfficePage | None:
    """Everything about an office. None if there is none. Six queries."""
    office = (
        Office.objects.filter(unit_number=unit_number).select_related("host", "source").first()
    )
    if office is None:
        return None
    alive = span_of(office).holds_on(day)
    coverages = [
        CoverageLine(row, span_of(row), alive and span_of(row).holds_on(day))
        for row in office.coverages.select_related("municipality", "source").order_by(
            F("period__startswith").asc(nulls_first=True), "municipality__sort_key", "pk"
        )
    ]
    sites = sorted(
        office.sites.select_related("municipality", "source").order_by("pk"),
        key=lambda site: (SITE_ORDER.index(site.kind), site.municipality.sort_key),
    )
    return OfficePage(
        office=office,
        span=span_of(office),
        coverages=coverages,
        sites=[(site, span_of(site)) for site in sites],
        duties=sami_duties([office], day),
        partnerships=partnerships_of_office(unit_number),
        sources=_unique([office, *(line.coverage for line in coverages), *sites]),
    )


# --- Gaps and overlaps ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CoverageFinding:
    """A gap or an overlap, with the rows needed to say so. Days are both included."""

    municipality: Municipality
    finding: coverage.Finding
    offices: list[Office]
    span: Span

    @property
    def part(self) -> str:
        return str(Part(self.finding.part).label)

    @property
    def cause(self) -> str:
        return str(_CAUSES[self.finding.cause])


_CAUSES = {
    coverage.Cause.MERGER: _("Kommunen ble slått sammen, delt eller fikk nytt nummer."),
    coverage.Cause.OFFICE_CLOSED: _("Kontoret ble lagt ned."),
    coverage.Cause.AGREEMENT_ENDED: _("Avtalen med kontoret tok slutt."),
    coverage.Cause.NOT_HANDED_OVER: _("Et nytt kontor begynte før det gamle sluttet."),
    coverage.Cause.UNKNOWN: _("Registeret viser ikke hvorfor."),
}


def coverage_findings(first: date, last: date) -> list[CoverageFinding]:
    """Every gap and overlap between two days, both included. Four queries.

    Looks at the municipalities we follow, each on the days it exists. Sorted by municipality
    in Norwegian order, then by day.
    """
    changes = defaultdict(set)
    for predecessor, successor, on in MunicipalityChange.objects.values_list(
        "predecessor", "successor", "on"
    ):
        changes[predecessor].add(on)
        changes[successor].add(on)
    services = defaultdict(list)
    for row in Coverage.objects.select_related("office").order_by("pk"):
        services[row.municipality_id].append(
            coverage.Service(
                office=row.office.unit_number,
                part=row.part,
                start=row.period.lower,
                end=row.period.upper,
                office_start=row.office.period.lower,
                office_end=row.office.period.upper,
            )
        )
    offices = {office.unit_number: office for office in Office.objects.all()}
    found = []
    for municipality in Municipality.objects.filter(followed=True).order_by(
        "sort_key", "number", "pk"
    ):
        start = max(first, municipality.period.lower or date.min)
        end = min(last + DAY, municipality.period.upper or date.max)
        if start >= end:
            continue
        found += [
            CoverageFinding(
                municipality,
                finding,
                [offices[number] for number in finding.offices],
                Span(finding.start, finding.end - DAY),
            )
            for finding in coverage.findings(
                services[municipality.pk],
                start=start,
                end=end,
                changes=frozenset(changes[municipality.pk]),
            )
        ]
    return found


def uncertain_coverage() -> list[tuple[Coverage, Span]]:
    """The rows of coverage that are approximate or inferred, by municipality. One query."""
    rows = (
        Coverage.objects.exclude(quality=Quality.EXACT)
        .select_related("municipality", "office")
        .order_by("municipality__sort_key", F("period__startswith").asc(nulls_first=True), "pk")
    )
    return [(row, span_of(row)) for row in rows]


def turning_points(first: date, last: date) -> list[date]:
    """The days between two days on which someone got another office, oldest first. One query.

    Days that are only our reading of a source are left out.
    """
    days = (
        Coverage.objects.filter(
            period__startswith__gt=first, period__startswith__lte=last, starts_wording=""
        )
        .order_by()
        .values_list("period__startswith", flat=True)
        .distinct()
    )
    return sorted(days)


def followed_count() -> int:
    """How many municipalities, past and present, the coverage check looks at. One query."""
    return Municipality.objects.filter(followed=True).count()


# --- Credits ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Credit:
    """A source and what we use it for, in words."""

    source: Source
    uses: list[str]


_TABLES = (
    (Municipality, ngettext_lazy("%(count)d kommune", "%(count)d kommuner", "count")),
    (MunicipalityChange, ngettext_lazy("%(count)d endring", "%(count)d endringer", "count")),
    (
        SamiLanguageArea,
        ngettext_lazy(
            "%(count)d kommune i samisk språkområde",
            "%(count)d kommuner i samisk språkområde",
            "count",
        ),
    ),
    (Population, ngettext_lazy("%(count)d folketall", "%(count)d folketall", "count")),
    (Outline, ngettext_lazy("%(count)d kommunegrense", "%(count)d kommunegrenser", "count")),
    (Office, ngettext_lazy("%(count)d kontor", "%(count)d kontorer", "count")),
    (
        Coverage,
        ngettext_lazy("%(count)d periode med dekning", "%(count)d perioder med dekning", "count"),
    ),
    (Site, ngettext_lazy("%(count)d kontorsted", "%(count)d kontorsteder", "count")),
)


def credits_and_uses() -> list[Credit]:
    """Every source, by publisher and title, with what it is used for. Nine queries."""
    uses = defaultdict(list)
    for table, words in _TABLES:
        for row in table.objects.order_by().values("source").annotate(rows=Count("pk")):
            uses[row["source"]].append(words % {"count": row["rows"]})
    return [
        Credit(source, uses[source.pk])
        for source in Source.objects.order_by("publisher", "title", "pk")
    ]
