"""Words of a site's menu beside a licence's notice (“… Privacy · Contact”), which are no part of it."""

from __future__ import annotations

import re

from bot.library.licenses.notices import read_notice

_PHRASES = (
    r"privacy(?: (?:policy|notice|statement|settings))?|terms(?: (?:of|for) (?:use|service))?|"
    r"terms (?:and|&) conditions|conditions of use|contact(?: us| [A-Z][\w-]+)?|about(?: us| [A-Z][\w-]+)?|"
    r"imprint|cookies?(?: (?:policy|statement|settings|notice))?|disclaimers?|legal(?: notice)?|"
    r"accessibility(?: statement)?|site ?map|help|home|log ?in|sign in|sign up|feedback|rss|newsletter|"
    r"careers|mobile view|developers|statistics|code of conduct|report an? (?:issue|problem|bug)|"
    r"back to top|top|edit(?: this page)?|source code|donate|press|faq|"
    r"datenschutz(?:erklärung)?|impressum|kontakt|nutzungsbedingungen|über uns|über [A-Z][\w-]+|agb|hilfe|"
    r"barrierefreiheit|haftungsausschluss|startseite|nach oben|anmelden|"
    r"(?:politique de )?confidentialité|vie privée|mentions légales|conditions d['’]utilisation|"
    r"contactez-nous|à propos(?: de [A-Z][\w-]+)?|plan du site|accessibilité|avertissements|accueil|"
    r"(?:política de )?privacidade?|aviso legal|contacto|contato|términos(?: (?:de uso|del servicio))?|"
    r"condiciones(?: de uso)?|acerca de [A-Z][\w-]+|sobre nós|termos(?: de uso)?|mapa del? sitio|inicio|"
    r"ayuda|(?:informativa sulla )?privacy|contatti|chi siamo|note legali|termini(?: (?:di|d['’])\s?uso)?|"
    r"avvertenze|privacybeleid|over ons|gebruiksvoorwaarden|polityka prywatności|regulamin|"
    r"(?:политика )?конфиденциальности?|контакты|о сайте|"
    r"プライバシー(?:・?ポリシー)?|利用規約|お問い合わせ|隐私政策|隱私政策|联系我们|使用条款|關於[^\s]{1,8}|关于[^\s]{1,8}"
)
_MENU = rf"(?:{_PHRASES})(?:[\s,]+(?:{_PHRASES}))*"
_PARTING = r"[|·•‧∙/–—\-\n]"
_BEHIND = re.compile(
    rf"(?:(?<=[.!?。…])|(?<=[\d)\]])|\s*{_PARTING})\s*{_MENU}[\s.|·•‧∙/–—-]*\Z", re.IGNORECASE
)
_BEFORE = re.compile(rf"\A[\s|·•‧∙/–—-]*{_MENU}\s*{_PARTING}\s*", re.IGNORECASE)
_PHRASE = re.compile(_PHRASES, re.IGNORECASE)


def is_menu_phrase(text: str) -> bool:
    """Whether `text` is an item of a site's menu."""
    return _PHRASE.fullmatch(text.strip(" .·|•")) is not None


def without_menu(notice: str) -> str:
    """A notice without the items of a menu before and behind it, unless they change what it states."""
    shorter = notice
    while True:
        cut = _BEHIND.sub("", _BEFORE.sub("", shorter)).rstrip(" |·•‧∙/–—-")
        if cut == shorter or not cut:
            break
        shorter = cut
    stated, before = read_notice(shorter), read_notice(notice)
    names = [licence.name for each in (stated, before) if each.license for licence in each.license.choices]
    is_same = len(names) % 2 == 0 and names[: len(names) // 2] == names[len(names) // 2 :]
    return shorter if is_same and stated.doubt == before.doubt else notice
