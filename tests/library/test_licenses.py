"""The licence that a page states: in any language, by its name there, and never a freer one than stated."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.library import License
from bot.library.licenses import (
    CREATIVE_COMMONS,
    contradicts,
    is_notice,
    license_named,
    license_of,
    license_of_url,
    read_notice,
)
from bot.library.licenses.letters import letters, letters_of
from bot.library.licenses.table import VERSIONS, Kind, phrases, ports, spdx, terms

CC = "https://creativecommons.org/licenses"
CODES = ("by", "by-sa", "by-nc", "by-nd", "by-nc-sa", "by-nc-nd")


def asked(license: License) -> set[str]:
    """What a licence asks besides credit, by the codes of Creative Commons."""
    flags = {"sa": license.share_alike, "nc": license.non_commercial, "nd": license.no_derivatives}
    return {code for code, holds in flags.items() if holds}


def stated(notice: str) -> License:
    """The licence that `notice` states for certain."""
    read = read_notice(notice)
    assert read.doubt is None
    assert read.license is not None
    return read.license


@pytest.mark.parametrize(
    ("notice", "name", "url"),
    [
        ("Content is available under CC-BY-SA unless otherwise noted.", "CC-BY-SA", CREATIVE_COMMONS),
        ("Licensed CC BY-NC-SA 4.0.", "CC BY-NC-SA 4.0", f"{CC}/by-nc-sa/4.0/"),
        (
            "Available under the Creative Commons Attribution-ShareAlike License 4.0.",
            "Creative Commons Attribution-ShareAlike License 4.0",
            f"{CC}/by-sa/4.0/",
        ),
        (
            "Creative Commons Attribution-Share Alike 3.0 Unported; terms may apply.",
            "Creative Commons Attribution-Share Alike 3.0 Unported",
            f"{CC}/by-sa/3.0/",
        ),
        (
            "Creative Commons Attribution 4.0 International License",
            "Creative Commons Attribution 4.0 International",
            f"{CC}/by/4.0/",
        ),
        (
            "Creative Commons Attribution-ShareAlike License",
            "Creative Commons Attribution-ShareAlike",
            CREATIVE_COMMONS,
        ),
        ("Released as CC0 1.0.", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("In the public domain.", "public domain", None),
        (
            "Creative Commons Attribution/Share-Alike License",
            "Creative Commons Attribution/Share-Alike",
            CREATIVE_COMMONS,
        ),
        (
            "Namensnennung – Weitergabe unter gleichen Bedingungen 3.0 Deutschland",
            "Namensnennung – Weitergabe unter gleichen Bedingungen 3.0 Deutschland",
            f"{CC}/by-sa/3.0/de/",
        ),
        (
            "Sous licence Creative Commons attribution, partage dans les mêmes conditions.",
            "Creative Commons attribution, partage dans les mêmes conditions",
            CREATIVE_COMMONS,
        ),
        (
            "Лицензия Creative Commons «С указанием авторства — С сохранением условий» (CC BY-SA).",
            "Creative Commons «С указанием авторства — С сохранением условий»",
            CREATIVE_COMMONS,
        ),
        ("按知识共享 署名-相同方式共享 4.0 协议提供", "知识共享 署名-相同方式共享 4.0", f"{CC}/by-sa/4.0/"),
        (
            "النصوص متاحة بموجب رخصة المشاع الإبداعي نَسب المُصنَّف - الترخيص بالمثل 4.0؛ وقد تنطبق بنود إضافية.",
            "المشاع الإبداعي نَسب المُصنَّف - الترخيص بالمثل 4.0",
            f"{CC}/by-sa/4.0/",
        ),
        ("Nevezd meg! – Így add tovább! 4.0", "Nevezd meg! – Így add tovább! 4.0", f"{CC}/by-sa/4.0/"),
        ("Under CC-BY-NC-ND 2.5 ca", "CC-BY-NC-ND 2.5 ca", f"{CC}/by-nc-nd/2.5/ca/"),
        ("Under CC BY 3.0 in all its pages.", "CC BY 3.0", f"{CC}/by/3.0/"),
        (
            "Attribution-NonCommercial-ShareAlike 3.0 License.",
            "Attribution-NonCommercial-ShareAlike 3.0",
            f"{CC}/by-nc-sa/3.0/",
        ),
        ("Text under GFDL 1.2+.", "GFDL 1.2+", "https://www.gnu.org/licenses/old-licenses/fdl-1.2.html"),
        ("Under the Apache License, Version 2.0", "Apache License, Version 2.0", spdx()["Apache-2.0"].url),
        ("Free Art License 1.3", "Free Art License 1.3", spdx()["LAL-1.3"].url),
        ("Under http://www.creativecommons.org/licenses/by-sa/3.0/de/deed.fr.", "CC BY-SA 3.0 DE",
         f"{CC}/by-sa/3.0/de/"),
    ],
)  # fmt: skip
def test_the_name_and_version_stay_as_stated(notice: str, name: str, url: str | None) -> None:
    license = license_of(notice)
    assert license is not None
    assert (license.name, license.notice, license.url) == (name, notice, url)


@pytest.mark.parametrize(
    ("notice", "names"),
    [
        ("Under CC BY-SA 3.0 and GFDL unless otherwise noted.", ["CC BY-SA 3.0", "GFDL"]),
        ("Dual licensed: the GFDL 1.2 or later or CC BY-SA 2.5", ["GFDL 1.2 or later", "CC BY-SA 2.5"]),
        ("Creative Commons Attribution-ShareAlike License (CC BY-SA 4.0)", ["CC BY-SA 4.0"]),
        ("Text is CC BY-SA 4.0 and images are CC BY-NC 4.0.", ["CC BY-SA 4.0"]),
        ("CC BY-SA 4.0 for text, CC BY for photos.", ["CC BY-SA 4.0"]),
        ("Photos under CC BY-NC; text under CC BY-SA 3.0.", ["CC BY-SA 3.0"]),
        ("Code is MIT, text is CC BY 4.0.", ["CC BY 4.0"]),
        ("Text under CC BY-SA 4.0, 3.0 and GFDL.", ["CC BY-SA 4.0", "CC BY-SA 3.0", "GFDL"]),
        ("CC-BY-SA-3.0,2.5+", ["CC-BY-SA-3.0", "CC-BY-SA-2.5+"]),
        ("CC BY-SA 2.5, 3.0 DE oder GFDL 1.2", ["CC BY-SA 2.5", "CC BY-SA 3.0 DE", "GFDL 1.2"]),
        (
            "Creative Commons “Attribution-ShareAlike 3.0 Unported”, “2.5 Generic” and “1.0 Generic”",
            [
                "Creative Commons “Attribution-ShareAlike 3.0 Unported”",
                "Creative Commons Attribution-ShareAlike 2.5 Generic",
                "Creative Commons Attribution-ShareAlike 1.0 Generic",
            ],
        ),
        ("知识共享署名-相同方式共享3.0、2.5和1.0许可协议",
         [f"知识共享署名-相同方式共享{version}" for version in ("3.0", "2.5", "1.0")]),
        ("GPL 2.0, 3.0 or later", ["GPL 2.0", "GPL 3.0 or later"]),
        ("Text and images are available under CC BY-SA 4.0.", ["CC BY-SA 4.0"]),
        ("Under CC BY-SA 4.0; additional terms may apply. Acme, Inc. is a non-profit.", ["CC BY-SA 4.0"]),
    ],
)  # fmt: skip
def test_licences_to_choose_from_are_all_kept_and_other_works_left_out(notice: str, names: list[str]) -> None:
    assert [license.name for license in stated(notice).choices] == names


@pytest.mark.parametrize(
    "notice",
    [
        "This wiki is not in the public domain. All rights reserved.",
        "Not CC BY.",
        "This page isn’t in the public domain",
        "No longer under CC BY 3.0.",
        "The CC-BY licence does not apply.",
        "Neither CC BY nor GFDL.",
        "Dieser Text steht nicht unter CC BY-SA.",
        "Ce texte n'est pas dans le domaine public.",
        "本文不在公有领域。",
        "Formerly CC BY.",
        "رخصة المشاع الإبداعي الملزمة بنسب العمل لمؤلفه وبترخيص الأعمال المشتقة بالمثل 4.0",
        "CC BY-SA 1.0–4.0",
        "CC BY-SA 1.0 to 4.0",
        "CC BY 3.0. 4.0.",
        "CC BY 3.0 2.5",
        "GPL 2, 3",
        "MPL-1.1, 2.0",
        "CC BY-SA 3.0 for text, 4.0 for images.",
        "Under the GFDL until 2009 and CC BY-SA 3.0 since.",
        "Some text is CC BY-SA, some is CC BY-NC.",
        "Is this CC BY?",
        "Images are CC BY-NC 4.0.",
        "The images in this text are CC BY.",
        "Under CC BY except for images.",
        "Text is under CC BY-SA 3.0. Help pages are under CC0.",
        "Licensed under a Creative Commons license.",
        "CC BY 4.0, for non-commercial use only.",
        "CC BY-SA. No commercial use.",
        "Creative Commons Attribution-Weirdness License",
        "Creative Commons Attribution Sharealikes",
        "Creative Commons Attribution, irgendwie anders",
        "CC BY (https://creativecommons.org/licenses/by-nc/4.0/)",
        "Photos in CC by John",
        "이 글은 CC BY-SA가 아닙니다.",
        "CC BY 4.0 + Commons Clause",
        "CC BY 4.0 with restrictions",
        "Public domain in the United States",
        "Creative Commons Attribution Xyz",
        "Under the Creative Commons Attribution Xyz License.",
        "Under a creative commons attribution xyz license.",
        "Creative Commons Attribution-ShareAlike Xyz License",
        "CC BY Xyz",
        "本页文字按知识共享署名某某提供。",
        "© 2020 Acme. All rights reserved. CC BY 4.0",
    ],
)
def test_what_is_not_certain_is_asked_for(notice: str) -> None:
    read = read_notice(notice)
    assert read.license is None
    assert read.doubt
    assert license_of(notice) is None


@pytest.mark.parametrize(
    "notice",
    [
        "Pages were written elsewhere. Page content is under {} unless otherwise noted.",
        "Except where otherwise noted, content on this wiki is licensed under the following license: {}",
        "Nutzung der Inhalte gemäß {}, sofern nicht anders angegeben.",
        "Contenido disponible bajo {} a menos que se indique lo contrario.",
        "Sauf mention contraire, le contenu est disponible sous licence {}.",
        "I contenuti sono disponibili sotto la licenza {}  a meno che non sia diversamente specificato.",
        "特に記載のない限り、コンテンツは{}ライセンスの下で利用可能です。",
        "コンテンツは、別途注釈がない限り、{}の下で利用可能です。",
        "콘텐츠는 별다른 언급이 없는 한 {} 라이선스하에 배포됩니다.",
        "Inhoud is beschikbaar onder {} tenzij anders vermeld.",
        "Treści są dostępne na podstawie licencji {}, o ile nie zaznaczono inaczej.",
        "Conteúdo disponível sob {} salvo indicação em contrário.",
        "Материалы доступны в соответствии с условиями лицензии {}, если не указано иное.",
        "除非另有註明，否則內容均使用{}授權條款。",
        "内容除另有注明外，均在{}许可协议下提供。",
        "除非另外講明，內容係根據{}嘅條款發佈。",
        "Nội dung có sẵn dưới giấy phép {}, trừ khi có ghi chú khác.",
        "Sisältö on käytettävissä {}-lisenssillä, ellei toisin mainita.",
        "Sisu on kasutatav litsentsi {} tingimustel, kui pole öeldud teisiti.",
        "La enhavo estas disponebla laŭ {}, se ne estas alia indiko.",
        "Saturs ir pieejams saskaņā ar {}, ja vien nav norādīts citādi.",
        "Բովանդակությունը թողարկված է {} թույլատրագրով, եթե այլ բան նշված չէ։",
        "შინაარსი წარმოდგენილია {} პირობებით (თუ სხვა არ არის მითითებული).",
    ],
)
@pytest.mark.parametrize("name", ["CC-BY-NC-SA", "CC BY-NC-SA 3.0"])
def test_unless_otherwise_noted_is_no_doubt_in_the_wikis_languages(notice: str, name: str) -> None:
    license = stated(notice.format(name))
    assert asked(license) == {"nc", "sa"}
    assert license.name == name
    assert is_notice(notice.format(name))


@given(
    st.sampled_from(["Creative Commons Attribution", "creative commons attribution", "CC BY"]),
    st.text("bcdfghjklmpqrtvwxz", min_size=3, max_size=12),
    st.sampled_from([" ", "\u00a0", "-", " – "]),
    st.sampled_from(["", " License", ".", " 4.0"]),
)  # fmt: skip
def test_an_unknown_word_in_a_name_gives_no_plain_attribution(
    name: str, word: str, gap: str, end: str
) -> None:
    assert license_of(f"Text is under {name}{gap}{word.title()}{end}") is None


@pytest.mark.parametrize("line", ["Attribution", "MIT Press, 2009", "The mill was built in 1742.", ""])
def test_a_line_that_names_no_licence_raises_no_doubt(line: str) -> None:
    assert read_notice(line) == read_notice("")
    assert not is_notice(line)


@cache
def _names() -> list[tuple[str, str]]:
    """Letters of names of Creative Commons' conditions in every language, and their codes."""
    return [(name, term.value) for name, term in terms().items() if term.kind is Kind.CONDITIONS]


def test_every_name_in_the_table_keeps_its_conditions() -> None:
    assert len(_names()) > 900
    for name, code in _names():
        license = stated(f"Creative Commons {name} 3.0")
        assert asked(license) == set(code.split("-")) - {"by"}, name


_gaps = st.sampled_from([" ", "-", " – ", "/", " / ", "—", "\u00a0", ", ", " - "])
_conditions = {
    "by": ["Attribution", "attribution", "ATTRIBUTION"],
    "sa": ["ShareAlike", "Share Alike", "Share-Alike", "share alike"],
    "nc": ["NonCommercial", "Non-commercial", "Noncommercial", "non commercial"],
    "nd": ["NoDerivs", "No Derivatives", "No Derivative Works", "NoDerivatives"],
}


@st.composite
def _named(draw: st.DrawFn) -> tuple[str, str]:
    """A code, and a name of that licence: shortly or in words, with any punctuation and case."""
    code = draw(st.sampled_from(CODES))
    codes = draw(st.permutations(code.split("-")[1:]))
    if draw(st.booleans()):
        gap = draw(st.sampled_from([" ", "-", "–", "/", "_", "\u2011"]))
        name = draw(st.sampled_from(["CC BY", "CC-BY", "cc-by"])) + "".join(gap + each for each in codes)
        name = name.upper() if draw(st.booleans()) else name
    else:
        words = [draw(st.sampled_from(_conditions[each])) for each in ("by", *codes)]
        gaps = [draw(_gaps) for _ in codes]
        name = draw(st.sampled_from(["Creative Commons ", "CC ", "creative-commons "])) + words[0]
        name += "".join(gap + word for gap, word in zip(gaps, words[1:], strict=True))
    return code, name + draw(st.sampled_from(["", " 4.0", " 3.0", "-2.5", " License", " 4.0 International"]))


_around = st.lists(
    st.one_of(
        st.sampled_from(
            "text content images is under the not no some and code License 3.0 Deutschland DE Commons share"
            " by BY SA . ; , ( ) “ / - – ? nicht pas 不 formerly for".split()
        ),
        st.sampled_from(["unless otherwise noted", "all rights reserved", "\n"]),
        st.text(st.characters(codec="utf-8"), max_size=8),
    ),
    max_size=6,
).map(" ".join)  # fmt: skip


@given(_named(), _around, _around)
@example(("by-sa", "Creative Commons Attribution ShareAlike"), "", "")
@example(("by-nc", "CC BY-nc"), "by", "")
def test_whatever_surrounds_a_name_no_freer_licence_comes_out(
    named: tuple[str, str], before: str, behind: str
) -> None:
    code, name = named
    read = read_notice(f"{before} {name} {behind}")
    assert (read.license is None) or (read.doubt is None)
    if read.license is not None:
        for license in read.license.choices:
            assert set(code.split("-")) - {"by"} <= asked(license)
    for given_name in (name, f"{before} {name} {behind}".strip()):
        by_name = license_of(None, given_name)
        assert by_name is not None
        assert set(code.split("-")) - {"by"} <= asked(by_name)


@given(_named(), _named(), st.sampled_from([" and ", " or ", " / ", ", ", " und ", " & ", " and the "]))
def test_two_licences_are_both_kept(one: tuple[str, str], other: tuple[str, str], between: str) -> None:
    read = read_notice(f"Text is available under {one[1]}{between}{other[1]}.")
    if read.license is not None:
        kept = [asked(license) for license in read.license.choices]
        assert set(one[0].split("-")) - {"by"} in kept
        assert set(other[0].split("-")) - {"by"} in kept


@given(
    _named().filter(lambda named: not re.search(r"\d|License", named[1])),
    st.lists(st.sampled_from(sorted(VERSIONS)), min_size=2, max_size=5, unique=True),
    st.lists(
        st.sampled_from([", ", ",", "/", "、", " & ", " - ", "–", " ", " | ", ". ", " to ", " xyz "]),
        min_size=4,
        max_size=4,
    ),
    st.sampled_from([None, *sorted(phrases()[Kind.AND])]),
    st.sampled_from(["", " GFDL", " license", "."]),
)  # fmt: skip
def test_of_several_versions_none_is_lost(
    named: tuple[str, str], versions: list[str], gaps: list[str], word: str | None, end: str
) -> None:
    first, *others = versions
    joined = [gap if word is None else f" {word} " for gap in gaps[: len(others)]]
    written = first + "".join(gap + version for gap, version in zip(joined, others, strict=True))
    read = read_notice(f"{named[1]} {written}{end}")
    if read.license is None:
        assert read.doubt
        return
    kept = [choice for choice in read.license.choices if choice.name != "GFDL"]
    assert [re.findall(r"\d\.\d", choice.name) for choice in kept] == [[version] for version in versions]
    assert all(asked(choice) == set(named[0].split("-")) - {"by"} for choice in kept)


@given(_named(), st.sampled_from(sorted(phrases()[Kind.NOT])), st.booleans())
def test_a_negation_in_any_language_gives_no_licence(
    named: tuple[str, str], negation: str, front: bool
) -> None:
    notice = f"Xyz {negation} {named[1]}." if front else f"{named[1]} xyz {negation} xyz."
    assert read_notice(notice).license is None


@given(_named())
def test_no_version_is_made_up(named: tuple[str, str]) -> None:
    license = license_of(f"Text is available under {named[1]}.")
    assert license is not None
    version = re.search(r"\d\.\d", named[1])
    assert version is None or version[0] in license.name
    for where in (license.spdx or "", license.url or ""):
        found = re.search(r"\d\.\d", where)
        assert found is None or (version is not None and found[0] == version[0])


@given(st.text(st.characters(codec="utf-8")))
@example("İstanbul ﬁ ẞ 4.0 ４．０ ٣.٠ ½")
def test_a_names_letters_are_those_of_the_text_that_holds_it(text: str) -> None:
    found = letters_of(text)
    assert found.text == letters(text)
    assert len(found.places) == len(found.text) + 1
    assert found.starts <= set(range(len(found.text) + 1))


@given(
    st.sampled_from(CODES), st.sampled_from(sorted(VERSIONS)), st.none() | st.sampled_from(sorted(ports())),
    st.sampled_from(["", "/", "/deed", "/deed.fr", "/legalcode", "/legalcode.zh-hans", "/deed.pt_BR"]),
    st.sampled_from(["https://", "http://", "https://www.", "HTTPS://", "//"]),
)  # fmt: skip
def test_deeds_say_licence_version_and_port(
    code: str, version: str, port: str | None, tail: str, head: str
) -> None:
    url = f"{head}creativecommons.org/licenses/{code}/{version}{f'/{port}' if port else ''}{tail}"
    license = license_of_url(url)
    assert license is not None
    name = f"CC {code.upper()} {version}" + (f" {port.upper()}" if port else "")
    assert (license.name, license.url) == (name, url)
    assert asked(license) == set(code.split("-")) - {"by"}
    assert license.spdx in (None, name.replace(" ", "-"))
    assert contradicts(License(name, None, url)) is None
    # The name is read as what it stands for.
    assert asked(stated(f"Text is under {name}.")) == asked(license)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://creativecommons.org/publicdomain/zero/1.0/deed.de", "CC0 1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "Public Domain Mark 1.0"),
        ("https://creativecommons.org/licenses/by-nd-nc/1.0/", "CC BY-NC-ND 1.0"),
        ("https://creativecommons.org/licenses/by-sa/", "CC BY-SA"),
        ("https://www.gnu.org/copyleft/fdl.html", "GFDL"),
        ("http://www.gnu.org/licenses/old-licenses/fdl-1.2.html", "GFDL 1.2"),
        ("https://opensource.org/licenses/MIT", "MIT"),
        ("https://www.apache.org/licenses/LICENSE-2.0", "Apache-2.0"),
        ("https://spdx.org/licenses/ODbL-1.0.html", "ODbL-1.0"),
        ("https://creativecommons.org/share-your-work/cclicenses/", None),
        ("https://creativecommons.org/licenses/by-xx/4.0/", None),
        ("https://creativecommons.org/licenses/by/9.9/", None),
        ("https://creativecommons.org.example.com/licenses/by/4.0/", None),
        ("https://example.org/licenses/by/4.0/", None),
        ("https://[", None),
        ("", None),
    ],
)
def test_addresses_of_licences(url: str, name: str | None) -> None:
    license = license_of_url(url)
    assert (license.name if license else None) == name


def test_a_name_that_a_person_gives_is_not_doubted() -> None:
    assert license_named("Not CC BY-NC", url="https://example.org").non_commercial
    both = license_of(None, "CC BY-SA 3.0 or GFDL")
    assert both is not None
    assert [license.name for license in both.choices] == ["CC BY-SA 3.0", "GFDL"]
    unknown = license_of("Anything.", "LO 2.0")
    assert unknown == License("LO 2.0", "Anything.")
    given_address = license_of(None, f"{CC}/by-nc/4.0/")
    assert given_address is not None
    assert (given_address.name, asked(given_address)) == ("CC BY-NC 4.0", {"nc"})


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ("CC BY-SA", None),
        ("CC BY-SA 3.0 DE", "CC-BY-SA-3.0-DE"),
        ("CC BY-SA 3.0 SE", None),
        ("CC BY-SA 3.0 or later", None),
        ("CC0", "CC0-1.0"),
        ("GFDL 1.3", None),
        ("GFDL 1.3 or later", "GFDL-1.3-or-later"),
        ("GPL v3 only", "GPL-3.0-only"),
        ("MIT License", "MIT"),
        ("public domain", None),
        ("Licence Ouverte", None),
    ],
)
def test_an_id_is_given_where_the_name_fits_exactly_one(name: str, id: str | None) -> None:
    assert license_named(name).spdx == id


def test_an_address_of_another_licence_is_told() -> None:
    assert contradicts(License("CC BY 4.0", None, f"{CC}/by-nc/4.0/")) == "CC BY-NC 4.0"
    assert contradicts(License("CC BY", None, f"{CC}/by/4.0/")) is None
    assert contradicts(License("CC BY", None, "https://example.org/")) is None
