"""What looks like a person's name."""

import re
from collections.abc import Iterator

from tospann.engines.personal.text import Span

# Common in Norway today, the newcomers' too. Words that mean something else are left out.
_GIVEN = """
aase abdi abdullah abdulrahman adam adele adrian agnes ahmad ahmed aina aisha aksel albert
aleksander alexander alexandra alf alfred ali alice alina alma amal amalie amanda amelia amin
amina amir ana anders andrea andreas andrzej anette anita anja anke ann anna anne annette anni
annika ante anton aram arild arne arnfinn arnhild arnt arvid asbjørn aslak astri astrid atle aud
audun aurora axel aya aziz beate benedicte benedikte benjamin bente berit bernt bettina birger
birgit birgitte birthe bjarne bjørg bjørn bjørnar borghild brit britt camilla carina carl
caroline cathrine cecilie charlotte christian christina christine christoffer dagfinn dagny
daniel daniela david dawit denis dorthe edel edith edvard egil eileen eilif einar eirik eirin
elena eli elias elin elina eline elisa elisabeth ella ellen ellinor elsa else elvira embla emil
emilie emma emre endre erik erika erlend erling ernst espen ester eva evelyn fadumo fatima fatma
fatuma filip freddy fredrik frida frode frøydis gabriel gaute geir georg gerd gisle gjermund
grete grethe gro gudrun gunhild gunn gunnar gunvor guro gustav haakon halvard halvor hamza hana
hanna hannah hanne hans harald harriet hassan hedda hedvig hege heidi helene helga helge henning
henny henriette henrik herman hilda hilde hildegunn hodan hussein håkon håvard ibrahim ida idar
inga ingar inge ingebjørg ingeborg inger ingrid ingunn ingvar ingvild irene irina iris isabel
isabella isak iselin ivan ivar iver jack jacob jakob jamal jan jane janicke janne jarle jeanette
jenny jens jeremias joakim joanna johan johanna johanne johannes john johnny jon jonas jonathan
jorunn josef josefine jostein julia julian julie jørgen jørn kai kamal kamil karen kari karin
karina karl karoline karsten kasper katarina katarzyna kate kathrine katrine kenneth ketil
khadija khalid kim kine kirsten kirsti kitty kjartan kjell kjersti kjetil klara klaus knut
konrad kristian kristin kristina kristine kristoffer kåre laila lars lasse laura lea leif lena
leon leonora liam lill lillian linda line linn linnea lisa lise liv live lotte louise lucas
ludvik lukas lydia mads magda magnar magne magnhild magnus maja malene malgorzata malin maren
margaret margareta margit margrethe maria mariam marianne marie mariell marika marina marit
marita marius mark markus marta marte martha marthe martin martine mary maryam mathea mathias
mathilde matias may merete mette mia michael michal mikael mikal mikkel miriam mohamed mohammad
mohammed mona monica monika mons morten muhammad mustafa nadia nasra nassim natalia natalie
nicolai niklas nikolai nils nina noah nora odd oddbjørn oddny oddvar ola olaf olav ole oleksandr
olena olga oliver olivia omar oscar oskar osman otto ove pascal patrick pawel peder per pernille
peter petra petter philip piotr preben rachel ragna ragnar ragnhild rahma randi rannveig rasmus
rebecca rebekka reidar reidun renate rigmor rikke roald robert roger rolf ronny rosa roy ruben
runar rune ruth sahra said salma sam samira samuel sander sandra sara sarah sebastian selma
serhii sigbjørn sigmund signe sigrid sigrun sigurd sigve silje silvia simen simon siri siv
snorre sofia sofie solbjørg solfrid solveig sondre sonja staale stefan steffen steinar stian
stig stine ståle sunniva susanne svein svend svenn svetlana synne synnøve søren tarjei tatiana
tea terese terje tesfaye tetiana thea theodor therese thomas thor thorbjørn tiril tobias tom
tomas tommy tone tonje tor torbjørn tord tore torfinn torgeir torgunn torhild toril torill
torkel torleif tormod torstein torunn torvald trine trond trude trygve turid tuva tyra ulf ulrik
unni valborg vanessa vegard vemund vera veronica vetle vibeke victor victoria vidar vigdis
viktor viktoria vilde vilhelm vilja viljar viola volodymyr wenche werner wilhelm william yasin
yasmin yngve yngvild yonas yusuf yvonne zahra zainab åge åse åshild åsmund åsne øistein ørjan
øystein øyvind
"""
GIVEN = frozenset(_GIVEN.split())

_BIG = "A-ZÆØÅÄÖÜÁČĐŊŠŦŽÉ"
_SMALL = "a-zæøåäöüáčđŋšŧžéèêóôòíúñç"
_WORD = rf"[{_BIG}][{_SMALL}]++(?:-[{_BIG}][{_SMALL}]++)?"
_FULL_NAME = re.compile(
    rf"(?<![\w-]){_WORD}(?: (?:{_WORD}|[{_BIG}]\.)){{0,2}} {_WORD}(?![\w-])|"
    rf"(?<![\w-]){_WORD}, {_WORD}(?: {_WORD})?(?![\w-])"
)
_LAST_NAME = re.compile(rf"(?<![\w-])({_WORD}) ({_WORD})\Z")
INITIALS = re.compile(rf"(?<![\w.])(?:[{_BIG}]\. ?){{2,3}}(?!\w)")

# Words in a name of two that make it a place, an office or the beginning of a sentence.
_NO_NAME = re.compile(
    r"(?:nav|nye|gamle|indre|ytre|øvre|nedre|midtre|nordre|søndre|østre|vestre|nord|sør|øst|vest|"
    r"store|lille|mo|ring|kontakt|telefon|mobil|tlf|vakt|ved|for|på|til|fra|om|se|send|spør|"
    r"\w*(?:kontoret|vakten?|vakta|sentralen?|senteret|senter|telefonen|tjenesten?|torget|torg|"
    r"huset|hus|kommune[nr]?|kommuner|mottake?t?|skolen?|sykehuset?|politiet?|vernet?|legevakt|"
    r"avdelingen?|teamet?|leder(?:en)?|ansvarlig|sjefen?|direktør(?:en)?|rådmann(?:en)?|"
    r"konsulent(?:en)?|koordinator(?:en)?|rådgiver(?:en)?|saksbehandler(?:en)?))",
    re.I,
)


def full_names(text: str) -> Iterator[Span]:
    """Names of two to four words whose first is a known given name (or last, after a comma)."""
    for found in _FULL_NAME.finditer(text):
        before_comma, comma, after_comma = found.group().partition(", ")
        words = (after_comma if comma else before_comma).split()
        for n, word in enumerate(words[: None if comma else -1]):
            if word.partition("-")[0].lower() in GIVEN:
                start = found.start() if comma else found.start() + _until(words, n)
                yield start, found.end()
                break


def _until(words: list[str], n: int) -> int:
    return sum(len(word) + 1 for word in words[:n])


def name_before(text: str, end: int) -> bool:
    """Whether two words with a capital, that name no office, stand right before `end`."""
    found = _LAST_NAME.search(text, max(0, end - 60), end)
    return found is not None and not any(_NO_NAME.fullmatch(word) for word in found.groups())
