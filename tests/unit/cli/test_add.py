import json
from pathlib import Path

import pytest

import corpus
from factory import TEXT
from shellings import OTHER_TEXT, Run, make_plain, make_teller
from variorum.store import open_store

PROSE = "Two men were shot in the village of Orlo on Friday, and the police said that they had no suspect.\n"


def write(**texts: str) -> None:
    for name, text in texts.items():
        Path(f"{name}.txt").write_text(text, encoding="utf-8")


def test_add_makes_record_of_folder(run: Run) -> None:
    """The files of a folder that may be reports are added, read and collated, and what that made is told."""
    folder = Path("reports")
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "deep" / "b.TXT").write_text(OTHER_TEXT, encoding="utf-8")
    (folder / "c.png").write_text("no report", encoding="utf-8")
    result = run("add", "reports", reader=make_teller)
    done = json.loads(result.stdout)
    assert (done["added"], done["read"], done["failed"], result.exit_code) == (2, 2, 0, 0)
    assert done["incidents"]


def test_add_adds_each_text_once(run: Run) -> None:
    """The same text under another name is already there."""
    write(a=PROSE, b=PROSE)
    done = json.loads(run("add", "a.txt", "b.txt").stdout)
    assert (done["added"], done["known"]) == (1, 1)
    again = json.loads(run("add", "a.txt").stdout)
    assert (again["added"], again["known"], again["read"]) == (0, 1, 0)


def test_add_goes_on_after_bad_file(run: Run) -> None:
    """A bad file and one that the reader fails on are a line each, the others are added, and the exit code is 1."""
    write(a=PROSE, b="", c="FAIL " + PROSE)
    result = run("add", "a.txt", "b.txt", "c.txt", "none.txt", "--format", "json")
    assert [line[:6] for line in result.stderr.splitlines()] == ["[E104]", "[E101]", "[E110]"]
    assert json.loads(result.stdout)["read"] == 1
    assert result.exit_code == 1


def test_add_leaves_failures_alone_until_retried(run: Run) -> None:
    """What could not be read is read again only when that is asked for."""
    write(a="FAIL " + TEXT)
    run("add", "a.txt")
    assert run("add").exit_code == 0
    assert run("add", "--retry").exit_code == 1


def test_add_keeps_report_that_hangs(run: Run) -> None:
    """A report that the reader never ends with is kept and marked with the cause; another reader can try it again."""
    write(a="HANG " + PROSE, b=PROSE)
    result = run("add", "a.txt", "b.txt", "--patience", "0.2", "--format", "json")
    assert (result.stderr[:6], json.loads(result.stdout)["read"], result.exit_code) == ("[E122]", 1, 1)
    with open_store("variorum.db") as store:
        assert [failure.message[:6] for failure in store.failures()] == ["[E122]"]
    assert json.loads(run("add", "--retry", reader=make_plain).stdout)["read"] == 2


def test_add_goes_on_where_it_was_interrupted(run: Run) -> None:
    """Ctrl-C keeps what was taken in; the command alone reads the rest."""
    write(a=PROSE, b="INTERRUPT " + PROSE, c="Then " + PROSE)
    result = run("add", "a.txt", "b.txt", "c.txt")
    assert result.stderr == "Interrupted: 1 of 3 reports are read. Nothing is lost; go on with: variorum add\n"
    assert result.exit_code == 130
    done = json.loads(run("add", reader=make_plain).stdout)
    assert (done["added"], done["read"]) == (0, 3)  # another reader reads all of them


def test_add_takes_files_and_dates_from_manifest(run: Run) -> None:
    """What a manifest lists is added with what it says."""
    write(a=PROSE)
    Path("m.csv").write_text("file,published,publisher\na.txt,2031-05,Courier\n", encoding="utf-8")
    run("add", "--manifest", "m.csv")
    report = json.loads(run("export").stdout)["reports"][0]
    assert (report["publisher"], report["published"]["start"]) == ("Courier", "2031-05-01")


@pytest.mark.parametrize(
    "arguments",
    [(), ("--samples", "a.txt"), ("folder",), ("a.txt", "--published", "Friday"), ("a.txt", "--policy", "mean")],
    ids=" ".join,
)
def test_add_refuses_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    """A request that makes no sense ends with exit code 2, and no record is made."""
    Path("folder").mkdir()
    write(a=PROSE)
    result = run("add", *arguments)
    assert (result.exit_code, Path("variorum.db").exists()) == (2, False)


def test_add_keeps_to_the_policy_of_the_record(run: Run) -> None:
    """Estimates of one record follow one policy: another is for rebuild to bring."""
    write(a=TEXT, b=OTHER_TEXT)
    run("add", "a.txt", "--policy", "range", reader=make_teller)
    assert run("add", "b.txt", "--policy", "ucdp", reader=make_teller).exit_code == 2
    assert run("add", "b.txt", reader=make_teller).exit_code == 0
    policies = {e["policy"] for i in json.loads(run("export").stdout)["incidents"] for e in i["estimates"]}
    assert policies == {"range"}


def test_add_tells_people_what_it_did(run: Run) -> None:
    """A person reads how much was added and made, and where to look."""
    write(a=TEXT)
    shown = run("add", "a.txt", "--format", "text", reader=make_teller).stdout
    assert shown.startswith("1 report added.\n")
    assert shown.endswith("See: variorum incidents\n")


def test_rebuild_makes_the_same_record(run: Run) -> None:
    """Made again from accounts and judgements, the record is the same to the byte."""
    write(a=TEXT, b=OTHER_TEXT)
    run("add", "a.txt", "b.txt", reader=make_teller)
    before = run("export").stdout
    assert run("rebuild", reader=make_teller).exit_code == 0
    assert run("export").stdout == before


def test_rebuild_changes_the_policy(run: Run) -> None:
    """All estimates follow the policy that rebuild is given."""
    write(a=TEXT)
    run("add", "a.txt", reader=make_teller)
    run("rebuild", "--policy", "conservative", reader=make_teller)
    assert json.loads(run().stdout)["policy"] == "conservative"


def test_add_takes_what_reports_come_in(run: Run) -> None:
    """A table and a page in an archive are added as the reports in them, with their names."""
    Path("rows.csv").write_text(f'body,date\n"{TEXT}",2031-05-09\n', encoding="utf-8")
    Path("mill.zip").write_bytes(corpus.archive())
    result = run("add", "rows.csv", "mill.zip", "--map", "text=body", "--format", "json", reader=make_plain)
    assert (json.loads(result.stdout)["added"], result.exit_code) == (2, 0)
    with open_store("variorum.db") as store:
        assert [report.id for report in store.reports()] == ["mill.zip/may/mill.html", "rows.csv#1"]


def test_add_keeps_originals_beside_the_record(run: Run) -> None:
    """The bytes as captured are under the hash that the report names."""
    Path("mill.html").write_bytes(corpus.page())
    run("add", "mill.html", "--keep-original", reader=make_plain)
    with open_store("variorum.db") as store:
        (report,) = store.reports()
    assert report.capture is not None
    sha256 = report.capture.sha256
    assert Path(f"variorum.db.originals/{sha256[:2]}/{sha256}").read_bytes() == corpus.page()


def test_add_marks_what_a_person_gave(run: Run) -> None:
    """What a person says of a page counts before what the page says, and is told to rest on that."""
    Path("mill.html").write_bytes(corpus.page())
    run("add", "mill.html", "--publisher", "The Echo", reader=make_plain)
    with open_store("variorum.db") as store:
        (report,) = store.reports()
    assert report.capture is not None
    assert (report.publisher, report.capture.basis.publisher) == ("The Echo", "given")
    assert report.capture.basis.title == "json-ld"


@pytest.mark.parametrize("value", ["text", "text=", "words=body", "text=a,text=b", ""])
def test_add_refuses_map_that_makes_no_sense(run: Run, value: str) -> None:
    """What does not say which column holds what is wrong usage."""
    assert run("add", "a.csv", "--map", value).exit_code == 2


@pytest.mark.parametrize(
    ("name", "code"),
    [("http://127.0.0.1:9/page", "E802"), ("http://[::1]:9/", "E802"), ("http://user:word@x.example/", "E801")],
)
def test_add_refuses_address_that_is_not_public(run: Run, name: str, code: str) -> None:
    """An address of this machine is one line that says why; the file beside it is added."""
    write(a=PROSE)
    result = run("add", name, "a.txt", "--format", "json", reader=make_plain)
    assert result.stderr.startswith(f"[{code}] {name}")
    assert (json.loads(result.stdout)["added"], result.exit_code) == (1, 1)
