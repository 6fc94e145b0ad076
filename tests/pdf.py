"""What a PDF says, read without any other program."""

import re

import pikepdf


def text(pdf: pikepdf.Pdf) -> str:
    """What the fonts' ToUnicode maps give, without spaces, which PDF draws as gaps."""
    found = ""
    for page in pdf.pages:
        maps = {name: unicode_map(font) for name, font in page.Resources.Font.items()}
        font = {}
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator == "Tf":
                font = maps[str(instruction.operands[0])]
            elif operator in {"Tj", "TJ"}:
                for piece in instruction.operands:
                    for item in piece if isinstance(piece, pikepdf.Array) else [piece]:
                        if isinstance(item, pikepdf.String):
                            raw = bytes(item)
                            codes = [raw[n : n + 2] for n in range(0, len(raw), 2)]
                            found += "".join(font.get(code, "") for code in codes)
    return re.sub(r"\s|\u00ad", "", found)


def unicode_map(font) -> dict[bytes, str]:
    """Character codes and their text, from a font's ToUnicode map."""
    table: dict[bytes, str] = {}
    cmap = font.ToUnicode.read_bytes().decode("latin-1")
    for code, to in re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", cmap):
        table[bytes.fromhex(code)] = bytes.fromhex(to).decode("utf-16-be")
    return table
