"""What a question says that it doesn't mean: "the quarter rather than the half", "booked, as opposed to targeted".

What is only set against what is asked for is no part of it: neither its periods nor its words nor its status count.
What a question takes off ("excluding equipment sales") is another thing (``qa.forms.excluded_from``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from qa.form_cues import EXCLUDING
from qa.period_rules import MONTH

_WHEN = rf"(?:\d|fy|[qh]\d|(?:the )?(?:quarter|half|year|six|nine|three|twelve|first|second)\b|{MONTH})"
_END = rf"(?=\s*(?:[,;:?()]|\.(?:\s|$)|\s[-–—]|$)|\s+(?:in|for|at|during|as of|on|from|to|by)\s+{_WHEN})"
_INSTEAD = r"(?:as opposed to|rather than|instead of|as against|as distinct from|in contrast (?:to|with))"
_SIDE = r"(?:the|its|their|in|for|of|as|on|by|just|merely|only)"
_CONTRASTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:I|we) (?:don['’]t|do not) (?:want|need|mean)\b[^:;,.?!]*[:;,.!]\s+(?=\S)",
        r"\s*\((?:and )?not\s(?P<off>[^()?]*)\)",
        rf",?\s+(?:alone\s+)?(?:and|but) not (?:counted |cumulative(?:ly)? )?since {_WHEN}\w*(?:\s+\d+)*{_END}",
        rf",?\s*\b{_INSTEAD}\s+(?:[\w'’&/.-]+\s+){{0,9}}?[\w'’&/-]+{_END}",
        rf"\s*(?:,|;|\s[-–—])\s*(?:and )?not\s+(?P<off>{_SIDE}\s[^,;:?()]*?){_END}",
    )
)


@lru_cache(maxsize=1024)
def meant(question: str) -> str:
    """A question without what it says that it doesn't mean; the question itself where nothing else would be left."""
    kept = question
    for contrast in _CONTRASTS:
        kept = contrast.sub(lambda said: said.group() if _takes_off(said) else "", kept)
    return kept if any(ch.isalpha() for ch in kept) else question


def _takes_off(said: re.Match[str]) -> bool:
    """Whether it tells a part that is taken off what is asked for."""
    return "off" in said.re.groupindex and bool(EXCLUDING.match(f"not {said['off']}"))
