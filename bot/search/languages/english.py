"""What English needs beyond its stems: stop words, irregular forms, numbers, two spellings of a word."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Words that carry a sentence or a question without saying what it is about. The last ones are a reader's
# words for what a footnote is: who asks for a source asks about everything else he names.
STOP_WORDS = frozenset(
    (
        "a an the this that these those there here it its itself he him his himself she her hers "
        "herself they them their theirs themselves we us our ours ourselves i me my mine myself you "
        "your yours yourself am is are was were be been being do does did doing done has had have "
        "having can could may might must shall should will would let and or but nor so yet if then "
        "than as at by for from in into of on onto off out over to up upon with within without "
        "about against between during after before above below under until while again further once "
        "no not only own same too very just also any all both each few more most other some such "
        "every either neither what which who whom whose when where why how because through since "
        "ever else ok oh im ive id youre youve hes shes theyre weve isnt arent wasnt werent dont "
        "doesnt didnt cant couldnt wont wouldnt shouldnt hasnt havent hadnt whats whos wheres whens "
        "hows thats theres lets tell know please pls plz explain describe define definition meaning "
        "whether source sources citation citations cite cited reference references footnote "
        "footnotes"
    ).split()
)

FRAME_WORDS = frozenset(
    (
        "name names named call called term terms word words type types kind kinds sort sorts "
        "example examples refer refers referred known many much another others various "
        "use used uses thing things something someone person people considered happen happened "
        "happens occur occurs occurred usually often able according become became make makes made "
        "number amount way ways form main major get gets got give gives given list mean means "
        "year years time times date find found"
    ).split()
)
"""Words that frame what is asked ("what is the name of …"): they say little about where the answer is."""

_IRREGULAR = """
arise arose arisen|awake awoke awoken|bear bore borne born|beat beaten|become became
begin began begun|bend bent|bind bound|bite bit bitten|blow blew blown|break broke broken|breed bred
bring brought|build built|burn burnt|buy bought|catch caught|choose chose chosen|come came
creep crept|deal dealt|dig dug|draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten
fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fly flew flown
forbid forbade forbidden|forget forgot forgotten|freeze froze frozen|get got gotten|give gave given
go went gone|grow grew grown|hang hung|hear heard|hide hid hidden|hold held|keep kept
know knew known|lay laid|lead led|leave left|lend lent|lose lost|make made|mean meant|meet met
pay paid|ride rode ridden|ring rang rung|rise rose risen|run ran|say said|see saw seen|seek sought
sell sold|send sent|shake shook shaken|shine shone|shoot shot|show shown|shrink shrank shrunk
sing sang sung|sink sank sunk|sit sat|sleep slept|slide slid|speak spoke spoken|spend spent
spin spun|spring sprang sprung|stand stood|steal stole stolen|stick stuck|sting stung
strike struck stricken|strive strove|swear swore sworn|sweep swept|swim swam swum|swing swung
take took taken|teach taught|tear tore torn|tell told|think thought|throw threw thrown
understand understood|wake woke woken|wear wore worn|weave wove woven|win won|wind wound
withdraw withdrew withdrawn|write wrote written|child children|man men|woman women|foot feet
mouse mice|tooth teeth|goose geese"""

IRREGULAR: Mapping[str, str] = {
    form: forms.split()[0] for forms in _IRREGULAR.replace("\n", "|").split("|") for form in forms.split()[1:]
}
"""A form that no stemmer leads back to its word → that word."""

_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
NUMBERS: Mapping[str, str] = {
    **{word: str(number) for words in (_CARDINALS, _ORDINALS) for number, word in enumerate(words)},
    **{
        word: str(10 * number)
        for number, word in enumerate("thirty forty fifty sixty seventy eighty ninety hundred".split(), 3)
    },
    "thousand": "1000",
}
"""A number in words → in digits; ordinals are the numbers that they count to."""

_OUR = re.compile(
    r"^(arb|arm|behavi|cand|clam|col|demean|discol|dishon|endeav|enam|fav|ferv|flav|glam|harb|hon|hum|lab"
    r"|neighb|od|parl|ranc|rig|rum|sav|splend|succ|tum|val|vap|vig)our"
)
_RE = re.compile(r"^(.*(?:cent|theat|lit|fib|sab|calib|spect|lust|somb|meag|met))re(s?)$")
_ISE = re.compile(r"^(.{3,}[^aeiou\W])is(e|ed|es|er|ers|ing|ation|ations)$")
_YSE = re.compile(r"^(.{3,}l)ys(e|ed|ing)$")
_DOUBLED_L = re.compile(
    r"^(travel|label|cancel|model|fuel|signal|marvel|jewel|channel|counsel|quarrel|rival|tunnel|level|equal)l"
    r"(?=ed|ing|er|ou)"
)
_SPELLINGS: Mapping[str, str] = dict(
    pair.split(">")
    for pair in (
        "grey>gray programme>program programmes>programs cheque>check plough>plow ploughs>plows tyre>tire "
        "tyres>tires aluminium>aluminum mould>mold sceptic>skeptic sceptical>skeptical storey>story "
        "jewellery>jewelry manoeuvre>maneuver manoeuvres>maneuvers encyclopaedia>encyclopedia "
        "paediatric>pediatric mediaeval>medieval archaeology>archeology archaeological>archeological "
        "defence>defense defences>defenses offence>offense offences>offenses licence>license "
        "licences>licenses pretence>pretense catalogue>catalog catalogues>catalogs dialogue>dialog "
        "dialogues>dialogs analogue>analog analogues>analogs enrol>enroll fulfil>fulfill skilful>skillful "
        "whilst>while amongst>among towards>toward"
    ).split()
)


def american(word: str) -> str:
    """The American spelling of a folded word. Both sides go through it: a false friend harms nobody."""
    if word in _SPELLINGS:
        return _SPELLINGS[word]
    for pattern, replacement in (
        (_OUR, r"\1or"),
        (_RE, r"\1er\2"),
        (_ISE, r"\1iz\2"),
        (_YSE, r"\1yz\2"),
        (_DOUBLED_L, r"\1"),
    ):
        changed = pattern.sub(replacement, word)
        if changed != word:
            return changed
    return word
