"""What people say in a chat that isn't a question to an article, as tables by language.

Phrases stand in small letters, without accents and punctuation, separated by “/”.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class SmallTalk(StrEnum):
    """What a person says to the bot itself, which no passage answers."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    WELL_BEING = "well_being"
    IDENTITY = "identity"
    ABILITIES = "abilities"


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language.

    `small_talk`: what a text of nothing else is taken for. `fillers`: words that may stand between or
    around phrases. `overview`: wishes for the article as a whole, “…” where the article is named, by its
    title or by one of the names in `this`. `pronouns` anywhere, and `openings`, make a question a follow-up
    of the one before it.
    """

    small_talk: Mapping[SmallTalk, str]
    fillers: str
    overview: str
    this: str
    pronouns: str
    openings: str


_ENGLISH = Phrases(
    small_talk={
        SmallTalk.GREETING: "hi/hello/hey/hiya/heya/howdy/yo/hullo/greetings/good morning/good afternoon"
        "/good evening/good day/morning/evening/anyone here/anyone there/are you there/are you here"
        "/are you awake/are you online/excuse me/nice to meet you/pleased to meet you/welcome/welcome back",
        SmallTalk.THANKS: "thanks/thank you/thank u/thx/thanx/ty/tysm/cheers/much appreciated/appreciate it"
        "/i appreciate it/i appreciate that/many thanks/good bot/bad bot/good answer/great answer/good job"
        "/great job/nice job/nice one/well done/nice work/good work/great work/you rock/you are great"
        "/you are awesome/you are helpful/you are smart/you are cool/you are funny/you are the best"
        "/i love you"
        "/love you/love it/i like it/i like you/that was helpful/that helps/that helped/very helpful"
        "/helpful"
        "/awesome/amazing/perfect/excellent/brilliant/wonderful/lovely/impressive/cool/nice/great/ok/okay/k"
        "/alright/all right/got it/i see/makes sense/understood/good to know/interesting/wow/lol/haha"
        "/hahaha"
        "/hehe/no problem/never mind/nevermind/nvm/yes/yeah/yep/no/nope/sure/right/fine/good/sorry/oops"
        "/i agree",
        SmallTalk.FAREWELL: "bye/bye bye/goodbye/good bye/see you/see ya/cya/later/see you later/good night"
        "/goodnight/have a nice day/have a good day/have a great day/have a good one/have a good weekend"
        "/take care/farewell/i have to go/gotta go/talk to you later/until next time",
        SmallTalk.WELL_BEING: "how are you/how are you doing/how r u/how are things/how are you feeling"
        "/how is it going/hows it going/how do you do/how have you been/how is life/hows life"
        "/how is your day"
        "/how is your day going/how was your day/whats up/what is up/wassup/sup/what is new/whats new"
        "/how do you feel/are you ok/are you okay/are you well/are you happy/are you tired"
        "/are you bored/you ok"
        "/what are you doing/what are you up to/i am bored/i am fine/i am good/and you/how about you",
        SmallTalk.IDENTITY: "who are you/what are you/who r u/what is your name/whats your name/your name"
        "/who is footnote/what is footnote/what is this bot/do you have a name/introduce yourself"
        "/tell me about yourself/tell me something about yourself/about you/are you a bot/are you a robot"
        "/are you human/are you a human/are you a person/are you a real person/are you real"
        "/are you an ai/are you ai"
        "/are you a machine/are you chatgpt/are you a language model/are you an llm/are you sentient"
        "/are you alive"
        "/are you a bot or a human/are you human or a bot/who made you/who created you/who built you"
        "/who wrote you"
        "/who programmed you/who owns you/who runs you/who developed you/how old are you/where are you from"
        "/where do you live/where are you/what is your purpose/why do you exist/do you have feelings"
        "/are you male or female/do you sleep/do you like me/do you love me/what is your favourite color"
        "/what is your favorite color/what is your favourite colour/do you dream/are you smart",
        SmallTalk.ABILITIES: "help/help me/i need help/can you help me/can you help/could you help me"
        "/help me out"
        "/what can you do/what do you do/what can i do/what can i ask/what can i ask you/what should i ask"
        "/what can you tell me/what can you answer/what can you help me with/what can you help with"
        "/what do you know/what do you know about/what are you good for/what are you good at"
        "/what are you for"
        "/how do you work/how does this work/how does it work/how does this bot work/how do i use you"
        "/how do i use this/how do i use this bot/how do i start/how do i ask a question/how can you help"
        "/how can you help me/what are your commands/what commands are there/list commands/commands/menu"
        "/instructions/give me an example/example/examples/what questions can i ask/what topics do you know"
        "/what topics do you cover/what articles do you have/what articles do you know"
        "/can i ask you something"
        "/can i ask you a question/can i ask a question/may i ask you something/i have a question"
        "/quick question/i have a question for you/show me what you can do/what now/what else can you do"
        "/what languages do you speak/do you speak english/test/testing/ping",
    },
    fillers="please/pls/bot/footnote/there/everyone/everybody/all/folks/guys/friend/buddy/mate/man/dude"
    "/again/so"
    "/very/really/much/a lot/then/now/today/oh/ah/um/well/just/my/dear/for that/for this/for the answer"
    "/for the help/for your help/for helping/for answering/for everything/indeed/too/here/exactly"
    "/anyway/that is"
    "/thats/that was/this is/it is/you are/youre/your",
    overview="tell me about …/tell us about …/tell me something about …/tell me more about …"
    "/tell me everything"
    " about …/tell me all about …/teach me about …/what is … about/what is … all about/whats … about"
    "/what does … say/what does … cover/what does … talk about/what does … discuss/what is in …"
    "/what is the topic of …"
    "/what is the subject of …/what is the topic/what is the main point of …/what is the gist of …"
    "/what is the main topic of …/what article is …/what topic is …/summary/summary of …/a summary of …"
    "/a summary/summarise/summarize/summarise …/summarize …/sum up …/sum … up/give me a summary"
    "/give me a summary of …/give a summary of …/give a summary/give me the gist of …/give me the gist"
    "/give me an overview/give me an overview of …/give an overview of …/overview/overview of …"
    "/an overview of …"
    "/give me an introduction to …/introduction/intro/synopsis/synopsis of …/tldr/tl dr/the tldr/tldr of …"
    "/describe …/outline …/recap …/introduce …/what is this/whats this/explain …/can i have a summary"
    "/can i get a summary/in a nutshell/what is … in a nutshell/give me the tldr/give me a tldr"
    "/give me the short version"
    "/give me a short summary/give me a short summary of …/give me a quick summary"
    "/give me a quick summary of …"
    "/give me a brief summary/give me a brief summary of …/short summary/quick summary/brief summary"
    "/short version",
    this="this/it/that/the article/this article/that article/the page/this page/the text/this text"
    "/the topic"
    "/this topic/the subject/this subject/the whole article/the entire article/this whole article"
    "/the document"
    "/this document/your article/everything/the whole thing/all of it/all of this/your topic",
    pronouns="he/she/it/they/him/her/his/hers/its/their/theirs/them/that/this/those/these/there/then"
    "/himself"
    "/herself/itself/themselves/one/ones/same/former/latter",
    openings="and/but/so/or/also/what about/how about/what of/tell me more/go on/continue/elaborate"
    "/by whom/with whom/since when",
)

_GERMAN = Phrases(
    small_talk={
        SmallTalk.GREETING: "hallo/hi/hey/moin/servus/gruss gott/guten tag/guten morgen/guten abend",
        SmallTalk.THANKS: "danke/danke schon/danke sehr/vielen dank/besten dank/herzlichen dank/super"
        "/toll/prima"
        "/ok/okay/gut/alles klar/klasse/verstanden/ja/nein/gut gemacht",
        SmallTalk.FAREWELL: "tschuss/ciao/auf wiedersehen/bis bald/bis spater/bis dann/bis morgen/gute nacht",
        SmallTalk.WELL_BEING: "wie geht es dir/wie gehts/wie gehts dir/wie geht es ihnen/was geht/alles gut",
        SmallTalk.IDENTITY: "wer bist du/was bist du/wie heisst du/bist du ein bot/bist du ein mensch"
        "/bist du eine ki/bist du ein roboter/wer hat dich gemacht/wer hat dich gebaut/wer sind sie",
        SmallTalk.ABILITIES: "was kannst du/hilfe/hilf mir/wie funktioniert das/wie funktionierst du"
        "/was weisst du"
        "/was kann ich fragen/was kann ich dich fragen/kannst du mir helfen",
    },
    fillers="bitte/bot/footnote/zusammen/alle/so/sehr/mir/du/denn/alles/doch/mal",
    overview="erzahl mir etwas uber …/erzahl mir von …/erzahle mir etwas uber …/erzahl mir mehr uber …"
    "/worum geht es"
    "/worum geht es in …/worum geht es hier/worum gehts/wovon handelt …/zusammenfassung"
    "/eine zusammenfassung"
    "/gib mir eine zusammenfassung/zusammenfassung von …/fasse … zusammen/fass … zusammen/uberblick"
    "/gib mir einen uberblick/gib mir einen uberblick uber …/was steht in …",
    this="das/dies/es/diesem artikel/dem artikel/der artikel/den artikel/diesen artikel/dieser artikel"
    "/das thema"
    "/dieses thema/dem text/den text/der text",
    pronouns="er/sie/es/ihn/ihm/ihr/ihnen/sein/seine/seinen/seiner/ihre/ihren/dort/da/das/dies/diese"
    "/dieser/dieses"
    "/deren/dessen/dabei/damals/davon/dafur/darin",
    openings="und/aber/oder/auch/was ist mit/wie ist es mit/erzahl weiter/weiter",
)

_SPANISH = Phrases(
    small_talk={
        SmallTalk.GREETING: "hola/buenas/buenos dias/buenas tardes/buenas noches/saludos",
        SmallTalk.THANKS: "gracias/muchas gracias/mil gracias/genial/perfecto/vale/ok/si/no/bien hecho"
        "/entendido",
        SmallTalk.FAREWELL: "adios/hasta luego/hasta pronto/hasta manana/chao/nos vemos",
        SmallTalk.WELL_BEING: "como estas/como esta/como te va/que tal/que tal estas/como andas",
        SmallTalk.IDENTITY: "quien eres/que eres/como te llamas/eres un bot/eres un robot/eres humano"
        "/eres una ia"
        "/quien te hizo/quien te creo",
        SmallTalk.ABILITIES: "que puedes hacer/que sabes hacer/ayuda/ayudame/como funcionas"
        "/como funciona esto"
        "/que sabes/que puedo preguntar/que puedo preguntarte",
    },
    fillers="por favor/bot/footnote/a todos/muy/tu/pues",
    overview="cuentame sobre …/cuentame algo sobre …/hablame de …/hablame sobre …/dime algo sobre …"
    "/de que trata …"
    "/de que trata/de que va …/de que habla …/resumen/un resumen/resumen de …/dame un resumen"
    "/dame un resumen de …"
    "/resume …/haz un resumen/haz un resumen de …",
    this="esto/eso/el articulo/este articulo/del articulo/el tema/este tema/el texto/este texto",
    pronouns="ella/ello/ellos/ellas/lo/su/sus/alli/ahi/eso/esto/ese/esa/esos/esas/este/esta/entonces/suyo",
    openings="y/pero/o/tambien/que hay de/que pasa con/sigue/continua",
)

_FRENCH = Phrases(
    small_talk={
        SmallTalk.GREETING: "bonjour/salut/coucou/bonsoir/hello",
        SmallTalk.THANKS: "merci/merci beaucoup/merci bien/un grand merci/super/genial/parfait/ok"
        "/d accord/oui/non"
        "/bien joue/compris",
        SmallTalk.FAREWELL: "au revoir/a bientot/a plus/a demain/bonne nuit/bonne journee/bonne soiree",
        SmallTalk.WELL_BEING: "comment ca va/ca va/comment vas tu/comment allez vous/quoi de neuf",
        SmallTalk.IDENTITY: "qui es tu/qui etes vous/tu es qui/comment t appelles tu/es tu un bot"
        "/es tu un robot"
        "/es tu humain/es tu une ia/qui t a cree",
        SmallTalk.ABILITIES: "que peux tu faire/que sais tu faire/qu est ce que tu peux faire"
        "/qu est ce que tu sais faire/aide/aide moi/comment ca marche/comment fonctionnes tu"
        "/que puis je demander",
    },
    fillers="s il te plait/s il vous plait/bot/footnote/a tous/tres/bien",
    overview="parle moi de …/dis moi en plus sur …/de quoi parle …/de quoi traite …/de quoi s agit il"
    "/resume"
    "/un resume/resume de …/fais moi un resume/fais moi un resume de …/resume …/donne moi un apercu",
    this="ca/cela/l article/cet article/de l article/de cet article/le sujet/ce sujet/le texte/ce texte",
    pronouns="il/elle/ils/elles/lui/leur/leurs/son/sa/ses/cela/ca/ceci/y/en/celui/celle/ceux",
    openings="et/mais/ou/aussi/qu en est il de/continue",
)

_PORTUGUESE = Phrases(
    small_talk={
        SmallTalk.GREETING: "oi/ola/bom dia/boa tarde/boa noite/e ai",
        SmallTalk.THANKS: "obrigado/obrigada/muito obrigado/muito obrigada/valeu/legal/perfeito/ok/sim"
        "/nao/entendi",
        SmallTalk.FAREWELL: "tchau/ate logo/ate mais/ate amanha/adeus",
        SmallTalk.WELL_BEING: "tudo bem/como vai/como vai voce/como voce esta/como estas",
        SmallTalk.IDENTITY: "quem e voce/o que e voce/o que voce e/qual e o seu nome/qual o seu nome"
        "/voce e um bot"
        "/voce e humano/voce e um robo/quem criou voce/quem te criou",
        SmallTalk.ABILITIES: "o que voce pode fazer/o que voce sabe fazer/o que voce faz"
        "/o que voce sabe/ajuda"
        "/me ajuda/como funciona/como voce funciona/o que posso perguntar",
    },
    fillers="por favor/bot/footnote/pessoal/muito/isso",
    overview="fale sobre …/me fale sobre …/conte me sobre …/me conte sobre …/sobre o que e …"
    "/do que trata …/do que fala …"
    "/resumo/um resumo/resumo de …/faca um resumo/faca um resumo de …/resuma …",
    this="isso/isto/o artigo/este artigo/esse artigo/do artigo/deste artigo/o assunto/o texto/este texto",
    pronouns="ele/ela/eles/elas/lhe/lhes/seu/sua/seus/suas/dele/dela/deles/isso/isto/aquilo/la/ali/esse"
    "/essa/este/esta",
    openings="e/mas/ou/tambem/e quanto a/continue",
)

_RUSSIAN = Phrases(
    small_talk={
        SmallTalk.GREETING: "привет/здравствуи/здравствуите/добрыи день/добрыи вечер/доброе утро/хаи",
        SmallTalk.THANKS: "спасибо/большое спасибо/спасибо большое/благодарю/круто/отлично/понятно/ок"
        "/хорошо/да/нет"
        "/молодец",
        SmallTalk.FAREWELL: "пока/до свидания/до встречи/до завтра/спокоинои ночи",
        SmallTalk.WELL_BEING: "как дела/как ты/как поживаешь/как жизнь/как вы",
        SmallTalk.IDENTITY: "кто ты/ты кто/кто вы/что ты такое/как тебя зовут/ты бот/ты робот"
        "/ты человек/ты ии"
        "/кто тебя создал/кто тебя сделал",
        SmallTalk.ABILITIES: "что ты умеешь/что ты можешь/что ты знаешь/что ты умеешь делать/помощь"
        "/помоги/помоги мне"
        "/как ты работаешь/как это работает/что можно спросить/что я могу спросить",
    },
    fillers="пожалуиста/бот/всем/очень/тебе/вам/ну",
    overview="расскажи об …/расскажи о …/расскажи про …/расскажи мне об …/расскажи мне о …/о чем …/кратко"
    "/краткое содержание/краткое содержание …/резюме/перескажи …/обзор",
    this="этом/это/статья/эта статья/этои статье/статье/статью/эту статью/этои статьи/статьи/тема/эта тема",
    pronouns="он/она/оно/они/его/ее/их/ему/еи/им/него/нее/них/этот/эта/это/там/тогда/том/этого/этому",
    openings="а/и/но/или/также/продолжаи",
)

PHRASES: Mapping[str, Phrases] = {
    "en": _ENGLISH,
    "de": _GERMAN,
    "es": _SPANISH,
    "fr": _FRENCH,
    "pt": _PORTUGUESE,
    "ru": _RUSSIAN,
}
"""Language code → its phrases. People of every language also speak English to a bot."""
