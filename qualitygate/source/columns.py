"""Code points, UTF-8 bytes and UTF-16 units: the only place that converts between them."""

from __future__ import annotations


def utf8_to_codepoint(line: str, byte_offset: int) -> int:
    """Turn a 0-based UTF-8 byte offset in ``line`` into a 0-based code-point offset.

    ``ast`` counts bytes, so pyflakes does too (pyflakes 4.1: ``x = 'é𝒳é'; bad`` is at 16, not at 11). An offset inside
    a character counts as that character; one behind the line counts on from its end.
    """
    if line.isascii():
        return byte_offset
    data = line.encode("utf-8", "surrogatepass")
    if byte_offset > len(data):
        return len(line) + byte_offset - len(data)
    while 0 < byte_offset < len(data) and data[byte_offset] & 0xC0 == 0x80:
        byte_offset -= 1
    return len(data[:byte_offset].decode("utf-8", "surrogatepass"))


def codepoint_to_utf8(line: str, offset: int) -> int:
    """Turn a 0-based code-point offset in ``line`` into a 0-based UTF-8 byte offset."""
    if line.isascii():
        return offset
    return len(line[:offset].encode("utf-8", "surrogatepass")) + max(0, offset - len(line))


def codepoint_to_utf16(line: str, offset: int) -> int:
    """Turn a 0-based code-point offset in ``line`` into a 0-based offset in UTF-16 units, as editors count."""
    if line.isascii():
        return offset
    return offset + sum(1 for character in line[:offset] if character > "\uffff")


def utf16_to_codepoint(line: str, offset: int) -> int:
    """Turn a 0-based UTF-16 offset in ``line`` into a 0-based code-point offset.

    An offset inside a surrogate pair counts as its character.
    """
    if line.isascii():
        return offset
    units = 0
    for index, character in enumerate(line):
        units += 2 if character > "\uffff" else 1
        if units > offset:
            return index
    return len(line) + offset - units
