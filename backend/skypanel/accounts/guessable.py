"""Whether a password is one of those that are tried first, found by how such passwords are made.

Lists of breached passwords are a few thousand words with digits hung on them, letters written as look-alikes, walks
over the keyboard, repetitions and dates. Recognising these refuses more than any list we could ship, in no time.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from skypanel.accounts.common_words import WORDS

# So much hung on a guessable word does not make it harder to find.
_MOST_HUNG_ON: Final = 6
_SHORTEST_WALK: Final = 3
_LONGEST_WORD: Final = max(map(len, WORDS))
_SHORTEST_NAME: Final = 3
_LONGEST_NUMBER: Final = 16
# Longer ones are not looked at: nobody tries them first, whatever they are made of.
_LONGEST_TRIED: Final = 40
_LOOK_ALIKES: Final = str.maketrans("0134578@$!|€£+", "oleastbasiielt")
_HUNG_ON: Final = re.compile(r"[\W\d_]+")
_ENDS: Final = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_MOST_PARTS: Final = 4
_MOST_WORDS: Final = 3
_LONGEST_REST: Final = 2

_WALKED: Final = """
1234567890 qwertyuiop asdfghjkl zxcvbnm qwertzuiop yxcvbnm azertyuiop qsdfghjklm wxcvbn abcdefghijklmnopqrstuvwxyz
1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p qazwsxedcrfvtgbyhnujmikolp zaq12wsxcde34rfv zaqxswcde qweasdzxc wasd
1q2w3e4r5t6y7u8i9o0p q1w2e3r4t5y6u7i8o9p0 a1s2d3f4g5h6j7k8l9 1a2b3c4d5e6f7g8h9 a1b2c3d4e5f6g7h8i9
147258369 741852963 159357 789456123 11223344556677889900 aabbccddeeff 00000000
"""
_WALKS: Final = tuple(way for walk in _WALKED.split() for way in (walk, walk[::-1]))
_UNSHIFTED: Final = str.maketrans("!@#$%^&*()", "1234567890")


def is_guessable(password: str, names: Iterable[str]) -> bool:
    """Whether `password` is tried early by whoever guesses, knowing the person's `names` (address, username)."""
    plain = unicodedata.normalize("NFKC", password).casefold()
    if len(plain) > _LONGEST_TRIED:
        return _is_repetition(plain)
    if _is_number(plain) or _is_repetition(plain):
        return True
    if _is_walked(plain) or _is_walked(plain.translate(_UNSHIFTED)):
        return True
    known = frozenset(part for name in names for part in _parts(name.casefold()))
    return any(_is_common(core, known) for core in _cores(plain))


def _is_number(plain: str) -> bool:
    """A telephone number, a date, or simply digits."""
    return (
        len(plain) <= _LONGEST_NUMBER
        and not any(c.isalpha() for c in plain)
        and sum(map(str.isdigit, plain)) > len(plain) // 2
    )


def _is_repetition(plain: str) -> bool:
    """The same few characters over and over, the last time perhaps not to their end."""
    longest = min(len(plain) // 2, 8)
    return any((plain[:size] * (len(plain) // size + 1)).startswith(plain) for size in range(1, longest + 1))


def _is_walked(plain: str) -> bool:
    """Made of walks over the keyboard or through the alphabet, but for what may hang on them."""
    at, left_over = 0, 0
    while at < len(plain):
        step = _walk_at(plain, at)
        if step < _SHORTEST_WALK:
            left_over += 1
            step = 1
        at += step
    return left_over <= min(_LONGEST_REST, len(plain) // 5)


def _walk_at(plain: str, at: int) -> int:
    """How many characters from there on are one walk."""
    size = _SHORTEST_WALK
    while at + size <= len(plain) and any(plain[at : at + size] in walk for walk in _WALKS):
        size += 1
    return size - 1


def _cores(plain: str) -> Iterable[str]:
    """What may be the word in it: without what hangs on its ends, with look-alikes read as letters before or after."""
    for text in (plain, plain.translate(_LOOK_ALIKES)):
        for core in (text, _ENDS.sub("", text)):
            letters = core.translate(_LOOK_ALIKES)
            if letters.isalpha() and len(plain) - len(core) <= _MOST_HUNG_ON:
                yield letters
    parts = _HUNG_ON.split(plain)
    if len(parts) <= _MOST_PARTS and " " not in plain.strip() and len(plain) - sum(map(len, parts)) <= _MOST_HUNG_ON:
        yield "".join(parts)


def _is_common(core: str, known: frozenset[str]) -> bool:
    """Up to three common words or parts of the person's own name, one after the other, and at most two letters more."""
    reached = {0}
    for _ in range(_MOST_WORDS):
        reached |= {
            end
            for start in reached
            for end in range(start + 1, min(len(core), start + max(_LONGEST_WORD, 40)) + 1)
            if core[start:end] in WORDS or core[start:end] in known
        }
    return len(core) - max(reached) <= _LONGEST_REST if max(reached) else not core


def _parts(name: str) -> Iterable[str]:
    """An address or a name, whole and in pieces, as letters only."""
    local, _, domain = name.partition("@")
    pieces = [*_HUNG_ON.split(local), "".join(_HUNG_ON.split(local)), "".join(_HUNG_ON.split(name))]
    pieces += domain.split(".")[:1]
    return [piece for piece in pieces if len(piece) >= _SHORTEST_NAME]
