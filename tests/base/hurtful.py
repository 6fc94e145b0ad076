"""What a process of its own may be given to do."""

import sys
import time
from pathlib import Path


def doubled(number, text, progress=None):
    """The number twice, and the text as bytes with a line break in them."""
    return {"twice": number * 2}, f"{text}\n{text}".encode()


def tells(progress):
    for done in range(5):
        progress(done, 5)
        time.sleep(0.4)
    return "over", b""


def modules():
    return sorted(sys.modules), b""


def hungry():
    return len(bytearray(400_000_000)), b""


def busy():
    while True:
        pass


def asleep():
    time.sleep(60)


def writes(path):
    Path(path).write_bytes(b"x" * 2_000)
    return "written", b""


def breaks():
    raise ValueError("no")


def speaks_nonsense():
    sys.stdout.write("\x80\x04 not JSON\n")
    return None, b""
