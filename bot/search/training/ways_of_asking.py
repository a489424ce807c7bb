"""The same question as others would type it: with words before or behind it that ask nothing, with a slip.

None of that changes what answers it, and the network that reads questions learns to tell.
"""

from __future__ import annotations

import re
from random import Random

BEFORE = """
wait | wait so | ok | ok so | ok but | okay so | so | so like | well | now | right so | alright | yeah but
yes but | hm | hmm | um | umm | uh | er | oh | ah | lol | haha | lmao | tbh | ngl | fr | imo | btw | also
and | but | listen, | actually | honestly | seriously | basically | genuinely | for real, | like | exactly
roughly | real quick, | hold on, | yo | bro | dude | man | guys | hey | hi | hello | hey all | hi there,
good evening, | good morning! | dear bot, | hey bot | quick q: | quick question: | question:
dumb question but | stupid question, | random question: | serious question: | one more thing: | one more:
another one: | next: | next question: | follow up: | just curious, | just wondering, | anyone know
does anyone know | do you know | do you happen to know | any idea | if anyone knows: | no idea | idk
tell me | please tell me | pls tell me | can you tell me | could someone tell me
could you please tell me | i wonder | i was wondering | i'm wondering | remind me | i forgot | i forget
not sure | i need to know | let me know | i'd like to know | i would like to know
would you mind telling me | out of interest, | can you find out | could you look up | look up | search:
check | help me out: | need help: | my teacher asked | for school: | for my essay: | sorry,
sorry to bother you but | excuse me, | please, | please | pls | plz | briefly: | in short,
in one sentence: | according to the article, | in this article, | from the text: | 🤔 | 👋 | ❓
"""
"""What is said before a question, parted by "|"."""

BEHIND = """
pls | plz | please | thanks | thx | ty | thank you | thanks in advance | cheers | lol | haha | lmao | tbh
ngl | fr | btw | though | tho | anyway | actually | exactly | again | then | now | basically | roughly
bro | dude | man | guys | mate | , do you know | , anyone | , anybody | , anyone know | , any idea
, if you know | , if i may ask | , please | , dear | , just curious | , serious question | , for school
, asking for a friend | , i forgot | , i can't remember | , right | , you know | , pls help | , help
, bot | in short | in a nutshell | in simple terms | in a few words | 🤔 | 🙏 | 😅
"""

WITH_BEFORE, WITH_BEHIND, WITH_BOTH = 0.22, 0.18, 0.1
"""The shares of questions that get something before them, behind them, or both; the others stay as they
are."""

SLIPS = 0.12
"""The share of questions that are mistyped."""

LONG_WORD = 5
"""Letters from which a word is mistyped: another word hardly comes of it."""


def varied(question: str, random: Random) -> str:
    """`question` as somebody else would type it."""
    text = question.strip().rstrip("?!. ") or question
    if random.random() < SLIPS:
        text = _with_slip(text, random)
    chance = random.random()
    if chance < WITH_BEFORE + WITH_BOTH:
        text = f"{random.choice(_BEFORE)} {text}"
    if WITH_BEFORE <= chance < WITH_BEFORE + WITH_BOTH + WITH_BEHIND:
        behind = random.choice(_BEHIND)
        text += behind if behind.startswith(",") else f" {behind}"
    return text


def _with_slip(text: str, random: Random) -> str:
    """`text` with a letter of a long word left out, typed twice, or in the next one's place."""
    words = [word for word in re.finditer(r"[^\W\d_]+", text) if len(word[0]) >= LONG_WORD]
    if not words:
        return text
    word = random.choice(words)
    place = word.start() + random.randrange(1, len(word[0]) - 1)
    letter, after = text[place], text[place + 1]
    slip = random.choice((after, letter + letter + after, after + letter))
    return text[:place] + slip + text[place + 2 :]


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in re.split(r"[|\n]", text) if phrase.strip())


_BEFORE, _BEHIND = _phrases(BEFORE), _phrases(BEHIND)
