"""Low, best and high for each outcome and group of an incident, under a named policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median_low

from variorum.collation.claims import Claim, one_voice
from variorum.collation.sides import lineage
from variorum.collation.tallies import Tally
from variorum.model.account import ActorType, Group
from variorum.model.record import ActorEntry, Estimate, PolicyName


def estimates_of(
    counted: Iterable[Tally], actors: Mapping[str, ActorEntry], policy: PolicyName = "ucdp"
) -> tuple[Estimate, ...]:
    """
    Give the estimates of one incident from its tallies, ordered by outcome and group.

    An estimate of a group `unknown` is of all people, those of the other groups among them: it is never to be added to
    theirs, nor `casualty` to `killed` and `injured`, nor `security_forces` to `military` and `police`.
    """
    return tuple(_estimate(tally, actors, policy) for tally in counted)


def _estimate(tally: Tally, actors: Mapping[str, ActorEntry], policy: PolicyName) -> Estimate:
    claims = _usable(tally.claims)
    doubted = bool(tally.denied) or (not claims and bool(tally.denials))
    if not claims:
        low, best, high, reason = _without_claims(tally)
    elif policy == "range":
        low, best, high, reason = _range(claims)
    elif policy == "conservative":
        low, best, high, reason = _conservative(claims, actors)
    else:
        low, best, high, reason = _ucdp(claims, actors, tally)
    if doubted and low > 0:
        low = 0
        reason += ", and a denial lowers the low to 0"
    if tally.covers:
        groups = sorted({f"{outcome} {group}".replace("_", " ") for outcome, group in tally.covers})
        reason += f"; it covers what is counted as {' and '.join(groups)}"
    return Estimate(
        outcome=tally.outcome,
        group=tally.group,
        low=min(low, best),
        best=best,
        high=high if high is None else max(high, best),
        policy=policy,
        contested=tally.contested,
        reason=reason[0].upper() + reason[1:] + ".",
        basis=tuple(figure.basis(tally.replaced.get(i), i in tally.reversed) for i, figure in enumerate(tally.figures)),
    )


def _usable(claims: Sequence[Claim]) -> list[Claim]:
    """Leave out counts of parts that a count of the whole agrees with: they are a least number and no rival of it."""
    wholes = [c for c in claims if c.whole]
    return [c for c in claims if c.whole or not any(c.agrees(w) for w in wholes)]


def _without_claims(tally: Tally) -> tuple[int, int, int | None, str]:
    if tally.reversed:
        return 0, 0, 0, "what was reported was taken back by later accounts"
    highs = [tally.figures[i].high for i in tally.denials]
    high = None if None in highs else max((h for h in highs if h is not None), default=0)
    return 0, 0, high, "nobody gives a figure and there are only denials"


def _top(claims: Sequence[Claim]) -> int | None:
    """Give the highest number: open above only where every claim is."""
    highs = [c.high for c in claims if c.high is not None]
    return max(*highs, *(c.low for c in claims)) if highs else None


def _bottom(claims: Sequence[Claim]) -> int:
    # A ceiling ("up to 200") says nothing of how few there were.
    return min((c.low for c in claims if not c.ceiling), default=0)


def _voices(claims: Iterable[Claim], actors: Mapping[str, ActorEntry]) -> int:
    """Count the claims of which no two are of `one_voice`: outlets by their names, of which there may be thousands."""
    voices: set[str] = set()
    speaking: list[Claim] = []
    for claim in claims:
        if claim.voice in voices:
            continue
        if claim.speaker is not None:
            if any(one_voice(claim, other, actors) for other in speaking):
                continue
            speaking.append(claim)
        voices.add(claim.voice)
    return len(voices)


def _supports(claims: Sequence[Claim], actors: Mapping[str, ActorEntry]) -> dict[Claim, int]:
    """Give how many voices agree with each of *claims*, its own among them; those of one content have the same."""
    of_content: dict[tuple[object, ...], int] = {}
    found: dict[Claim, int] = {}
    for claim in claims:
        if claim.content not in of_content:
            of_content[claim.content] = _voices([c for c in claims if c.agrees(claim)], actors)
        found[claim] = of_content[claim.content]
    return found


def _range(claims: Sequence[Claim]) -> tuple[int, int, int | None, str]:
    low, high = _bottom(claims), _top(claims)
    best = median_low(c.low for c in claims if not c.ceiling) if any(not c.ceiling for c in claims) else low
    spread = f"the least and the most that any of {len(claims)} standing figures says"
    return low, best, high, spread if len(claims) > 1 else "there is one standing figure"


def _conservative(claims: Sequence[Claim], actors: Mapping[str, ActorEntry]) -> tuple[int, int, int | None, str]:
    support = _supports(claims, actors)
    backed = [c for c in claims if support[c] > 1]
    used = backed or claims
    best = _bottom(used)
    if backed:
        return best, best, _top(used), "the lowest figure that two independent voices agree with"
    if len(claims) > 1:
        return best, best, _top(used), "no two independent voices agree, so the lowest figure is taken"
    return best, best, _top(used), "there is one standing figure"


_COMBATANTS: dict[Group, frozenset[ActorType]] = {
    "militant": frozenset({"armed_group"}),
    "military": frozenset({"state", "government", "military", "intelligence"}),
    "police": frozenset({"state", "government", "police"}),
    "security_forces": frozenset({"state", "government", "military", "police", "intelligence"}),
    "official": frozenset({"state", "government"}),
}


def _tier(claim: Claim, group: Group, actors: Mapping[str, ActorEntry]) -> int:
    """
    Rank how far a voice can be relied on: 2 for the disinterested, 1 for a party, 0 where the figure serves the party.

    A party that admits its own dead, or civilian dead of its own attack, speaks against its interest and ranks 2; one
    that counts its enemies' dead, or finds that its attack killed no civilians, speaks for it.
    """
    rank = 2
    if claim.speaker and claim.side in ("initiator", "target"):
        rank = 1
        types = {actors[a].type for a in lineage(claim.speaker, actors) if a in actors}
        if group in _COMBATANTS:
            rank = 2 if types & _COMBATANTS[group] and claim.low else 0
        elif claim.side == "initiator" and group == "civilian":
            rank = 2 if claim.low else 0
    return rank if claim.certainty == "reported" else rank - 1


def _ucdp(claims: Sequence[Claim], actors: Mapping[str, ActorEntry], tally: Tally) -> tuple[int, int, int | None, str]:
    firm = [c for c in claims if not c.ceiling]
    if not firm:
        return 0, 0, _top(claims), "only an upper bound is told"
    support = _supports(firm, actors)
    tiers = {c: _tier(c, tally.group, actors) for c in firm}

    def rank(claim: Claim) -> tuple[object, ...]:
        day = (claim.since or date.min).toordinal()
        backed = min(support[claim], 2)
        return (-tiers[claim], -backed, -day, -support[claim], claim.low, claim.key)

    chosen = min(firm, key=rank)
    if not chosen.exact:
        # "At least 40" leaves room for the exact figure of another voice that it agrees with.
        chosen = min((c for c in firm if c.exact and c.agrees(chosen)), key=rank, default=chosen)
    certain = [c for c in firm if c.certainty == "reported"] or firm
    return min(_bottom(certain), chosen.low), chosen.low, _top(claims), _why(chosen, support, tiers)


def _why(chosen: Claim, support: Mapping[Claim, int], tiers: Mapping[Claim, int]) -> str:
    if len(support) == 1:
        return "there is one standing figure"
    reasons = []
    if support[chosen] > 1:
        reasons.append(f"{support[chosen]} independent voices agree with it")
    if min(tiers.values()) < tiers[chosen]:
        reasons.append("its voice has less of a stake than others")
    others = [c for c in support if c is not chosen and not c.agrees(chosen)]
    if others and all(chosen.after(c) for c in others):
        reasons.append("it is the latest")
    elif others and all(chosen.low < c.low for c in others):
        reasons.append("it is the lower one")
    return f"{chosen.low} is taken since " + " and ".join(reasons or ["it is the most precise"])
