"""Words that tie a benefit, a diagnosis or a private telephone to one named person.

A rule needs a name and words that bind it to a case. A name and a benefit in one sentence are
not enough: "Kari Hansen orienterte om sosialhjelp" is an ordinary line of minutes.
"""

import re
from collections.abc import Iterator

from tospann.engines.personal.names import INITIALS, full_names, name_before
from tospann.engines.personal.text import Span

_PHONE = re.compile(
    r"(?<![\w/+.,-])(?:(?:\+|00)47 ?)?"
    r"(?:[49]\d{7}|[49]\d\d[ .-]\d\d[ .-]\d{3}|[49]\d(?:[ .-]\d\d){3}|[49]\d{3} \d{4})"
    r"(?![\w/-]|[.,]\d| ?(?:kr|kroner|mill|prosent|innbyggere|personer|%))"
)
_SENTENCE_ENDS = re.compile(r"\n|(?<!tlf)(?<!mob)(?<!tel)(?<!\b\w)[.!?;](?=\s)", re.I)
_LEADS_TO_PHONE = re.compile(
    r"[ ,:;|(-]*(?:på )?(?:tlf|telefon|telefonnummer|mobil|mobilnummer|mobiltelefon|mob|tel)?"
    r"[.: ]*$",
    re.I,
)
NEAR = 60  # characters from a name to its telephone

_BENEFIT = (
    r"(?:økonomisk )?(?:(?:sosial(?:hjelp|stønad|trygd)|uføre(?:trygd|pensjon)|dagpenger|"
    r"sykepenger|nødhjelp|arbeidsavklaringspenger|overgangsstønad|kontantstøtte|bostøtte|"
    r"barnebidrag|bidragsforskudd|grunnstønad|hjelpestønad|omsorgspenger|pleiepenger|"
    r"kvalifiserings(?:stønad|program)|tiltakspenger|introduksjonsstønad|gjelds(?:ordning|"
    r"rådgivning|sanering)|supplerende stønad|midlertidig (?:bolig|botilbud)|støttekontakt)"
    r"(?:et|en|a)?|økonomisk (?:stønad|støtte|hjelp)|AAP|KVP)(?![\w-])"
)
_ILLNESS = (
    r"(?:depresjon|angst|adhd|autisme|asperger|schizofreni|bipolar lidelse|psykose|ptsd|demens|"
    r"alzheimer|kreft|diabetes|epilepsi|parkinson|hiv|hepatitt|spiseforstyrrelser?|anoreksi|"
    r"(?:rus|alkohol|spille)(?:avhengighet|problem(?:er)?|misbruk)|"
    r"psykisk(?:e)? (?:lidelser?|sykdom|plager))(?![\w-])"
)
_SMALL_WORDS = (
    r"(?:(?:om|på|til|for|av|nei|avslag|innvilget|vedtak|søknad(?:en)?|full|fullt|delvis|også|nå|"
    r"igjen|fortsatt|sin|sitt|en|et|ny|nytt|høyere|lavere|mer|stanset|redusert|utbetalt|"
    r"midlertidig) ){0,5}"
)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


# Right after a name.
_GETS = _words(
    r"(?: \([^)\n]{1,20}\))?,? (?:mottar|mottok|får|fikk|søker|søkte|klager|klaget|trenger|"
    r"lever av|levde av|går på|gikk på|har(?: (?:mottatt|fått|søkt|klaget|krav|rett|vedtak))?|"
    r"er innvilget|ble innvilget|blir innvilget|fyller vilkårene for) " + _SMALL_WORDS + _BENEFIT
)
_IS_ILL = _words(
    r"(?: \([^)\n]{1,20}\))?,? (?:(?:har|fikk|har fått|lider av|sliter med|er diagnostisert med|"
    r"ble diagnostisert med|behandles for|er innlagt for) (?:(?:diagnosen|alvorlig|sterk|kronisk|"
    r"store|en|påvist|utviklet) ){0,3}" + _ILLNESS + r"|(?:er|ble|var) (?:syk(?:e)?meldt|ufør|"
    r"rusavhengig|narkoman|alkoholiker|psykisk syk|dement|arbeidsufør)(?!\w))"
)
_WAS_BORN = _words(
    r",? \(?(?:født|f\.)(?: den)? ?(?:\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})|\d{6})(?!\d)"
)
_CASE_OF = _words(
    r"['’]? (?:(?:vedtak|søknad|klage|sak|utbetaling) (?:om|på|av) "
    + _SMALL_WORDS
    + _BENEFIT
    + r"|(?:diagnose|"
    + _ILLNESS
    + r"|rusproblem|gjeldsproblem))"
)
_ABOUT = _words(r" (?:om|på|gjelder|angående) " + _SMALL_WORDS + _BENEFIT)
_SOMEWHERE = _words(r"(?<!\w)(?:" + _BENEFIT + "|" + _ILLNESS + ")")

# Right before a name.
_SERVED = _words(
    r"(?<!\w)(?:klient(?:en)?|sosialklient(?:en)?|stønadsmottaker(?:en)?|brukeren|"
    r"sosialhjelpsmottaker(?:en)?|aap-mottaker(?:en)?|pasient(?:en)?),? $"
)
_MAY_BE_SERVED = _words(r"(?<!\w)(?:bruker|søker(?:en)?|deltaker(?:en)?|arbeidssøker(?:en)?),? $")
_DECISION = (
    r"(?<!\w)(?:vedtak|enkeltvedtak|søknad|klage|utbetaling|tilbakekreving|avslag)(?:et|en|a)?"
)
_DECIDED_FOR = _words(
    _DECISION
    + r"(?: (?:om|på|av|-))? "
    + _SMALL_WORDS
    + _BENEFIT
    + r"(?:,? (?:fra|for|til|gjelder|vedrørende|vedr\.|angående)"
    r"(?: (?:bruker|klient|søker)(?:en)?)?|:|,| -|) $"
)
_SENT_BY = _words(_DECISION + r" (?:fra|for|til) $")


def phones_with_names(text: str) -> Iterator[Span]:
    """Where a Norwegian mobile number stands close to a person's name, on the same line."""
    phones = list(_PHONE.finditer(text))
    if not phones:
        return
    for phone in phones:
        start, end = _sentence(text, phone.start(), phone.end(), NEAR)
        around = text[start:end]
        lead = _LEADS_TO_PHONE.search(text, start, phone.start())
        if any(full_names(around)) or (lead and name_before(text, lead.start())):
            yield phone.span()


def _sentence(text: str, start: int, end: int, reach: int) -> Span:
    """From `reach` characters before to `reach` after, but not into another sentence."""
    first, last = max(0, start - reach), min(len(text), end + reach)
    for stop in _SENTENCE_ENDS.finditer(text, first, start):
        first = stop.end()
    stop_after = _SENTENCE_ENDS.search(text, end, last)
    return first, stop_after.start() if stop_after else last


def cases(text: str) -> Iterator[Span]:
    """Where a named person is tied to a benefit, a diagnosis or a date of birth."""
    for start, end in full_names(text):
        before, after = text[max(0, start - 100) : start], text[end : end + 120]
        found = (
            _GETS.match(after)
            or _IS_ILL.match(after)
            or _WAS_BORN.match(after)
            or (_CASE_OF.match(after) if text[end - 1] in "sxz'’" else None)
        )
        if found:
            yield start, end + found.end()
        elif led := _SERVED.search(before) or _DECIDED_FOR.search(before):
            yield start - len(before) + led.start(), end
        elif (led := _SENT_BY.search(before)) and (said := _ABOUT.match(after)):
            yield start - len(before) + led.start(), end + said.end()
        elif led := _MAY_BE_SERVED.search(before):
            yield from _in_same_sentence(text, start - len(before) + led.start(), end)
    for initials in INITIALS.finditer(text):
        before = text[max(0, initials.start() - 40) : initials.start()]
        if led := _SERVED.search(before) or _MAY_BE_SERVED.search(before):
            start = initials.start() - len(before) + led.start()
            yield from _in_same_sentence(text, start, initials.end())


def _in_same_sentence(text: str, start: int, end: int) -> Iterator[Span]:
    """The span, if a benefit or a diagnosis follows before the sentence ends."""
    _first, last = _sentence(text, start, end, 120)
    if said := _SOMEWHERE.search(text, end, last):
        yield start, said.end()
