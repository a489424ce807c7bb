"""Addresses of licences: what one says, and where a licence can be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import unquote, urlsplit

from bot.library.licenses.mentions import Mention
from bot.library.licenses.table import VERSIONS, ports, spdx

CREATIVE_COMMONS = "https://creativecommons.org/share-your-work/cclicenses/"
"""Where Creative Commons explains its licences: linked where the source names no version."""

_ORDER = ("by", "nc", "nd", "sa")
_LICENSE = re.compile(
    r"/licen[cs]es/(?P<code>(?:by|sa|nc|nd)(?:-(?:by|sa|nc|nd))*)(?:/(?P<version>\d\.\d)(?:/(?P<port>[a-z]+))?)?"
    r"(?:/(?:deed|legalcode|rdf)(?:[.-][\w.-]+)?)?/?"
)
_DEDICATION = re.compile(
    r"/publicdomain/(?P<kind>zero|mark)(?:/(?P<version>\d\.\d)(?:/[a-z]+)?)?(?:/(?:deed|legalcode)(?:[.-][\w.-]+)?)?/?"
)
_GNU = re.compile(
    r"/(?:copyleft|licen[cs]es)(?:/old-licenses)?/(?P<kind>fdl|gpl|lgpl|agpl)(?:-(?P<version>\d\.\d))?"
    r"(?:-standalone)?(?:\.[\w.-]+)?/?"
)
_OLD_GNU = frozenset({"fdl-1.1", "fdl-1.2", "gpl-1.0", "gpl-2.0", "lgpl-2.0", "lgpl-2.1"})
"""Licences whose later version has taken their place at the GNU project."""

_WAYS = {
    ("opensource.org", "/licenses/mit"): "MIT",
    ("opensource.org", "/license/mit"): "MIT",
    ("apache.org", "/licenses/license-2.0"): "Apache-2.0",
    ("apache.org", "/licenses/license-2.0.html"): "Apache-2.0",
    ("apache.org", "/licenses/license-2.0.txt"): "Apache-2.0",
    ("artlibre.org", "/licence/lal/en"): "LAL-1.3",
    ("nationalarchives.gov.uk", "/doc/open-government-licence/version/1"): "OGL-UK-1.0",
    ("nationalarchives.gov.uk", "/doc/open-government-licence/version/2"): "OGL-UK-2.0",
    ("nationalarchives.gov.uk", "/doc/open-government-licence/version/3"): "OGL-UK-3.0",
}
"""Host and path of addresses that SPDX's list writes in another way → the id there."""


def mention_of_url(url: str) -> Mention | None:
    """The licence that an address stands for, named shortly (“CC BY-SA 3.0 DE”), or None."""
    host, path = _parted(url)
    if host == "creativecommons.org":
        return _creative_commons(path)
    gnu = _GNU.fullmatch(path) if host == "gnu.org" else None
    if gnu:
        family = {"fdl": "GFDL"}.get(gnu["kind"], gnu["kind"].upper())
        name = f"{family} {gnu['version']}" if gnu["version"] else family
        return Mention(name, 0, 0, family, frozenset({"sa"}), gnu["version"])
    if host == "spdx.org":
        key = path.removeprefix("/licenses/").removesuffix(".html")
        listed = next((each for each in spdx().values() if each.spdx.casefold() == key), None)
    else:
        key = _WAYS.get((host, path)) or _addresses().get((host, path), "")
        listed = spdx().get(key)
    if listed is None:
        return None
    if listed.spdx.startswith("CC") and listed.url:
        return mention_of_url(listed.url)
    return Mention(listed.spdx, 0, 0, listed.spdx, listed.conditions)


def _parted(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return "", ""
    if parts.scheme.lower() not in ("http", "https", "") or not parts.netloc:
        return "", ""
    return host, re.sub("/{2,}", "/", unquote(parts.path)).casefold().rstrip("/")


def _creative_commons(path: str) -> Mention | None:
    if path == "/licenses/publicdomain":
        return Mention("public domain", 0, 0, "pd")
    dedicated = _DEDICATION.fullmatch(path)
    if dedicated:
        version = dedicated["version"]
        name = "CC0" if dedicated["kind"] == "zero" else "Public Domain Mark"
        family = "zero" if dedicated["kind"] == "zero" else "pdm"
        return Mention(f"{name} {version}" if version else name, 0, 0, family, version=version)
    match = _LICENSE.fullmatch(path)
    if match is None:
        return None
    codes, version, port = match["code"].split("-"), match["version"], match["port"]
    if port in ("deed", "legalcode", "rdf"):
        port = None
    if (version is not None and version not in VERSIONS) or (port is not None and port not in ports()):
        return None
    parts = [
        f"CC {'-'.join(code for code in _ORDER if code in codes).upper()}",
        version,
        port and port.upper(),
    ]
    return Mention(" ".join(filter(None, parts)), 0, 0, "cc", frozenset(codes), version, port)


@cache
def _addresses() -> Mapping[tuple[str, str], str]:
    """Host and path of every address on SPDX's list that stands for one licence alone."""
    found: dict[tuple[str, str], set[str]] = {}
    for listed in spdx().values():
        if listed.url and "wikipedia" not in listed.url:
            found.setdefault(_parted(listed.url), set()).add(listed.spdx)
    return {place: keys.pop() for place, keys in found.items() if len(keys) == 1 and place[1]}


def spdx_of(mention: Mention) -> str | None:
    """The one id on SPDX's list that fits what is stated, or None."""
    if mention.family == "cc":
        codes = "-".join(code for code in ("by", "nc", "nd", "sa") if code in mention.conditions)
        codes = codes.replace("nd-sa", "sa")
        key = "-".join(filter(None, ("CC", codes.upper(), mention.version, (mention.port or "").upper())))
        return key if mention.version and key in spdx() and not mention.ending else None
    if mention.family in ("zero", "pdm"):
        key = {"zero": "CC0-1.0", "pdm": "CC-PDM-1.0"}[mention.family]
        return key if mention.version in (None, "1.0") else None
    if mention.family in spdx() and not mention.version:
        return mention.family
    version = mention.version or ""
    for key in (
        f"{mention.family}-{version}{mention.ending}",
        f"{mention.family}-{version}.0{mention.ending}",
    ):
        # “GFDL 1.3” says neither that only this version is meant nor that later ones are.
        if version and key in spdx() and f"{key}-only" not in spdx():
            return key
    return None


def address_of(mention: Mention) -> str | None:
    """Where the licence can be read, without a version made up."""
    if mention.family == "cc":
        codes = [code for code in _ORDER if code in mention.conditions]
        if mention.version not in VERSIONS or not codes:
            return CREATIVE_COMMONS
        code = "-".join(codes)
        if mention.version == "1.0":
            code = code.replace("nc-nd", "nd-nc")
        port = f"{mention.port}/" if mention.port else ""
        return f"https://creativecommons.org/licenses/{code}/{mention.version}/{port}"
    if mention.family == "zero":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    if mention.family == "pdm":
        return "https://creativecommons.org/publicdomain/mark/1.0/"
    if mention.family in ("GFDL", "GPL", "LGPL", "AGPL"):
        kind = "fdl" if mention.family == "GFDL" else mention.family.lower()
        version = mention.version and (mention.version if "." in mention.version else f"{mention.version}.0")
        name = f"{kind}-{version}" if version else kind
        return f"https://www.gnu.org/licenses/{'old-licenses/' if name in _OLD_GNU else ''}{name}.html"
    listed = spdx().get(spdx_of(mention) or mention.family)
    return listed.url if listed else None
