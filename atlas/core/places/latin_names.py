"""Place names in Latin letters as a map shows them (Kaiyang, Pu'an, Lüliang). Searching by pinyin is not its job."""

from __future__ import annotations

import re

#: Where the plain reading is not what readers of English know, or is the same as another province's.
_ESTABLISHED = {"陕西": "Shaanxi", "内蒙古": "Inner Mongolia", "香港": "Hong Kong", "澳门": "Macao"}
#: Letters of the syllables of Standard Chinese without tones; v stands for ü, as on keyboards.
_SYLLABLE = re.compile(
    r"([zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|er|in|un|vn|ia|ie|iu|ua|uo|ui|ue|ve|a|o|e|i|u|v)"
)
_VOWELS = "aeo"


def latin_name(name: str, pinyin: str, initials: str) -> str:
    """A name in Latin letters.

    Parameters
    ----------
    name
        Short name in Chinese.
    pinyin
        Its reading without tones and gaps, small letters, v for ü.
    initials
        First letters of its syllables.

    Returns
    -------
    str
        One word with a capital; an apostrophe before a syllable that begins with a, e or o. Empty without a reading.

    Notes
    -----
    Joined writing: GB/T 16159-2012, section 6.2. Apostrophe: Scheme for the Chinese Phonetic Alphabet (1958), part 5.

    Examples
    --------
    >>> latin_name("开阳", "kaiyang", "ky"), latin_name("瓮安", "wengan", "wa"), latin_name("吕梁", "lvliang", "ll")
    ('Kaiyang', "Weng'an", 'Lüliang')
    """
    if name in _ESTABLISHED:
        return _ESTABLISHED[name]
    syllables = _split(pinyin, initials) or [pinyin]
    parted = [f"'{one}" if at and one[0] in _VOWELS else one for at, one in enumerate(syllables)]
    return "".join(parted).replace("v", "ü").capitalize()


def _split(letters: str, initials: str) -> list[str] | None:
    """Syllables with these first letters, the longest first; ``None`` where the letters are no such syllables."""
    if not initials:
        return None if letters else []
    for end in range(len(letters), 0, -1):
        head = letters[:end]
        if head[0] != initials[0] or not _SYLLABLE.fullmatch(head):
            continue
        rest = _split(letters[end:], initials[1:])
        if rest is not None:
            return [head, *rest]
    return None
