"""The words in a file, as far as they are easily read.

Word, OpenDocument and Excel files are zip archives of XML; their words are read without a
parser, so nothing in them is followed or expanded. PDF and pictures are not read.
"""

import html
import re
import zlib
from typing import IO
from zipfile import BadZipFile, ZipFile

MOST_BYTES = 10_000_000  # unpacked, in all; what lies beyond is not read

_MEMBERS = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"
    r"|xl/(?:sharedStrings|worksheets/[^/]+)\.xml|content\.xml|docProps/core\.xml"
)
_ENDS = re.compile(r"</(?:w:p|si|c|is|text:p|text:h|dc:\w+|cp:\w+)>|<(?:w:br|text:line-break)\b")
_GAPS = re.compile(r"<(?:w:tab|text:tab|text:s)\b")
_TAG = re.compile(r"<[^>]*+>?")
_LOST_ZERO = re.compile(r"^(?=\d{10}$)", re.M)  # a sheet keeps 01019012345 as a number


def words_in(file: IO[bytes]) -> str:
    """The text of an office document, a line for each paragraph or cell; "" when unreadable."""
    try:
        with ZipFile(file) as archive:
            return "\n".join(_members(archive))
    except (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, zlib.error):
        return ""  # broken, encrypted or no archive: nobody's words can be read


def _members(archive: ZipFile) -> list[str]:
    found, left = [], MOST_BYTES
    for member in archive.infolist():
        if left > 0 and _MEMBERS.fullmatch(member.filename):
            with archive.open(member) as opened:
                content = opened.read(left)
            left -= len(content)
            text = _GAPS.sub(" <", _ENDS.sub("\n<", content.decode(errors="replace")))
            text = html.unescape(_TAG.sub("", text))
            in_sheet = member.filename.startswith("xl/worksheets/")
            found.append(_LOST_ZERO.sub("0", text) if in_sheet else text)
    return found
