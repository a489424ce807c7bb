"""The bot's own words on the settings panel's further pages, and of what is set there. As in `wording`."""

from __future__ import annotations

# The pages of the panel
LOOK = "How answers arrive"
ACCESS = "Who is answered"
OWN = "By channel"
COVERAGE = "How it goes"
BACK = "Back"

# How answers arrive
SWITCHES = {
    "card": {
        "full": ("Full cards", "Whole passages, the answering sentence in bold.", "Show whole passages"),
        "compact": (
            "Compact cards",
            "The answering sentence only; a button leads to its passage.",
            "Show the sentence only",
        ),
    },
    "threads": {
        "reply": (
            "Answers as replies",
            "A message is answered below it, in its channel.",
            "Answer as replies",
        ),
        "thread": (
            "Answers in threads",
            "A message is answered in a thread of its own; where I may not begin one, as a reply.",
            "Answer in threads",
        ),
    },
    "plain": {
        "cards": ("Cards", "Answers are cards, as this is one.", "Send cards"),
        "text": (
            "Plain text",
            "New answers are ordinary messages, which notifications and the search show. They have half the"
            " room.",
            "Send plain text",
        ),
    },
    "wait": {
        "reply": (
            "Asked too soon: a reply",
            "Who asks too soon is told in a line how long to wait.",
            "Reply",
        ),
        "reaction": (
            "Asked too soon: a reaction",
            "Who asks too soon gets ⏳; where I may not react, the reply.",
            "React with ⏳",
        ),
    },
    "votes": {
        "off": ("No votes", "Nobody can say whether an answer was of use.", "Take them away"),
        "on": (
            "Votes",
            "Below answers stand 👍 and 👎. Only how many there were is kept.",
            "Put 👍 and 👎 below answers",
        ),
    },
    "unanswered": {
        "off": (
            "No list of unanswered questions",
            "Nothing of what people ask is kept.",
            "Erase it, and keep none",
        ),
        "on": (
            "List of unanswered questions",
            "What I couldn't answer in public: the words without who asked, mentions and addresses, for 30"
            " days, 200 at most. It shrinks with deleted messages, and is never used for training.",
            "Keep a list",
        ),
    },
    "answers": {
        "public": ("Public answers", "Everybody sees what a command answers.", "Show to all"),
        "private": ("Private answers", "Who used a command sees the answer alone.", "Show to the asker only"),
    },
}
"""Switch → position → the position's name, what it means, and the label of the button that sets it."""
LACKS_EXTRA = "⚠️ In this server I lack: {permissions}. Until then I reply. [Give it to me]({link})"

# Who is answered, and where
ACCESS_WHAT = (
    "Everybody else is told so in a line. A thread belongs to its channel. /help and /settings work"
    " everywhere."
)
ACCESS_GONE = (
    "⚠️ Of the channels and roles chosen here, {count} are gone, and count all the same. Choose again."
)
ONLY_CHANNELS = "Channels where I answer"
EVERYWHERE = "Everywhere"
EXCEPT_CHANNELS = "Channels where I don't answer"
NOWHERE = "None"
ONLY_ROLES = "Roles that I answer"
EVERYBODY = "Everybody"
EXCEPT_ROLES = "Roles that I don't answer"
NO_ROLE = "None"
NOT_IN_CHANNEL = "I don't answer in this channel; that is how this server is set up."
NOT_FOR_ROLES = "I don't answer you in this server; that is how it is set up, by roles."

# What differs by channel
OWN_WHAT = "Choose a channel, and set what is to differ there. A thread is as its channel."
OWN_CHOOSE = "Choose a channel"
OWN_LIST = "These channels differ: {channels}"
OWN_NONE = "No channel differs."
OWN_FULL = "⚠️ {count} channels differ already; set one of them back first."
OWN_TITLE = "What differs in {channel}"
OWN_RESET = "All as in the server"
AS_IN_SERVER = "{choice}, as in the server"
OWN_ARTICLES_WHAT = "None chosen means those of the server."
OWN_CARD = "Cards"
OWN_ANSWERS = "Answers to commands"
OWN_THREADS = "Answers to messages"
OWN_PLAIN = "Form"

# Votes and numbers
VOTED = "Noted, thank you. Only how many votes there are is kept."
VOTES_OFF = "This server no longer takes votes. Nothing was counted."
COVERAGE_WHAT = "Questions in this server in {days} days, by the day in UTC. Only numbers are kept."
COVERAGE_LEGEND = (
    "asked {asked}: █ answered {answered} · ▓ closest shown {closest} · ░ nothing found {nothing}"
)
COVERAGE_NONE = "Nothing was asked yet."
COVERAGE_VOTES = "👍 {helpful} · 👎 {unhelpful}"
COVERAGE_AWAY = "⚠️ The numbers can't be read now. The operator finds the reason in the bot's log."

# The list of unanswered questions
HELP_LISTED = (
    "This server keeps a list of questions that I couldn't answer in public: their words without who asked,"
    " for 30 days, 200 at most. Delete your message, and it is gone from there. Nothing else that you ask is"
    " stored."
)
UNANSWERED_OPEN = "Show the list"
UNANSWERED_TITLE = "Questions that nothing answered"
UNANSWERED_WHAT = (
    "The latest first: their words, not who asked. Each is gone after 30 days, or with its message. Nobody"
    " else sees this list, and nothing is trained with it."
)
UNANSWERED_EMPTY = "There are none."
UNANSWERED_OFF = "This server keeps no such list. In {command}, under “{page}”, it can be switched on."
UNANSWERED_AWAY = "The list can't be read or changed now. The operator finds the reason in the bot's log."
ERASE = "Erase"
ERASE_ALL = "Erase all…"
ERASE_ALL_WHAT = "Erase all {count} questions on the list?"
ERASE_ALL_YES = "Erase all"
ERASE_ALL_NO = "Keep them"
