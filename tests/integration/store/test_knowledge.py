import pytest

from variorum.model.knowledge import KnowledgeKind, KnowledgeList, KnowledgeState
from variorum.store import Store


def listed(
    name: str = "villages", version: int = 1, kind: KnowledgeKind = "places", *, removed: bool = False
) -> KnowledgeList:
    """Make the description of a list."""
    return KnowledgeList(
        kind=kind,
        name=name,
        version=version,
        source="x.csv",
        sha256="0" * 64,
        digest=f"{version}" * 64,
        entries=3,
        at="2031-05-09T10:00:00Z",
        user="ann",
        removed=removed,
    )


def test_last_version_counts_and_earlier_ones_stay(store: Store) -> None:
    """A list is current in its last version; what an earlier one held can be had."""
    for entry in (listed(), listed("camps"), listed(version=2), listed(kind="actors")):
        store.save_knowledge(entry, f"{entry.kind} {entry.name} {entry.version}".encode())
    assert store.current_knowledge() == (listed("camps"), listed(version=2), listed(kind="actors"))
    assert store.knowledge("places") == (listed(), listed("camps"), listed(version=2))
    assert store.knowledge_content(listed()) == b"places villages 1"


def test_removed_list_leaves_its_name_alone(store: Store) -> None:
    """A list that is removed is not current, its versions stay listed, and nothing of what they held is left."""
    store.save_knowledge(listed(), b"x")
    store.save_knowledge(listed("camps"), b"y")
    store.save_knowledge(listed(version=2, removed=True), None)
    assert store.current_knowledge() == (listed("camps"),)
    assert [entry.version for entry in store.knowledge()] == [1, 1, 2]
    with pytest.raises(LookupError):
        store.knowledge_content(listed())


def test_state_says_what_a_digest_stands_for(store: Store) -> None:
    """Each state of the lists that was noted is there under its digest, once."""
    store.save_knowledge_state("ab", [listed()])
    store.save_knowledge_state("aa", [])
    store.save_knowledge_state("ab", [listed()])
    assert store.knowledge_states() == (KnowledgeState(digest="aa"), KnowledgeState(digest="ab", lists=(listed(),)))


def test_address_opens_the_same_record(store: Store) -> None:
    """What a store calls its address opens it once more."""
    from variorum.store import open_store

    store.save_knowledge(listed(), b"x")
    with open_store(store.address, create=False) as again:
        assert again.current_knowledge() == (listed(),)
