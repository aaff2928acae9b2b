"""Bytes to text: which encoding, what was lost, and the characters that no stored text may hold.

The stored text of a document is its bytes decoded, with one kind of line ending (``\\n``), without byte order marks,
control characters and invisible characters that hide inside words (soft hyphen, zero-width space). Nothing else is
altered, and every offset refers to the stored text; the original bytes are kept beside it.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from flows.errors import Refused

Warning_ = tuple[str, str]

_BOMS = (  # the longer first: UTF-32-LE begins as UTF-16-LE does
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_JAPANESE = (b"\x1b$B", b"\x1b$@")  # ISO-2022-JP is ASCII but for what it switches to: no other text has these
_LOOK = 1 << 16  # bytes looked at to tell text from what is none
# WHATWG: what calls itself Latin-1 or ASCII is read as windows-1252 on the web.
_WEB_NAMES = {"latin_1": "cp1252", "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
_NO_DOCUMENT = ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding that it was read in, and what was wrong on the way."""

    text: str
    encoding: str
    warnings: tuple[Warning_, ...] = ()


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """Decode ``raw`` by its byte order mark, as strict UTF-8, as ``declared``, or as chardet finds, in this order.

    UTF-8 goes before the declaration because text that is valid UTF-8 and holds non-ASCII is hardly ever anything else,
    while declarations are often left over from another system.

    Raises ``Refused("binary_content")`` for bytes that are no text.
    """
    warnings: list[Warning_] = []
    for bom, name in _BOMS:
        if raw.startswith(bom):
            text = raw[len(bom) :].decode(name, "replace")
            return Decoded(text, name, (*warnings, *_lost(text, name)))
    wide = _wide_encoding(raw[:_LOOK])
    if wide:
        text = raw.decode(wide, "replace")
        return Decoded(text, wide, _lost(text, wide))
    if _is_binary(raw[:_LOOK]):
        raise Refused("binary_content", "these bytes are no text in any encoding")

    if any(escape in raw for escape in _JAPANESE):
        text = raw.decode("iso2022_jp_ext", "replace")
        return Decoded(text, "iso-2022-jp", _lost(text, "iso-2022-jp"))

    codec = _codec(declared)
    if declared and codec is None:
        warnings.append(("encoding_unknown", f"declares the encoding “{declared[:40]}”, which does not exist"))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if codec and codec.startswith(("utf-16", "utf-32")):
            warnings.append(("encoding_mismatch", f"declares {codec} but is 8-bit text"))
        return Decoded(text, "utf-8", tuple(warnings))
    if codec and codec != "utf-8":
        try:
            text = raw.decode(codec)
            if other := _meant_instead(raw, text, codec):
                told = f"declares {codec}, and its words are {other}"
                return Decoded(raw.decode(other, "replace"), other, (*warnings, ("encoding_mismatch", told)))
            return Decoded(text, codec, tuple(warnings))
        except UnicodeDecodeError:
            warnings.append(("encoding_mismatch", f"declares {codec}, and its bytes are not that"))
    text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    wide_characters = sum(1 for c in text[:_LOOK] if c >= "\x80")
    is_none = wide_characters == bad > 2  # not one character of several bytes: whatever it declares, it is not UTF-8
    if is_none and codec == "utf-8":
        warnings.append(("encoding_mismatch", "declares utf-8, and its bytes are not that"))
    elif codec == "utf-8" or wide_characters > 5 * bad:  # UTF-8 with a few bytes broken, not another encoding
        return Decoded(text, "utf-8", (*warnings, *_lost(text, "utf-8")))
    name = _guess(raw)
    text = raw.decode(name, "replace")
    return Decoded(text, name, (*warnings, *_lost(text, name)))


_WESTERN = frozenset({"cp1252", "cp1254", "iso8859-15"})  # what servers declare of whatever they send
_ACCENTED = 0.35  # of the letters: no language that is written in them has so many

# What Polish ą, ł, ż, ś and ź become: signs in the midst of words, where no Western language has any.
_SIGN_INSIDE_WORD = re.compile("(?<=[a-zó])[¹³¿±¶¼](?=[a-zó])")
_SIGNS_INSIDE_WORDS = 5


def _meant_instead(raw: bytes, text: str, codec: str) -> str | None:
    """The encoding that bytes are in which read as Western, and whose words are then of accented letters alone."""
    if codec not in _WESTERN:
        return None
    words = "".join(_MARKUP.split(text[: 4 * _LOOK]))
    if len(_SIGN_INSIDE_WORD.findall(words)) >= _SIGNS_INSIDE_WORDS:
        latin2 = sum(map(words.count, "±¶¼")) > sum(map(words.count, "¹œŸ"))
        return "iso8859-2" if latin2 else "cp1250"
    letters = [c for c in words if c.isalpha()]
    if sum(c > "\x7f" for c in letters) < max(20, _ACCENTED * len(letters)):
        return None
    name = _guess(raw)
    return name if name not in _WESTERN else None


def _lost(text: str, encoding: str) -> tuple[Warning_, ...]:
    lost = text.count("\ufffd")
    return (("invalid_bytes", f"{lost} stretches of bytes are not valid {encoding}; shown as \ufffd"),) if lost else ()


def _codec(label: str | None) -> str | None:
    try:
        codec = codecs.lookup(label.strip().strip("\"'")) if label else None
    except (LookupError, ValueError):
        return None
    if codec is None or not codec._is_text_encoding or codec.name in _NO_DOCUMENT:
        return None
    return _WEB_NAMES.get(codec.name, codec.name)


def wide_encoding(head: bytes) -> str | None:
    """Which UTF-16 a stream begins in: by its mark, or by what it looks like."""
    for bom, name in _BOMS[3:]:
        if head.startswith(bom):
            return name
    return _wide_encoding(head)


def _wide_encoding(head: bytes) -> str | None:
    """UTF-16 without a mark: of text in one alphabet, every other byte is one of two, zero and the alphabet's own."""
    if len(head) < 4 or not any(control in head for control in _CONTROL_BYTES):
        return None
    if b"\0" not in head:
        return _in_ideographs(head)
    even, odd = head[0::2].count(0) / len(head[0::2]), head[1::2].count(0) / len(head[1::2])
    name = "utf-16-le" if odd > 0.4 and even < 0.02 else "utf-16-be" if even > 0.4 and odd < 0.02 else None
    name = name or _in_one_alphabet(head) or _in_ideographs(head)
    if name is None:
        return None
    text = head[: len(head) // 2 * 2].decode(name, "replace")
    return name if text.count("\ufffd") <= len(text) // 100 else None


_ALPHABETS = (0x03, 0x04, 0x05, 0x06)  # high bytes of Greek, Cyrillic, Hebrew, Arabic


def _in_one_alphabet(head: bytes) -> str | None:
    for name, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        own = max(high.count(page) for page in _ALPHABETS)
        if own > 0.5 * len(high) and own + high.count(0) > 0.9 * len(high):
            return name
    return None


# High bytes of ideographs and Hangul; of kana and East Asian punctuation; of full-width signs and of ASCII.
_IDEOGRAPHS = bytes((*range(0x4E, 0xA0), *range(0xAC, 0xD8), 0x30))
_BESIDE_THEM = bytes((0x00, 0xFF))


def _in_ideographs(head: bytes) -> str | None:
    """UTF-16 in Chinese, Japanese or Korean, told from its high bytes; random ones are of these as often as not."""
    for name, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        own = len(high) - len(high.translate(None, _IDEOGRAPHS))
        known = len(high) - len(high.translate(None, _IDEOGRAPHS + _BESIDE_THEM))
        if len(high) >= 16 and own > 0.7 * len(high) and known > 0.97 * len(high):
            return name
    return None


def _is_binary(head: bytes) -> bool:
    """Whether more than one byte in fifty is a control that no text has: random bytes hold one in ten."""
    controls = sum(map(head.count, _CONTROL_BYTES))
    return controls > max(8, len(head) // 50)


_CONTROL_BYTES = [bytes([b]) for b in range(32) if b not in (9, 10, 11, 12, 13, 27)] + [b"\x7f"]


_TAGS = re.compile(rb"<[^<>]{0,4000}>")
_MARKUP = re.compile(r"<[^<>]{0,4000}>")


def _guess(raw: bytes) -> str:
    import chardet

    # Of a page, what stands between its tags: hundreds of ASCII addresses say nothing, and outvote the words.
    spoken = b" ".join(piece for piece in _TAGS.split(raw[: 4 * _LOOK]) if not piece.isascii())
    found = chardet.detect(spoken if len(spoken) > 40 else raw[: 4 * _LOOK])
    name = _codec(found["encoding"])
    if name is None:
        raise Refused("encoding_undetected", "no encoding makes text of these bytes")
    return name


_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
# Soft hyphen, zero-width space, word joiner, byte order mark, marks of direction: never part of a word, and apt to hide
# inside a date. The zero-width joiner and non-joiner stay: Persian and the scripts of India spell with them.
_HIDDEN = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_NEVER_STORED = re.compile(f"[\0-\x08\x0e-\x1f\x7f-\x9f{_HIDDEN}\ud800-\udfff\ufffe\uffff]")
_UNSTORABLE = re.compile("[\0-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# As HTML does: a C1 control was meant as the windows-1252 character at its place.
_C1 = {chr(b): bytes([b]).decode("cp1252", "ignore") for b in range(0x80, 0xA0)}


def storable(text: str) -> str:
    """``text`` as it is stored: one kind of line ending, no control, invisible or unpaired surrogate characters."""
    text = _LINE_ENDS.sub("\n", text)
    return _NEVER_STORED.sub(lambda m: _C1.get(m[0], "\ufffd" if "\ud800" <= m[0] <= "\udfff" else ""), text)


def storable_in_place(text: str) -> str:
    """``text`` with a blank for each character that cannot be stored, so that the caller's own offsets hold."""
    return _UNSTORABLE.sub(" ", text)


def repair_mojibake(text: str) -> tuple[str, tuple[Warning_, ...]]:
    """Undo text that was decoded with the wrong encoding and encoded again ("Ã©" for "é"), line by line."""
    if not _MAY_BE_MOJIBAKE.search(text):
        return text, ()
    repaired = "".join(_repaired(line) if _MAY_BE_MOJIBAKE.search(line) else line for line in _lines(text))
    if repaired == text:
        return text, ()
    return repaired, (("mojibake_fixed", "it had been decoded with a wrong encoding; the original bytes are kept"),)


# What was one character beyond ASCII is two or more of them in a row after a wrong decoding. Cheap to look for, and
# English text has it nowhere else but in dashes and quotation marks.
_MAY_BE_MOJIBAKE = re.compile("[^\\x00-\\x7f\u2010-\u2026\u00a0][^\\x00-\\x7f]")


def _lines(text: str) -> list[str]:
    return re.split("(?<=\n)", text)


def _repaired(line: str) -> str:
    """A line by ftfy; left alone where all that ftfy would do is to read its C1 controls, which `storable` does."""
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    if not is_bad(line):
        return line
    fixed = fix_encoding(line)
    return line if fixed == re.sub("[\x80-\x9f]", lambda m: _C1.get(m[0]) or m[0], line) else fixed
