"""The printed matrix is the matrix."""

from permissions.matrix import MATRIX
from permissions.printed import PAGE, page


def test_the_page_says_what_the_table_says():
    assert PAGE.read_text() == page(MATRIX), "python tests/permissions/printed.py"
