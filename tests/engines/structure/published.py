"""A county of two municipalities as it would be published: small files of the real layouts.

Numbers and figures are invented. Two squares side by side in UTM zone 33, ten kilometres each:
Vestby (9101) to the west, Østby (9102) to the east. `CELL` is the western one's densest.
"""

import json

from tospann.engines.structure.gathering import About

EAST, NORTH = 100_000, 6_500_000
SIDE = 10_000


def cell(east: int, north: int) -> str:
    """A cell of the grid, kilometres from the county's south-west corner."""
    return f"{2_000_000 + EAST + east * 1000:07}{NORTH + north * 1000:07}"


CELL = cell(2, 2)
GRID = (
    "SSBID1000M;pop_tot;pop_mal;pop_fem;pop_ave2\n"
    f"{CELL};300;150;150;41,2\n"
    f"{cell(3, 2)};100;50;50;39,8\n"
    f"{cell(12, 5)};200;100;100;40,1\n"
    f"{cell(-2, 5)};7;3;4;50\n"  # two kilometres out at sea
    f"{cell(-40, 5)};9;4;5;50\n"  # another county
)


def square(left: int) -> list[list[float]]:
    """A closed ring in metres."""
    right = left + SIDE
    corners = [(left, NORTH), (right, NORTH), (right, NORTH + SIDE), (left, NORTH + SIDE)]
    return [[float(x), float(y)] for x, y in [*corners, corners[0]]]


OUTLINES = json.dumps(
    {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25833"}},
        "features": [
            {
                "type": "Feature",
                "properties": {
                    "kommunenummer": number,
                    "kommunenavn": [{"rekkefolge": "", "sprak": "nor", "navn": name}],
                },
                "geometry": {"type": "Polygon", "coordinates": [square(left)]},
            }
            for number, name, left in (
                ("9101", "Vestby", EAST),
                ("9102", "Østby", EAST + SIDE),
            )
        ],
    }
)
NAMES = (
    '"code","parentCode","level","name","shortName","presentationName","validFrom","validTo"\n'
    '"9101","","1","Vestby","","","",""\n"9102","","1","Østby - Nuorta","","","",""\n'
    '"9201","","1","Langt borte","","","",""\n'
)
POPULATION = (
    '"07459: Folkemengde, etter region, alder, statistikkvariabel og år"\n\n'
    '"region";"alder";"Personer 2025";"Personer 2026"\n'
    '"K-9101 Vestby";"0-17 år";100;110\n"K-9101 Vestby";"18 år eller eldre";300;301\n'
    '"K-9102 Østby - Nuorta";"0-17 år";50;-\n"K-9102 Østby - Nuorta";"18 år eller eldre";150;205\n'
)
COMMUTING = (
    '"03321: Sysselsatte per 4. kvartal. Pendlingsstrømmer etter arbeidsstedskommune, '
    'bostedskommune, statistikkvariabel og år"\n\n;;"Sysselsatte personer"\n;;"2017"\n'
    '"8101";"8101";90\n"";"8102";5\n"";"9102";20\n"9102";"9102";70\n"9201";"9201";33\n'
)
CHANGES = json.dumps(
    {
        "codeChanges": [
            {"oldCode": "8101", "newCode": "9101", "changeOccurred": "2020-01-01"},
            {"oldCode": "8102", "newCode": "9101", "changeOccurred": "2020-01-01"},
        ]
    }
)
UNITS = json.dumps(
    [
        {"enhetId": 1, "navn": "Nav Østby", "enhetNr": "8102", "status": "Aktiv", "type": "LOKAL"},
        {"enhetId": 2, "navn": "NAV Vestby", "enhetNr": "8101", "status": "Nedlagt",
         "type": "LOKAL"},
    ]
)  # fmt: skip
SERVES = json.dumps(
    [
        {"navKontorId": 1, "geografiskOmraade": "9101", "enhetId": 1},
        {"navKontorId": 2, "geografiskOmraade": "9102", "enhetId": 1},
        {"navKontorId": 3, "geografiskOmraade": "910201", "enhetId": 1},  # a district
    ]
)
FILES = {
    "rutenett_2019.csv": GRID.encode(),
    "kommuner_2024.geojson": OUTLINES.encode(),
    "klass_2024.csv": NAMES.encode("utf-8-sig"),
    "07459.csv": POPULATION.encode("cp1252"),
    "03321.csv": COMMUTING.encode(),
    "endringer.json": CHANGES.encode(),
    "enhet_2025.json": UNITS.encode(),
    "navkontorer_2025.json": SERVES.encode(),
}
ABOUT = About("fylket", "Fylket", ("91",))
