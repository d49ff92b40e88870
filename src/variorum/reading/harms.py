"""
Harms: how many of whom were killed, hurt, taken or driven out, by whose account.

A harm starts from a word that tells one (the trigger head's outcome) and from the people that it befell; each counted
group is a harm of its own, with the words of its count.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, get_args

from variorum.codebook.forms import all_forms
from variorum.model import Harm
from variorum.model.account import Group, HarmStance, Outcome
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.context import Context
from variorum.reading.counts import lexicon as lexicon_of_counts
from variorum.reading.happenings import Mention
from variorum.reading.owners import BODIES
from variorum.reading.parties import by_argument
from variorum.reading.people import ANAPHORS, PEOPLE, RANKS, Counted, count, group_of, lexicon, noun_after, parts
from variorum.reading.tolls import giver, is_lost, is_people, is_put, is_spared, read_toll
from variorum.reading.voices import Voice, Voices

if TYPE_CHECKING:
    from spacy.tokens import Token

OUTCOMES = frozenset(get_args(Outcome))


GROUP_OF_ACTOR: dict[str, Group] = {
    "military": "military",
    "police": "police",
    "armed_group": "militant",
    "government": "official",
    "civilians": "civilian",
}
"""The group of people whom only their actor tells ("12 Somalis" of the pirates)."""


def _group_elsewhere(context: Context, head: Token) -> Group:
    """
    Find the group of people whose own words do not tell it.

    A bare number belongs to the people counted before it ("five soldiers were killed and seven wounded"), as do others
    ("a rebel was killed and two others hurt"); the rest to what the report calls them in another place.
    """
    nouns, _, _ = lexicon()
    if head.pos_ == "NUM" or head.lower_ in ANAPHORS:
        if (noun := noun_after(head)) is not None:
            return group_of(noun)[0]
        if (noun := _numbered(head)) is not None:
            return group if (group := group_of(noun)[0]) != "unknown" else _group_elsewhere(context, noun)
        before = [
            t
            for t in head.doc[syntax.sentence(head)[0] : head.i]
            if t.pos_ == "NOUN" and t.lower_ not in ANAPHORS and _counts(t)
        ]
        groups = {group for t in before if (group := group_of(t)[0]) != "unknown"}
        if not groups and (attacked := _attacked(context, head)) != "unknown":
            return attacked
        told = [t for t in before if is_people(t) or t.ent_type_]
        if told and not groups:
            return _group_elsewhere(context, told[-1])
        # Of two kinds of people before it, none can be said to be meant.
        return groups.pop() if len(groups) == 1 else "unknown"
    actor_id = context.actors.resolve_head(head)
    if actor_id is None:
        return "unknown"
    actor = context.actors.get(actor_id)
    for known in (actor, context.actors.get(actor.parent) if actor.parent else None):
        if known is not None and known.type in GROUP_OF_ACTOR:
            return GROUP_OF_ACTOR[known.type]
    for mention in actor.mentions:
        for word in reversed(mention.quote.lower().split()):
            if word in nouns and word not in RANKS:
                return nouns[word]
    for mention in actor.mentions[:_TOLD]:
        first, last = context.tokens(mention.start, mention.end)
        group = group_of(context.doc[first:last].root)[0]
        if group != "unknown":
            return group
    return "unknown"


_TOLD = 12
"""Mentions of somebody by which it is sought who he is."""


def _numbered(figure: Token) -> Token | None:
    """Find what "the number of" counts whose figure stands behind it: "put the number of children killed at eight"."""
    if figure.pos_ != "NUM":
        return None
    before = figure.doc[syntax.sentence(figure)[0] : figure.i]
    numbers = [t for t in before if t.lower_ in {"number", "total", "count", "toll"}]
    return next((t for noun in numbers[-1:] for word, t in syntax.phrases(noun) if word == "of"), None)


def _attacked(context: Context, number: Token) -> Group:
    """Give the group of those whom an attack is said to hit that killed a number: "fired on pupils, killing six"."""
    verb = number.head
    if number.dep_ not in syntax.OBJECT or verb.tag_ != "VBG":
        return "unknown"
    # "Bombed the troops, killing ten and wounding eight".
    verb = syntax.first_conjunct(verb)
    nouns = verb is not number.head and any(t.pos_ == "NOUN" for t in syntax.patients(verb))
    if nouns or verb.head.pos_ != "VERB":
        return "unknown"
    attack = verb.head
    above = [attack, *(c for c in attack.children if c.dep_ == "conj" and c.i < verb.i)]
    for clause in reversed(above):
        hit = [*syntax.patients(clause), *(t for word, t in syntax.phrases(clause) if word in AGAINST)]
        for token in (t for t in hit if t.pos_ != "PRON"):
            group = group_of(token)[0]
            if group == "unknown":
                actor = context.actors.resolve_head(token, create=False)
                group = GROUP_OF_ACTOR.get(context.actors.get(actor).type, "unknown") if actor is not None else group
            if group != "unknown":
                return group
    return "unknown"


AGAINST = frozenset({"on", "upon", "at", "against"})
"""Prepositions of those whom an attack is aimed at."""


def _said_to_be(number: Token) -> Token | None:
    """Give what some of the dead or hurt are said to have been ("46 of the wounded were soldiers")."""
    kind = number.head
    share = number.pos_ == "NUM" and number.dep_ in syntax.SUBJECT and kind.pos_ == "NOUN"
    return kind if share and any(c.dep_ == "cop" for c in kind.children) else None


PARTS = frozenset(
    {
        "commander",
        "commanders",
        "leader",
        "leaders",
        "member",
        "members",
        "one",
        "man",
        "men",
        "some",
        "several",
        "both",
        "fighter",
        "fighters",
    }
)
"""Words for people that leave to what comes after "of" who they are ("two members of the front")."""


def _of_body(context: Context, head: Token) -> Group | None:
    """Give the group of the members of a body by what the body is."""
    if head.pos_ != "NUM" and head.lower_ not in PARTS:
        return None
    bodies = [t for word, t in syntax.phrases(head) if word in {"of", "from"} and t.ent_type_ not in {"LOC", "TIME"}]
    bodies += [c for c in head.children if c.dep_ == "compound" and c.ent_type_ == "ORG"]
    for token in bodies:
        actor = context.actors.resolve_head(token, create=False)
        found = GROUP_OF_ACTOR.get(context.actors.get(actor).type) if actor is not None else None
        if found in {"military", "police", "militant"}:
            return found
    return None


def _of_loser(context: Context, word: Token, head: Token) -> Group | None:
    """Give the group of the men whom a force is said to have lost: its own."""
    if not is_lost(word) or (head.lower_ not in PEOPLE and head.pos_ != "NUM"):
        return None
    for loser in syntax.agents(word) if word.pos_ == "VERB" else ():
        actor = context.actors.resolve_head(loser, create=False)
        found = GROUP_OF_ACTOR.get(context.actors.get(actor).type) if actor is not None else None
        if found in {"military", "police", "militant"}:
            return found
    return None


BEFALLS = frozenset({"die", "perish", "drown", "suffer", "sustain", "receive"})
"""Verbs in the active voice whose subject is harmed."""


def _counts(noun: Token) -> bool:
    """Tell whether a noun counts those to whom something is done: "five soldiers", "a soldier", "one of the rebels"."""
    main = noun.head if noun.dep_ == "appos" else noun
    if main.dep_ == "nsubj" and main.head.pos_ == "VERB" and main.head.lemma_.lower() not in BEFALLS:
        return False
    if any(c.dep_ == "nummod" or c.lower_ in {"a", "an"} for c in noun.children):
        return True
    if noun.dep_ in syntax.SUBJECT | syntax.OBJECT and noun.i > noun.sent.start and noun.nbor(-1).pos_ == "NUM":
        # "On 19 October 24 soldiers": the parse may give the number to the day.
        return True
    return noun.dep_ == "nmod" and noun.head.pos_ == "NUM" and syntax.preposition(noun) == "of"


def find_harms(
    context: Context, mention: Mention, voices: Voices, outcome: str, rivals: Sequence[Mention] = ()
) -> Iterator[Harm]:
    """
    Yield the harms that one harm word tells.

    Of several harm words the nearest takes a victim: in "five soldiers were killed and seven wounded" each verb has its
    own, though the parse gives both to both. *rivals* are the other harm words around.
    """
    if outcome not in OUTCOMES or _is_fired(mention.head) or _is_aimed(mention.head):
        return
    voice = voices.at(mention.head.i)
    outcome = _together(mention.head) or _by_word(mention.head) or outcome
    if outcome in TAKEN:
        outcome = _by_taker(context, mention.head) or outcome
    seen: set[tuple[int, int]] = set()
    victims = list(_victims(context, mention, rivals))
    told = any(not c.bare for c in victims)
    nobody = syntax.counts_none(mention.head) or is_spared(mention.head)
    lowers = columns(mention.head.doc).lowers[slice(*syntax.sentence(mention.head))]
    before = "since" in lowers or "until" in lowers
    for counted in victims:
        if before and (nobody or counted.high == 0):
            # "No soldier had been killed there since 1997": that is told of other times.
            continue
        if outcome in CUSTODY and (nobody or counted.high == 0):
            # "No arrests have been made": nobody was harmed, or spared.
            continue
        if (counted.start, counted.end) in seen or not _nearest(counted, mention, rivals, outcome):
            continue
        if counted.bare and told:
            # In "12 children and teenagers" the number is for both.
            continue
        seen.add((counted.start, counted.end))
        if nobody and counted.low > 0:
            counted = dataclasses.replace(counted, low=0, high=0)
        # Who "gave 37" is answerable for the number, not for the verb.
        yield _harm(context, mention, counted, outcome, voice or voices.at(counted.head.i))


def _is_aimed(word: Token) -> bool:
    """Tell whether people were shot at, which hits nobody yet."""
    return word.lower_ == "shot" and word.pos_ == "VERB" and word.i + 1 < len(word.doc) and word.nbor(1).lower_ == "at"


def _is_fired(word: Token) -> bool:
    """Tell whether a shot is what was fired, and nobody who was hit ("at least one shot fired")."""
    if word.lower_ not in {"shot", "shots"} or word.pos_ != "NOUN":
        return False
    around = (word.head, *word.children, *word.doc[word.i + 1 : word.i + 3])
    return any(t.lemma_.lower() in {"fire", "hear", "ring"} for t in around)


_HANGING = frozenset({"acl", "acl:relcl", "amod"})
"""Relations of what is said of people by the way."""


def _nearest(counted: Counted, mention: Mention, rivals: Sequence[Mention], outcome: str) -> bool:
    mine = _distance(mention.head, counted.head)
    mine_by_grammar = _takes(mention.head, counted.head)
    for rival in rivals:
        if rival.head.i == counted.head.i:
            # "30 dead, 37 hurt": the word for one harm is not the victim of the other.
            return False
        if mine_by_grammar and rival.head.dep_ in _HANGING and rival.head.head.i == counted.head.i:
            # "Four rebels arrested in May were found dead": what else is said of them takes nothing away.
            continue
        differs = rival.trigger.outcome not in {None, mention.trigger.outcome}
        its = differs and _takes(rival.head, counted.head)
        joined = syntax.first_conjunct(rival.head) == syntax.first_conjunct(mention.head)
        if its != mine_by_grammar and not joined:
            if its:
                return False
            continue
        if differs and outcome != "casualty" and _distance(rival.head, counted.head) < mine:
            return False
    return True


def _takes(word: Token, victim: Token) -> bool:
    """Tell whether by the grammar a word of harm tells it of somebody."""
    return any(t.i == victim.i for t in _by_syntax(word))


def _distance(word: Token, victim: Token) -> int:
    """Count the words between, and more on the wrong side: who is killed is before the verb, whom one kills after."""
    if word.i == victim.i:
        return 0
    counts = word.i + 1 < len(word.doc) and word.nbor(1).pos_ == "NUM"
    suffers = word.lemma_.lower() in BEFALLS or (word.pos_ == "NOUN" and word.head.lemma_.lower() in BEFALLS)
    before = not counts and (word.pos_ == "ADJ" or suffers or (word.pos_ == "VERB" and syntax.is_passive(word)))
    return abs(word.i - victim.i) + (0 if (victim.i < word.i) == before else 10)


def _by_word(head: Token) -> str | None:
    """Correct the outcome by the verb: who is shot is not told to be dead, who is captured is not detained."""
    lemma = OUTCOME_OF.get(head.lower_)
    if lemma == "casualty":
        around = (
            {c.lower_ for c in head.children}
            | {t.lower_ for t in syntax.conjuncts(head)}
            | {head.nbor(1).lower_ if head.i + 1 < len(head.doc) else ""}
        )
        if around & {"dead", "death", "fatally", "killed", "died", "to"}:
            return "killed"
        return "casualty"
    return lemma


TAKEN = frozenset({"abducted", "detained", "captured"})
"""Outcomes of people who are held against their will, which who holds them tells apart."""

HOLD = all_forms(("hold", "keep", "seize", "take"))
"""Verbs of holding that leave open by what right."""


def _by_taker(context: Context, verb: Token) -> str | None:
    """Tell the outcome of a verb of holding by who holds: the state's forces detain, others abduct."""
    if verb.lower_ not in HOLD:
        return None
    if any(t.lower_ in {"prisoner", "captive"} for t in verb.doc[verb.i + 1 : verb.i + 3]):
        return "captured"
    for taker in syntax.agents(verb):
        group = group_of(taker)[0]
        if group == "unknown":
            actor = context.actors.resolve_head(taker, create=False)
            group = GROUP_OF_ACTOR.get(context.actors.get(actor).type, "unknown") if actor is not None else group
        if group == "civilian" and verb.lower_ not in all_forms(("hold", "keep")):
            # Neighbours seize a thief.
            continue
        if group != "unknown" or taker.lower_ in PRISONERS:
            return "detained" if group in {"police", "military", "security_forces", "official"} else "abducted"
    return None


PRISONERS = all_forms(("inmate", "prisoner", "convict", "detainee"))

CUSTODY = frozenset({"detained", "captured"})
"""Outcomes of people who may well not be civilians."""

OUTCOME_OF = {
    "shot": "casualty",
    "captured": "captured",
    "capture": "captured",
    "capturing": "captured",
    "arrested": "detained",
    "detained": "detained",
    "arrest": "detained",
    "arrests": "detained",
    "arresting": "detained",
    "kidnapped": "abducted",
    "abducted": "abducted",
    "hijacked": "abducted",
}


def _together(head: Token) -> str | None:
    """Tell whether dead and hurt are counted as one ("were killed or injured", "killed and wounded 60")."""
    start, end = syntax.sentence(head)
    beside = [t for t in (head.i - 2, head.i + 2) if start <= t < end]
    for t in beside:
        # Side by side with "or" between them, whatever the parse makes of it.
        if head.doc[(t + head.i) // 2].lower_ == "or" and {head.lower_, head.doc[t].lower_} in _DEAD_OR_HURT:
            return "casualty"
    first = syntax.first_conjunct(head)
    verbs = syntax.conjuncts(first)
    if len(verbs) < 2 or not all(v.lemma_.lower() in HARM_LEMMAS for v in verbs):
        return None
    kinds = {HARM_LEMMAS[v.lemma_.lower()] for v in verbs}
    if kinds != {"killed", "injured"}:
        return None
    own = [v for v in verbs if any(c.dep_ in syntax.OBJECT or c.dep_ in syntax.SUBJECT for c in v.children)]
    return "casualty" if len(own) <= 1 else None


_DEAD_OR_HURT = [{dead, hurt} for dead in ("killed", "dead") for hurt in ("injured", "wounded", "hurt")]

HARM_LEMMAS = {
    "kill": "killed",
    "die": "killed",
    "slay": "killed",
    "injure": "injured",
    "wound": "injured",
    "hurt": "injured",
}


def _harm(context: Context, mention: Mention, counted: Counted, outcome: str, voice: Voice | None) -> Harm:
    group, subgroup = group_of(counted.head)
    if group == "unknown" and (kind := _said_to_be(counted.head)) is not None:
        group, subgroup = group_of(kind)
    group = _of_body(context, counted.head) or _of_loser(context, mention.head, counted.head) or group
    if group == "unknown":
        group = _group_elsewhere(context, counted.head)
        if group == "civilian" and outcome in CUSTODY:
            # "31 people were arrested": of whom they are nothing is told.
            group = "unknown"
    low, high = counted.low, counted.high
    stance: HarmStance = "asserts"
    denied = voice is not None and voice.stance == "denies"
    negated = mention.head.pos_ in {"VERB", "AUX", "ADJ"} and syntax.negation(mention.head) is not None
    if denied or (negated and low > 0):
        low, high, stance = 0, 0, "denies" if denied else "asserts"
    span = context.span(counted.start, counted.end)
    speaker = voice.speaker if voice is not None else _giver(context, counted.head)
    return Harm(
        outcome=outcome,  # type: ignore[arg-type]
        group=group,
        subgroup=subgroup,
        low=low,
        high=high,
        approximate=counted.approximate,
        names=counted.names,
        speaker=speaker,
        stance=stance,
        start=span.start,
        end=span.end,
        quote=span.quote,
    )


def _giver(context: Context, number: Token) -> str | None:
    """Give who is told to give a number where no voice is heard ("the police raised the toll to 31")."""
    subject = giver(number)
    actor = context.actors.resolve_head(subject) if subject is not None else None
    return actor if actor is not None and context.actors.get(actor).type in SPEAKING else None


SPEAKING = BODIES | {"intelligence", "person"}
"""Types of actors that give tolls."""


def _victims(context: Context, mention: Mention, rivals: Sequence[Mention] = ()) -> Iterator[Counted]:
    """Count whom a harm word befell: those that the model gives it, and those that the grammar does."""
    told = [r.head.i for r in rivals if r.trigger.outcome is not None]
    own = syntax.patients(mention.head) if mention.head.pos_ == "VERB" else []
    told_of = (t for t, _ in by_argument(mention, "victim"))
    heard = _counted(context, mention, (t for t in told_of if not _is_another(mention, t, own)))
    known = {counted.head.i for counted in heard}
    parsed = _counted(context, mention, _by_syntax(mention.head))
    lists = [(c.start, c.end) for c in parsed if len(c.names) > 1]
    heard = [c for c in heard if not any(start <= c.start and c.end <= end for start, end in lists)]
    for whole in [*heard, *(c for c in parsed if c.head.i not in known)]:
        yield whole
        yield from parts(context, whole, told, mention.head.i)


def _is_another(mention: Mention, victim: Token, own: Sequence[Token]) -> bool:
    """
    Tell whether by the grammar somebody whom the model takes for a victim is none of this word's.

    That is who does it, whose a thing is, and the object of another verb where this one has its *own*.
    """
    head = mention.head
    top = syntax.first_conjunct(victim)
    if victim.head != head and is_put(victim):
        # In "raised its toll from 20 to 22, with 50 wounded" the first two are no wounded.
        return True
    if victim.dep_ in {"nmod:poss", "poss"} and victim.head != head:
        return True
    suffers = head.lemma_.lower() in BEFALLS or is_lost(head)
    if head.pos_ != "VERB" or victim in own or suffers or head.head in (victim, top):
        return False
    if any(t.tag_ in {"WP", "WDT", "PRP"} and t.lower_ != "him" for t in own) and victim.i < head.i:
        # Whom "who" or "they" stands for was told before.
        return False
    if top.dep_ == "nsubj" and top.head == head and not syntax.is_passive(head) and own:
        return True
    return bool(own) and top.dep_ in syntax.OBJECT | syntax.SUBJECT and top.head.pos_ == "VERB" and top.head != head


def _counted(context: Context, mention: Mention, tokens: Iterable[Token]) -> list[Counted]:
    heads = {noun.i: noun for t in tokens for noun in (_numbered_by(t) or [t])}
    found: list[Counted] = []
    for _, token in sorted(heads.items()):
        counted = count(context, token, people=token is mention.head or is_put(token)) or _unharmed(mention, token)
        if counted is None or _is_of_things(token):
            continue
        if (first := _first_of_two(context, counted)) is not None:
            found.append(first)
            counted = dataclasses.replace(counted, start=first.end + 1)
        if found and found[-1].end >= counted.start and counted.names:
            # A title and the name after it that the parse tore apart are one person.
            found[-1] = dataclasses.replace(found[-1], end=counted.end, names=counted.names)
        elif found and _goes_on(found[-1], counted):
            # "A, B and C were killed" is one count, of three who are named.
            last, names = found[-1], (*found[-1].names, *counted.names)
            found[-1] = dataclasses.replace(last, end=counted.end, low=len(names), high=len(names), names=names)
        else:
            found.append(counted)
    return found


def _numbered_by(noun: Token) -> list[Token]:
    """Give the people whose number a noun tells ("a couple of nurses", "a score of fishermen")."""
    if noun.lower_ not in NUMBERS:
        return []
    return [t for word, t in syntax.phrases(noun) if word == "of" and t.pos_ in {"NOUN", "PROPN"}]


NUMBERS = frozenset({"couple", "score", "pair", "handful", "number"})
"""Nouns that tell how many those are who are named behind them."""


def _unharmed(mention: Mention, people: Token) -> Counted | None:
    """Count none of the people told of before who came off unharmed ("the officers were not injured")."""
    head = mention.head
    if people.tag_ not in {"NNS", "NNPS"} or not is_people(people):
        return None
    if not is_spared(head) and (head.pos_ not in {"VERB", "ADJ"} or syntax.negation(head) is None):
        return None
    start, end = syntax.base(people)
    return Counted(people, start, end, 0, 0, False, ())


def _first_of_two(context: Context, counted: Counted) -> Counted | None:
    """Count the first of two kinds of people that share a noun ("two Kenyan and three Somali soldiers")."""
    doc = counted.head.doc
    joined = next((i for i in range(counted.start + 2, counted.head.i - 1) if doc[i].lower_ == "and"), None)
    if joined is None or doc[joined + 1].pos_ != "NUM" or doc[joined - 1].pos_ not in {"ADJ", "PROPN"}:
        return None
    numbers = context.quantities_in(doc[counted.start].idx, doc[joined].idx)
    number = next((q for q in numbers if q.kind == "count" and not q.article), None)
    if number is None:
        return None
    return Counted(counted.head, counted.start, joined, number.low, number.high, number.approximate, ())


def _is_of_things(number: Token) -> bool:
    """Tell a number of things: "one of the bullets"."""
    if number.pos_ != "NUM":
        return False
    of = [t for word, t in syntax.phrases(number) if word == "of"]
    return any(lexicon_of_counts().plurals.get(t.lower_, ("", ""))[0] in {"objects", "events"} for t in of)


def _goes_on(last: Counted, named: Counted) -> bool:
    """Tell whether a named person goes on with an enumeration of named people of one group."""
    if not (last.names and named.names and last.low == len(last.names) and named.low == len(named.names)):
        return False
    between = last.head.doc[last.end : named.start]
    listed = all(t.text == "," or t.lower_ in {"and", "&"} or _is_beside_name(t) for t in between) and len(between) > 0
    return listed and group_of(last.head)[0] == group_of(named.head)[0]


def _is_beside_name(token: Token) -> bool:
    """Tell whether a word is of an age, or of who somebody is, behind the name ("A, 26, and B, a farmer")."""
    while token.dep_ not in {"conj", "root", "cc"} and token.ent_type_ != "PER" and token.pos_ != "VERB":
        token = token.head
    return token.ent_type_ == "PER"


def _by_syntax(head: Token) -> list[Token]:
    """Find who a harm word befalls by the parse alone."""
    toll = read_toll(head)
    if toll is not None:
        return list(toll.counted)
    if head.dep_ == "amod" and head.i < head.head.i and head.head.pos_ == "NOUN":
        return [head.head]
    if head.pos_ in {"VERB", "AUX"}:
        if head.lemma_.lower() in {"die", "perish", "drown"}:
            return syntax.subjects(head)
        # "Spoke of 35 killed".
        return syntax.patients(head) or [head for c in head.children if c.dep_ == "nummod"][:1]
    if head.pos_ == "ADJ":
        left = [c for c in head.children if c.dep_ in syntax.SUBJECT]
        if left:
            return [t for s in left for t in syntax.conjuncts(s)]
        if head.dep_ in {"xcomp", "amod"} and head.head.pos_ in {"VERB", "NOUN"}:
            return [head.head] if head.dep_ == "amod" else syntax.patients(head.head)
        # "46 people were killed and 129 hurt": the word for the harm stands for those whom it befell.
        return [head] if any(c.dep_ == "nummod" for c in head.children) else []
    counted = [c for c in head.children if c.dep_ == "nummod"]
    of = [t for word, t in syntax.phrases(head) if word in {"of", "to", "among", "against"}]
    owners = [c for c in head.children if c.dep_ in {"nmod:poss", "poss"}]
    told = counted or head.lower_ in PEOPLE or syntax.counts_none(head)
    return of or owners or _bearers(head) or ([head] if told else [])


def _bearers(hurt: Token) -> list[Token]:
    """Find who has what a noun of harm names: "a girl suffered burns", "five patients with gunshot wounds"."""
    above = hurt.head
    if hurt.dep_ in syntax.OBJECT and above.lemma_.lower() in {"suffer", "sustain", "receive"}:
        return syntax.subjects(above)
    if syntax.preposition(hurt) == "with":
        return syntax.patients(above) if above.pos_ == "VERB" else [above] if above.pos_ == "NOUN" else []
    return []
