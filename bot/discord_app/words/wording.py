"""Every text of the bot's own, in English. What isn't here comes from an article.

`words(wording.X)` is X in the language of `words` (see `languages`); a command updates the catalogues (see
CONTRIBUTING.md). Replies without a passage are in `bot.answering.replies`: the terminal gives them, too.
Texts with `{names}` are filled by `str.format`, with Markdown that is already escaped.
"""

from __future__ import annotations

# Descriptions of the commands and their options in Discord's list; 100 characters at the most.
ASK = "Get an answer from the article, word for word, with its footnotes"
ASK_QUESTION = "What do you want to know?"
ASK_PRIVATE = "Only you see the answer"
CITE = "Show a footnote, and where the article cites it"
CITE_NUMBER = "The footnote's number, or words from it"
CITATIONS = "List all footnotes"
SOURCE = "Show where the words come from, their licence, and how to give credit"
READ = "Read an article, page by page"
READ_ARTICLE = "Which article"
READ_SECTION = "Where to begin"
ARTICLES_LISTED = "List the articles that this bot knows"
ARTICLES_SEARCH = "Words of the title"
ASK_ARTICLE = "Let only this article answer"
HELP = "What this bot does, and what you can ask"
ANSWER_MESSAGE = "Answer from the article"
"""The name of the message command; 32 characters at the most."""
VERIFY = "Check whether quotations are really written there, word for word"
VERIFY_TEXT = "The text with the quotations, or the quotation itself"
VERIFY_MESSAGE = "Check quotations"
"""The name of the other message command; 32 characters at the most."""
SETTINGS = "Set up how the bot answers in this server"
UNANSWERED = "Show the questions that nothing answered, and erase them"
LIBRARY = "For the bot's owner: add, update or remove articles"
LIBRARY_ADD = "Make an article of a wiki's page"
LIBRARY_ADD_ADDRESS = "The page's address"
LIBRARY_ADD_TITLE = "Another title than the page's own"
LIBRARY_ADD_LICENSE = "The page's licence, where it states none that is known"
LIBRARY_UPDATE = "Bring articles up to date with their wikis; your edits are kept"
LIBRARY_UPDATE_ARTICLE = "Only this article"
LIBRARY_REMOVE = "Remove an article"

# Answers
YOU_COULD_ASK = "You could ask:"
PEOPLE_ALSO_ASK = "Ask next…"
IN_CONTEXT = "In context"
MORE_PASSAGES = "More passages"
MORE_PASSAGES_WHAT = "These come next; they fit the question less well."
NEAREST_PASSAGES = "Nearest passages"
NEAREST_PASSAGES_WHAT = "These come closest. They don't answer the question."
SOME_CHANGED = "A passage that stood here has changed."
FOOTNOTES_OF_ANSWER = "Footnotes of this answer"
CITATIONS_BUTTON = "Citations"
TO_SOURCE = "Source"
REMOVE = "Remove"
NOT_YOURS = "Only the one who asked, or who may manage messages here, can remove this."
SUPPORTS = "{footnotes} supports the sentence in bold:"
SUPPORT = "{footnotes} support the sentence in bold:"
NO_SUPPORT = "No footnote stands behind the sentence in bold."
OTHER_FOOTNOTES = "Other footnotes of these words:"
MORE_FOOTNOTES = "{count} more: {command}"
NO_QUESTION_NO_EXAMPLE = "Ask me something about {titles}."

QUESTION_GONE = "This question is no longer there. Ask it in your own words."
UNREADABLE = (
    "Discord doesn't show me that message. Open its menu and choose Apps › *Answer from the article*, or ask"
    " in your own words."
)
PICK_USER = (
    "That was my role, so Discord keeps your words from me. Pick me, the user, from the list and ask again."
)

# Reading on
PAGE = "Page {page} of {pages}"
PREVIOUS = "Previous"
NEXT = "Next"
PARAGRAPH = "Paragraph {first} of {all}"
PARAGRAPHS = "Paragraphs {first} to {last} of {all}"
SECTIONS = "Jump to a section"
PASSAGES_OF_ANSWER = "Passages of this answer"
CHANGED = "This passage has changed; ask again."
GONE = "This is no longer here; run the command again."

# Footnotes
ALL_FOOTNOTES = "All footnotes"
CITE_BUTTON = "Cite it"
CITED_IN = "Cited in"
NOT_CITED = "Nothing cites it."
CITED_MORE = "and in {count} more"
NO_SUCH_FOOTNOTE = "There is no footnote {number}."
FOOTNOTES_FROM_TO = "There are footnotes {first} to {last}."
NO_FOOTNOTES = "There are no footnotes."
CITATIONS_TITLE = "Footnotes"
SEVERAL_FOOTNOTES = (
    "Several articles have a footnote {number}. Choose one from the list that appears as you type."
)

SEVERAL_FOUND = "These footnotes hold these words:"

# Articles
ARTICLES_TITLE = "Articles"
ARTICLE_SIZE = "paragraphs: {paragraphs} · footnotes: {footnotes}"
ARTICLES_FOUND = "Articles with such a title: {count}. Type more of it to find fewer."
READ_WHICH = "Read one"
NO_SUCH_ARTICLE = "There is no article {article}. Choose one from the list that appears as you type."
NO_SUCH_SECTION = "There is no section {section}. Choose one from the list that appears as you type."
QUOTED = "“{text}”"
"""What somebody typed, inside a sentence of the bot."""
NO_WORDS = "There are no words in this message that I could answer."

# Quotations
QUOTATION_FOUND = "Found, word for word:"
QUOTATION_NEARLY = "Nearly; it is written otherwise:"
QUOTATION_STITCHED = "Put together from several places:"
QUOTATION_ELSEWHERE = "Found, but in another article than the one named:"
QUOTATION_NOT_FOUND = "Not found:"
DIFFERENCE = "“{quoted}”: written is “{written}”"
DIFFERENCE_ADDED = "“{quoted}” isn't written there"
DIFFERENCE_LEFT_OUT = "“{written}” is left out"
MORE_DIFFERENCES = "and {count} more differences"
MORE_QUOTATIONS = "and {count} more quotations; check them by themselves"
TO_SENTENCE = "to these words"

# Sources
BIBTEX = "BibTeX, for a bibliography"
FOOTNOTE_BIBTEX = "BibTeX of the footnote itself, with what is certain of it"
AS_TEXT = "Text"
AS_MARKDOWN = "Markdown"
AS_HTML = "HTML"
AS_CSL = "CSL JSON"
SOURCE_TITLE = "Source"
BY = "by {authors}"
OTHERS = "{authors} and {count} more"
LICENSE = "Licence: {license}"
SOURCE_LINK = "Source: {source}"
REVISION = "Revision: {revision}"
RETRIEVED = "Retrieved: {retrieved}"
NO_SOURCE = "Where it comes from isn't known here."
GIVE_CREDIT = "Give credit"
MORE_SOURCES = "{count} more articles: /source"
SHARE_ALIKE = "What you make of it must stand under the same licence."
NON_COMMERCIAL = "Not for commercial purposes."
NO_DERIVATIVES = "Only unchanged."
TO_COPY = "To give credit, copy this:"
NOTICE_ELSEWHERE = "Licence notice: {command}"

# Help
HELP_TITLE = "Footnote"
HELP_WHAT = (
    "Answers from {titles}, word for word, with the footnotes that the words carry and the licence that they"
    " stand under. Where the article doesn't answer, it says so."
)
HELP_WAYS = (
    "Ask with {command}, by mentioning me, by replying to me, or in a direct message. To have somebody's"
    " message answered, open its menu: Apps › *Answer from the article*."
)
HELP_EXAMPLES = "Try:"
HELP_PRIVACY = "Nothing that you ask is stored. How many questions a day were answered is counted."
AND_MORE_ARTICLES = "{titles} and {count} more"

# Settings
SETTINGS_TITLE = "Settings of this server"
SETTINGS_WHAT = "What you change holds at once, for everybody here."
CHANNELS = "Answer channels"
CHANNELS_WHAT = (
    "There I answer every message that I can answer, and stay silent otherwise. No mention is needed."
)
CHANNELS_NONE = "None: I answer only when I'm called"
CHANNELS_NEED_INTENT = (
    "⚠️ This doesn't work yet. The operator of this bot must set `FOOTNOTE_ANSWER_CHANNELS=true` and, in the"
    " Discord developer portal under Bot, switch on *Message Content Intent*."
)
CHANNELS_OFF = "The operator of this bot has not switched this on (`FOOTNOTE_ANSWER_CHANNELS=true`)."
CHANNEL_LACKS = "⚠️ In {channel} I lack: {permissions}."
ARTICLES = "Articles that answer here"
ARTICLES_WHAT = "None chosen means all."
ARTICLES_ALL = "All of them"
ARTICLES_GONE = "⚠️ None of the articles chosen is there any more, so all of them answer."
ARTICLES_COUNT = "Page {page} of {pages}. {count} of {all} articles answer here."
PASSAGES = "Passages in an answer, at the most"
AS_OPERATOR = "{choice}, as the operator has set"
COOLDOWN = "Cooldown"
COOLDOWN_WHAT = "How many answers one person gets in a channel."
COOLDOWN_OF = "{count} in {seconds} seconds"
COOLDOWN_NONE = "As many as they like"
LANGUAGE = "Language"
LANGUAGE_WHAT = "What I say to all. Where only you see it, I speak your language. Articles stay as they are."
AS_SERVER = "{language}, as the server has it in Discord"
RESET = "Reset all…"
RESET_TITLE = "Reset all settings of this server?"
RESET_WHAT = "I answer only when I'm called then, from all articles, as the operator has set."
RESET_YES = "Reset all"
RESET_NO = "Keep them"

SETTINGS_DENIED = "For this you need the permission “Manage Server”."
SETTINGS_UNKNOWN = "This control is unknown; nothing has changed. Use {command} again."
SETTINGS_NOT_SAVED = (
    "This couldn't be kept, so that nothing has changed. The operator finds the reason in the bot's log."
)
UNKNOWN_CONTROL = "This control is unknown; nothing has happened."

# Changes of the articles by the bot's owner
LIBRARY_DENIED = "Only the owner of this bot can do this, or the members of the team that owns it."
LIBRARY_OWNER_UNKNOWN = "Discord didn't say who owns this bot, so that nothing has happened. Try again."
LIBRARY_BUSY = "Another change of the articles is under way. Try again when it is done."
LIBRARY_ARCHIVE = (
    "The articles come from an archive (setting `articles`), which would replace what is changed here. Change"
    " the archive instead."
)
LIBRARY_SHIPPED = (
    "These are the articles that Footnote ships with. Give the bot a folder of your own (setting"
    " `knowledge`)."
)
LIBRARY_READ_ONLY = (
    "I can't write into the folder of articles ({folder}: {reason}). Make it writable for me, or use"
    " `footnote import` where it is writable."
)
LIBRARY_FETCHING = "Fetching {address} …"
LIBRARY_TOO_LONG = (
    "This took longer than {minutes} minutes and was given up. Every article is whole: as it was, or as it is"
    " now."
)
LIBRARY_NOT_ADDED = "Not added"
LIBRARY_OPTIONS = "What begins with `--` is an option of `footnote import`, on the machine where I run."
LIBRARY_THERE = "This article is there already ({file}). {command} brings it up to date."
LIBRARY_COUNTS = (
    "paragraphs: {paragraphs} · sections: {sections} · footnotes: {footnotes} · markers that lead to one:"
    " {matched} of {found}"
)
LIBRARY_REMARKS = "What there is to know:"
LIBRARY_MORE = "and {count} more"
LIBRARY_FIRST = "The first passage:"
LIBRARY_KEEP = "Keep"
LIBRARY_DISCARD = "Discard"
LIBRARY_KEPT = "Kept as {file}. It answers from now on."
LIBRARY_KEPT_SOON = "Kept as {file}. It will answer as soon as the articles have been read again."
LIBRARY_NOT_CHOSEN = "In this server, chosen articles answer. Choose this one, too: {command}"
LIBRARY_READ = "Read it"
LIBRARY_DISCARDED = "Discarded; nothing was written."
LIBRARY_EXPIRED = "I no longer have this page. Use {command} again."
LIBRARY_REMOVE_ASK = "Remove “{title}”?"
LIBRARY_REMOVE_WHAT = "I will no longer answer from it. Its file {file} stays under another name."
LIBRARY_REMOVE_YES = "Remove"
LIBRARY_REMOVE_NO = "Leave it"
LIBRARY_REMOVED = "Removed. Its file is now {file}; give it its old name to have the article back."
LIBRARY_LEFT = "Nothing was removed."
LIBRARY_LAST = "This is the only article, and without any I can't answer. Add another one first."
LIBRARY_NO_FILE = "This article is no file of its own in the folder of articles, so it can't be changed here."
LIBRARY_UPDATING = "Comparing articles with their wikis: {done} of {all} …"
LIBRARY_COMPARED = "Articles and their wikis"
LIBRARY_NO_WIKIS = "No article names its page and its revision on a wiki."
LIBRARY_STATUS = {
    "current": "at the newest revision: {count}",
    "updated": "updated: {count}",
    "merged": "updated, your edits kept: {count}",
    "conflict": "your edits and the wiki's meet: {count}",
    "held": "most would be lost, kept as it is: {count}",
    "deleted": "deleted on the wiki, kept here: {count}",
    "redirected": "only a redirect on the wiki now, kept here: {count}",
    "failed": "failed: {count}",
    "no wiki": "from no wiki: {count}",
}
"""What came of an article (`bot.sources.updating.outcome.Status`) → how many such articles are told."""

# Cooldown and permissions
WAIT = "You have asked a lot here. Ask again in {seconds} s."
PERMISSIONS = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
    "create_public_threads": "Create Public Threads",
    "add_reactions": "Add Reactions",
}
"""A permission → its name in Discord's server settings."""
LACKS_HERE = "I can't answer mentions in this channel. I lack: {permissions}. Commands work all the same."

# Errors
ERROR = "Sorry, something went wrong here. If you tell the operator, name error {id}."
COMMAND_CHANGED = "This command has changed. Try again in a minute, or restart Discord."
