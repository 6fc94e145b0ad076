import pytest
from permissions.answers import requested
from permissions.requests import ASKS
from permissions.world import WHO, hidden
import time
from django.urls import get_resolver


def names():
    def walk(r, ns=""):
        for p in r.url_patterns:
            if hasattr(p, "url_patterns"):
                yield from walk(p, ns + (f"{p.namespace}:" if p.namespace else ""))
            else:
                yield ns + p.name

    return list(walk(get_resolver()))


@pytest.mark.django_db
def test_gen(world, as_):
    out = open("/tmp/matrix.txt", "w")
    slow = []
    for name in names():
        rows = [name] + [a for a in ASKS if a.startswith(name + " · ")]
        for row in rows:
            for m in ("GET", "POST"):
                cells = []
                t = time.time()
                for who in WHO:
                    try:
                        o, told = requested(as_(who), m, row, world)
                        leak = [x for x in hidden(who) if x in told]
                        if leak:
                            print("LEAK", row, m, who, leak)
                    except Exception as e:
                        o = "EXC"
                        print(row, m, who, repr(e)[:300])
                    cells.append(o)
                slow.append((time.time() - t, row, m))
                print(f"{row} | {m} | " + " ".join(f"{c:5}" for c in cells), file=out)
    out.close()
    print(sorted(slow)[-12:], sum(s[0] for s in slow))
