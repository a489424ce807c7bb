"""Everything that the bot says in words of its own, in one place, so that it can be translated.

What stands where an answer has no passage is `bot.answering.reply`: the terminal says the same.
Strings with `{names}` are filled with `str.format`; what is filled in is already escaped Markdown.
"""

from __future__ import annotations

# What a command does, as Discord's command list shows it (100 characters at the most).
ASK = "Get an answer from the article, word for word, with its footnotes"
ASK_QUESTION = "What do you want to know?"
ASK_PRIVATE = "Only you see the answer"
CITE = "Show a footnote, and where the article cites it"
CITE_NUMBER = "The footnote's number, or words from it"
CITATIONS = "List all footnotes"
SOURCE = "Show where the words come from, their licence, and how to give credit"
HELP = "What this bot does, and what you can ask"

# Answers
YOU_COULD_ASK = "You could ask:"
WHOLE_PASSAGE = "Whole passage"
WHOLE_PASSAGE_OF = "Whole passage: {which}"
MORE_FOOTNOTES = "{count} more: {command}"
NO_QUESTION = "Ask me something about {titles}, such as: {example}"
NO_QUESTION_NO_EXAMPLE = "Ask me something about {titles}."

# Reading on
PAGE = "Page {page} of {pages}"
PREVIOUS = "Previous"
NEXT = "Next"
CHANGED = "This passage has changed; ask again."
GONE = "This is no longer here; run the command again."

# Footnotes
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

# Sources
SOURCE_TITLE = "Source"
BY = "by {authors}"
OTHERS = "{authors} and {count} more"
LICENSE = "Licence: {license}"
SOURCE_LINK = "Source: {source}"
REVISION = "Revision: {revision}"
RETRIEVED = "Retrieved: {retrieved}"
TO_COPY = "To give credit, copy this:"
NOTICE_ELSEWHERE = "Licence notice: {command}"

# Help
HELP_TITLE = "Footnote"
HELP_WHAT = (
    "Answers from {titles}, word for word, with the footnotes that the words carry and the licence that they"
    " stand under. Where the article doesn't answer, it says so."
)
HELP_WAYS = "Ask with {command}, by mentioning me, by replying to me, or in a direct message."
HELP_EXAMPLES = "Try:"
HELP_PRIVACY = "Nothing that you ask is stored."
AND_MORE_ARTICLES = "{titles} and {count} more"

# Errors
ERROR = "Sorry, something went wrong here. If you tell the operator, name error {id}."
COMMAND_CHANGED = "This command has changed. Try again in a minute, or restart Discord."
