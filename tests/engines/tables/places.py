"""A small register for these tests: real numbers and names, as of Klass 131."""

from tospann.engines.tables import Change, Kind, Register, Unit

COUNTY = Unit("18", "Nordland - Nordlánnda", Kind.COUNTY)
REGISTER = Register(
    units=(
        COUNTY,
        Unit("1804", "Bodø"),
        Unit("1805", "Narvik", until=2019),
        Unit("1806", "Narvik", since=2020),
        Unit("1818", "Herøy"),
        Unit("1515", "Herøy"),
        Unit("1835", "Træna"),
        Unit("1840", "Saltdal"),
        Unit("1841", "Fauske - Fuossko", names=("Fauske - Fuosko",)),
        Unit("1849", "Hamarøy", until=2019),
        Unit("1850", "Divtasvuodna - Tysfjord", until=2019),
        Unit("1854", "Ballangen", until=2019),
        Unit("1856", "Røst"),
        Unit("1857", "Værøy"),
        Unit("1875", "Hábmer - Hamarøy", since=2020),
        Unit("1919", "Gratangen", until=2019),
        Unit("5414", "Gratangen", since=2020, until=2023),
        Unit("5516", "Gratangen", since=2024),
        Unit("1841", "Nav Indre Salten", Kind.OFFICE),
        Unit("1804", "Nav Bodø", Kind.OFFICE),
    ),
    changes=(
        Change("1805", "1806", 2020),
        Change("1854", "1806", 2020),
        Change("1849", "1875", 2020),
        Change("1850", "1806", 2020, 0.468),
        Change("1850", "1875", 2020, 0.532),
        Change("1919", "5414", 2020),
        Change("5414", "5516", 2024),
    ),
)
