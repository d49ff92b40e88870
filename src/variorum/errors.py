"""
Every message that a user of the library or the command can meet.

An exception says what happened, with the value, and what to do next, in one line. Those below `ReportError` concern one
report, and the others go on; those below `RequestError` concern the request as a whole. An `Issue` is a warning: the
report was read, and a reader of the data should know this about it.

    VariorumError
    ├── ReportError              one report cannot be read
    │   ├── ReportMissing        E101
    │   ├── ReportIsDirectory    E102
    │   ├── ReportUnreadable     E103
    │   ├── ReportEmpty          E104
    │   ├── ReportTooLarge       E105
    │   ├── ReportTooLong        E106
    │   ├── ReportBinary         E107
    │   ├── ReportUndecodable    E108
    │   ├── ReportNotEnglish     E109
    │   ├── ReaderFailed         E110
    │   ├── ReaderDied           E111
    │   ├── ReportDamaged        E112
    │   ├── ReportLocked         E113
    │   ├── TextMissing          E114
    │   ├── UnpacksTooFar        E115
    │   ├── ParserSlow           E116
    │   ├── ParserDied           E117
    │   ├── LibraryMissing       E118
    │   ├── ColumnsUnknown       E119
    │   ├── RowBad               E120
    │   ├── FormatUnread         E121
    │   ├── ReaderSlow           E122
    │   └── FetchError           a page cannot be fetched
    │       ├── AddressBad       E801
    │       ├── AddressForbidden E802
    │       ├── HostNotFound     E803
    │       ├── FetchFailed      E804
    │       ├── FetchRefused     E805
    │       ├── FetchSlow        E806
    │       ├── FetchTooLarge    E807
    │       ├── RobotsForbid     E808
    │       ├── RedirectsEndless E809
    │       ├── FetchOff         E810
    │       └── WebhookForbidden E811
    └── RequestError             the request cannot be carried out as it stands
        ├── PipelineMissing      E201
        ├── PipelineLacks        E202
        ├── DateInvalid          E203
        ├── DataUnusable         E206
        ├── IncidentMissing      E207
        ├── JudgementBad         E208
        ├── IncidentAmbiguous    E209
        ├── ReportUnknown        E210
        ├── ActorMissing         E211
        ├── ParameterBad         E212
        ├── TooMuchForDossier    E213
        ├── OriginalsRefused     E214
        ├── MapBad               E215
        ├── EngineMissing        E216
        ├── EngineFailed         E217
        ├── WebError             a request to the server is refused
        │   ├── RequestBad       E501
        │   ├── NotSignedIn      E502
        │   ├── NotAllowed       E503
        │   ├── SignInWrong      E504
        │   ├── TooManyTries     E505
        │   ├── ForeignPage      E506
        │   ├── HostUnknown      E507
        │   ├── NothingThere     E508
        │   ├── ChangedMeanwhile E509
        │   ├── FormatUnknown    E510
        │   ├── TooMuch          E511
        │   ├── ServerFailed     E512
        │   └── ServeRefused     E513
        ├── UserError            users cannot be changed so
        │   ├── UserMissing      E601
        │   ├── UserTaken        E602
        │   ├── UserNameBad      E603
        │   ├── PasswordBad      E604
        │   ├── LastAdmin        E605
        │   └── TokenMissing     E606
        ├── ExportError          an export cannot be written so
        │   ├── CodesUnusable    E701
        │   └── ExtraMissing     E702
        ├── DatasetError         a published data set cannot be used
        │   ├── DatasetUnusable  E703
        │   ├── DatasetMissing   E704
        │   └── DatasetTaken     E705
        ├── ListError            a list of places or actors cannot be given or taken
        │   ├── ListUnusable     E706
        │   ├── ListRowBad       E707
        │   └── ListMissing      E708
        ├── ManifestError
        │   ├── ManifestUnusable E204
        │   └── ManifestRowBad   E205
        └── StoreError           the record's database cannot do it
            ├── StoreMissing     E401
            ├── StoreForeign     E402
            ├── StoreNewer       E403
            ├── StoreBusy        E404
            ├── StoreFull        E405
            ├── StoreRefused     E406
            ├── StoreUnreachable E407
            ├── StoreAddressBad  E408
            ├── StoreDriverMissing E409
            ├── StoreDamaged     E410
            ├── StoreFailed      E411
            └── CursorBad        E412
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Literal


class VariorumError(Exception):
    """
    Root of the exceptions that the library raises on purpose.

    A subclass gives a code and two templates; the values that fill them are given by name and kept in `values`.
    """

    code: ClassVar[str] = "E000"
    what: ClassVar[str] = "{what}"
    remedy: ClassVar[str] = ""

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """Say what happened and what to do about it, without the code."""
        return f"{self.what.format(**self.values)}. {self.remedy.format(**self.values)}"

    def __str__(self) -> str:
        return f"[{self.code}] {self.message}"

    def __reduce__(self) -> tuple[partial[VariorumError], tuple[()]]:
        # Exceptions cross process borders here, and the default would rebuild from positional arguments.
        return partial(type(self), **self.values), ()


class ReportError(VariorumError):
    """One report cannot be read; the others go on."""


class ReportMissing(ReportError):
    """Nothing is there."""

    code = "E101"
    what = "{path}: no such file"
    remedy = "Check the name; a pattern that matched nothing is passed on as it was typed"


class ReportIsDirectory(ReportError):
    """The path names a directory."""

    code = "E102"
    what = "{path}: is a directory"
    remedy = "Name the files in it, such as {path}/*.txt"


class ReportUnreadable(ReportError):
    """The operating system refuses to hand the file over."""

    code = "E103"
    what = "{path}: cannot be opened: {reason}"
    remedy = "Check who may read it and that the disk is there"


class ReportEmpty(ReportError):
    """The file holds no words."""

    code = "E104"
    what = "{path}: holds no words ({size} bytes)"
    remedy = "Check that the text was saved; a page that loads its text by script often saves empty"


class ReportTooLarge(ReportError):
    """The file has more bytes than one report may have."""

    code = "E105"
    what = "{path}: larger than the {limit:,} bytes that one report may have"
    remedy = "Give each report a file of its own"


class ReportTooLong(ReportError):
    """The text has more words or characters than one report may have, or a word without end."""

    code = "E106"
    what = "{path}: {count:,} {unit}, more than the {limit:,} that one report may have"
    remedy = "Give each report a file of its own, with its line breaks and spaces"


class ReportBinary(ReportError):
    """The bytes are not text."""

    code = "E107"
    what = "{path}: is {kind}, not plain text"
    remedy = "Extract its text and save that as UTF-8"


class ReportUndecodable(ReportError):
    """The bytes are text in an encoding that is not known."""

    code = "E108"
    what = "{path}: is neither UTF-8, UTF-16 with a byte order mark nor Windows-1252 (byte {position} is 0x{byte:02x})"
    remedy = "Save it as UTF-8"


class ReportNotEnglish(ReportError):
    """The text is in another language."""

    code = "E109"
    what = "{path}: does not read as English ({language})"
    remedy = "Only English is read; give a translation"


class ReaderFailed(ReportError):
    """The reader raised what it never should."""

    code = "E110"
    what = "{path}: the reader failed on it: {reason}"
    remedy = "This is a bug; report it with the file"


class ReaderDied(ReportError):
    """The process that read the report ended before it was done."""

    code = "E111"
    what = "{path}: the process that read it was killed"
    remedy = "Give it more memory, or read it with --jobs 1"


class ReportDamaged(ReportError):
    """The bytes are not what the format demands."""

    code = "E112"
    what = "{path}: cannot be read as {kind}: {reason}"
    remedy = "Open it in the program that it comes from and save it again, or save its text"


class ReportLocked(ReportError):
    """A password is needed."""

    code = "E113"
    what = "{path}: is locked by a password"
    remedy = "Save a copy without the password"


class TextMissing(ReportError):
    """The file is sound, and no running text is in it."""

    code = "E114"
    what = "{path}: {kind} in which no text is found"
    remedy = "If the text shows as an image, run text recognition on it; otherwise save the text by hand"


class UnpacksTooFar(ReportError):
    """What is packed in a file is larger, more, or nested deeper than is taken apart."""

    code = "E115"
    what = "{path}: unpacks to more than {limit:,} {unit}"
    remedy = "If you trust it, unpack it yourself and add what you need of it"


class ParserSlow(ReportError):
    """A parser was stopped."""

    code = "E116"
    what = "{path}: was not taken apart within {seconds:g} seconds"
    remedy = "Save its text, or split it; it may be made to keep a program busy"


class ParserDied(ReportError):
    """The process that took a file apart ended before it was done."""

    code = "E117"
    what = "{path}: the process that took it apart was killed, most likely for want of memory"
    remedy = "Save its text, or split it; it may be made to break a program"


class LibraryMissing(ReportError):
    """The library that reads a format is not installed."""

    code = "E118"
    what = "{path}: what reads {kind} is not installed ({library})"
    remedy = "Install it: pip install 'variorum[intake]'"


class ColumnsUnknown(ReportError):
    """It is not plain which column of a table holds what."""

    code = "E119"
    what = "{path}: {reason}; its columns are {columns}"
    remedy = "Say which is which: --map text=COLUMN,title=COLUMN,published=COLUMN"


class RowBad(ReportError):
    """One row of a table is no report; the others are taken."""

    code = "E120"
    what = "{path}: {reason}"
    remedy = "Correct the row; the others are taken without it"


class FormatUnread(ReportError):
    """The format is known, and is none that reports are read from."""

    code = "E121"
    what = "{path}: is {kind}, which is not read"
    remedy = "{advice}"


class ReaderSlow(ReportError):
    """Reading did not end in time."""

    code = "E122"
    what = "{path}: reading it did not end within {seconds:,} seconds and was stopped"
    remedy = (
        "The report is kept; try it again with `variorum add --retry --patience SECONDS`, and report it if it stays so"
    )


class FetchError(ReportError):
    """A page cannot be fetched."""


class AddressBad(FetchError):
    """It is no address of a page."""

    code = "E801"
    what = "{path}: is no address of a page: {reason}"
    remedy = "Give one that begins with http:// or https://"


class AddressForbidden(FetchError):
    """A name or a redirect leads to a machine that is not on the open internet."""

    code = "E802"
    what = "{path}: leads to {address}, which is not on the open internet"
    remedy = "Only public addresses are fetched; save the page and add the file"


class HostNotFound(FetchError):
    """No machine has this name."""

    code = "E803"
    what = "{path}: the host '{host}' is not found"
    remedy = "Check the address and the connection"


class FetchFailed(FetchError):
    """The server does not answer, or not as it should."""

    code = "E804"
    what = "{path}: cannot be fetched: {reason}"
    remedy = "Try again later with the same command, or save the page and add the file"


class FetchRefused(FetchError):
    """The server says no."""

    code = "E805"
    what = "{path}: the server answers {status} {words}"
    remedy = "Check that a browser shows the page; if so, save it there and add the file"


class FetchSlow(FetchError):
    """The answer did not end."""

    code = "E806"
    what = "{path}: the answer did not end within {seconds:g} seconds"
    remedy = "Try again later with the same command, or save the page and add the file"


class FetchTooLarge(FetchError):
    """The answer is larger than what is taken."""

    code = "E807"
    what = "{path}: the answer is larger than {limit:,} bytes"
    remedy = "If it is one report after all, fetch it yourself and add the file"


class RobotsForbid(FetchError):
    """The site asks programs not to fetch the page."""

    code = "E808"
    what = "{path}: the robots.txt of its site asks programs not to fetch it{reason}"
    remedy = "Save the page in a browser and add the file"


class RedirectsEndless(FetchError):
    """One redirect follows another."""

    code = "E809"
    what = "{path}: was redirected more than {limit} times"
    remedy = "Check that a browser shows the page; if so, save it there and add the file"


class FetchOff(FetchError):
    """Something would have to be fetched, and that was not wanted."""

    code = "E810"
    what = "{path}: would have to be fetched"
    remedy = "Leave out --no-fetch, or save the page and add the file"


class WebhookForbidden(FetchError):
    """A webhook leads to a machine that is not on the open internet, and that was not allowed."""

    code = "E811"
    what = "{path}: leads to {address}, which is not on the open internet"
    remedy = "Say --webhook-private if what changed may be posted there"


class RequestError(VariorumError):
    """The request cannot be carried out as it stands."""


class OriginalsRefused(RequestError):
    """The folder of captured bytes cannot be written."""

    code = "E214"
    what = "{path}: captured bytes cannot be kept there: {reason}"
    remedy = "Free some space, or name another folder with --originals"


class MapBad(RequestError):
    """What is said of the columns of a table makes no sense."""

    code = "E215"
    what = "'{value}' does not say which column holds what"
    remedy = "Write FIELD=COLUMN with commas between, such as text=body,published=date; fields are {fields}"


class EngineMissing(RequestError):
    """What reads on many machines is not installed."""

    code = "E216"
    what = "reading with Ray needs a library that is not installed"
    remedy = "Install it: pip install 'variorum[ray]', on every machine of the cluster"


class EngineFailed(RequestError):
    """Ray cannot be reached, or gives up."""

    code = "E217"
    what = "Ray cannot go on: {reason}"
    remedy = "See `ray status`; what was read is kept, and the same command goes on from there"


class PipelineMissing(RequestError):
    """No pipeline of that name is installed, or it does not load."""

    code = "E201"
    what = "The pipeline '{name}' does not load: {reason}"
    remedy = "Install its package or name another with --pipeline; `variorum doctor` tells what is installed"


class PipelineLacks(RequestError):
    """The pipeline does not set what reading needs."""

    code = "E202"
    what = "The pipeline '{name}' sets no {missing}"
    remedy = "Name one that has a tagger, a parser, a lemmatizer and entities, such as variorum_en"


class DateInvalid(RequestError):
    """A date is not in a form that is understood."""

    code = "E203"
    what = "'{value}' is no date"
    remedy = "Write 2024-03-18, 2024-03 or 2024 for a day, month or year, or 2024-03-18/2024-03-21 for a range"


class DataUnusable(RequestError):
    """A data file of the installation is missing or damaged."""

    code = "E206"
    what = "The data file {source} cannot be used: {reason}"
    remedy = "Install variorum again"


class ManifestError(RequestError):
    """The manifest, or a row of it, cannot be used; reports are read without what it would have said."""


class ManifestUnusable(ManifestError):
    """Nothing in the manifest can be used."""

    code = "E204"
    what = "{path}: cannot be used as a manifest: {reason}"
    remedy = "Save it as CSV in UTF-8 whose first line is: file,published,publisher,title,authors"


class ManifestRowBad(ManifestError):
    """One row of the manifest cannot be used."""

    code = "E205"
    what = "{path}, line {line}: {reason}"
    remedy = "Correct the row; its report is read without it"


class IncidentMissing(RequestError):
    """The record has no incident of that id."""

    code = "E207"
    what = "{id}: the record has no such incident"
    remedy = "See `variorum incidents`; an id changes where its reports are joined with others"


class JudgementBad(RequestError):
    """A judgement makes no sense as it is put."""

    code = "E208"
    what = "cannot judge so: {reason}"
    remedy = "See `variorum judge --help`"


class IncidentAmbiguous(RequestError):
    """Several incidents have ids that begin so."""

    code = "E209"
    what = "{id}: several incidents begin so: {ids}"
    remedy = "Give more of the id"


class ReportUnknown(RequestError):
    """The record has no report of that id."""

    code = "E210"
    what = "{id}: the record has no such report"
    remedy = "See the list of reports; an id is a file's name or an address"


class ActorMissing(RequestError):
    """The record has no actor of that id."""

    code = "E211"
    what = "{id}: the record has no such actor"
    remedy = "See `variorum actors`; an id changes where its names are joined with others"


class ParameterBad(RequestError):
    """A parameter has a value that it cannot have."""

    code = "E212"
    what = "{name}: '{value}' cannot be used"
    remedy = "Give {wanted}"


class TooMuchForDossier(RequestError):
    """One file cannot hold as many incidents."""

    code = "E213"
    what = "{incidents:,} incidents are more than the {limit:,} that one file can show"
    remedy = "Choose fewer, by date, place, actor or type"


class WebError(RequestError):
    """A request to the server is refused."""


class RequestBad(WebError):
    """The request is not in the form that the route takes."""

    code = "E501"
    what = "the request cannot be understood: {reason}"
    remedy = "See the description of the API, /api/v1/openapi.json"


class NotSignedIn(WebError):
    """Nobody has signed in, and this server demands it."""

    code = "E502"
    what = "nobody is signed in"
    remedy = "Sign in, or send a token in the header Authorization"


class NotAllowed(WebError):
    """The role of who asks does not permit it."""

    code = "E503"
    what = "{user} is {role}, and may not {thing}"
    remedy = "Ask an admin for the role {needed}"


class SignInWrong(WebError):
    """Name and password do not belong together."""

    code = "E504"
    what = "user and password do not fit"
    remedy = "Check both; an admin can set a new password with `variorum user password`"


class TooManyTries(WebError):
    """Too many wrong passwords came from one address or for one user."""

    code = "E505"
    what = "too many tries to sign in"
    remedy = "Wait {seconds} seconds and try again"


class ForeignPage(WebError):
    """A browser sent the request from a page that is not of this server, or without the token that pages have."""

    code = "E506"
    what = "the request comes from a page of another site, or from one that is out of date"
    remedy = "Load the page again; a program sends a token in the header Authorization"


class HostUnknown(WebError):
    """The request names a host that this server does not answer for."""

    code = "E507"
    what = "this server does not answer for the host '{host}'"
    remedy = "Start it with --allow-host {host}, if that name is meant to lead here"


class NothingThere(WebError):
    """There is no such route or file, or not with this method."""

    code = "E508"
    what = "{path}: nothing is there"
    remedy = "See the description of the API, /api/v1/openapi.json"


class ChangedMeanwhile(WebError):
    """Somebody has changed what the request speaks of since it was looked at."""

    code = "E509"
    what = "{id} has changed since you looked at it"
    remedy = "Look at it again, and judge then"


class FormatUnknown(WebError):
    """The answer does not come in a form that was asked for."""

    code = "E510"
    what = "this does not come as {wanted}"
    remedy = "Ask for one of: {formats}"


class TooMuch(WebError):
    """The request carries more than it may."""

    code = "E511"
    what = "the request is larger than the {limit:,} bytes that are taken"
    remedy = "Send fewer or smaller files at a time"


class ServerFailed(WebError):
    """The server met what it never should."""

    code = "E512"
    what = "the server failed on this request"
    remedy = "This is a bug; report it with what the server wrote on its terminal"


class ServeRefused(WebError):
    """The server cannot begin as it was asked to."""

    code = "E513"
    what = "cannot serve: {reason}"
    remedy = "{advice}"


class UserError(RequestError):
    """Users cannot be changed so."""


class UserMissing(UserError):
    """There is no such user."""

    code = "E601"
    what = "{name}: there is no such user"
    remedy = "See `variorum user list`"


class UserTaken(UserError):
    """There is a user of that name."""

    code = "E602"
    what = "{name}: there is a user of that name"
    remedy = "Take another name, or change that user"


class UserNameBad(UserError):
    """A name is none that a user can have."""

    code = "E603"
    what = "'{name}' cannot be the name of a user"
    remedy = "Take up to 64 letters, digits and . _ @ - with a letter or digit first"


class PasswordBad(UserError):
    """A password is too easy to guess."""

    code = "E604"
    what = "the password cannot be taken: {reason}"
    remedy = "Take {least} characters or more that nobody guesses; several words will do"


class LastAdmin(UserError):
    """Nobody could administer the record any more."""

    code = "E605"
    what = "{name} is the only admin"
    remedy = "Make another user an admin first"


class TokenMissing(UserError):
    """There is no such token, or it is another user's."""

    code = "E606"
    what = "{id}: there is no such token"
    remedy = "See the list of your tokens"


class ExportError(RequestError):
    """The record cannot be written out so."""


class CodesUnusable(ExportError):
    """A table of another data set's codes cannot be used."""

    code = "E701"
    what = "The table of codes {source} cannot be used: {reason}"
    remedy = "Correct it, or leave it out of the folder: the one that is installed is used instead"


class ExtraMissing(ExportError):
    """A library that only some formats need is not installed."""

    code = "E702"
    what = "{what} needs a library that is not installed"
    remedy = "Install it: pip install 'variorum[{extra}]'"


class DatasetError(RequestError):
    """A published data set cannot be laid beside the record."""


class DatasetUnusable(DatasetError):
    """The file is not such a data set, or too large."""

    code = "E703"
    what = "{path}: cannot be used as a data set: {reason}"
    remedy = "Save it as CSV in UTF-8 with its header; see `variorum import --help` for the columns"


class DatasetMissing(DatasetError):
    """The record has no data set of that name."""

    code = "E704"
    what = "{name}: neither a data set of the record nor a file"
    remedy = "The record has: {known}; bring one in with `variorum import`"


class DatasetTaken(DatasetError):
    """Another data set has the name."""

    code = "E705"
    what = "{name}: the record has a data set of that name"
    remedy = "Give another --name, or --replace it"


class ListError(RequestError):
    """A list of places or actors cannot be given to the record, or taken from it."""


class ListUnusable(ListError):
    """The file is no such list, or too large."""

    code = "E706"
    what = "{path}: cannot be used as a list: {reason}"
    remedy = "{advice}"


class ListRowBad(ListError):
    """A row of a list cannot be used; the others are."""

    code = "E707"
    what = "{path}: row {row}: {reason}"
    remedy = "Correct the row and import the file again"


class ListMissing(ListError):
    """The record was given no list of that name."""

    code = "E708"
    what = "{name}: the record was given no list of {kind} of that name"
    remedy = "It was given: {known}"


class StoreError(RequestError):
    """The database that holds the record cannot do what was asked; what it has committed is as it was."""


class StoreMissing(StoreError):
    """No record is there, and none was to be made."""

    code = "E401"
    what = "{store}: no record is there"
    remedy = "Check the name, or make one with `variorum add`"


class StoreForeign(StoreError):
    """The file is no database, or one of another program."""

    code = "E402"
    what = "{store}: is no record of Variorum: {reason}"
    remedy = "Name another file or database; this one is left as it is"


class StoreNewer(StoreError):
    """A newer version of this program has changed the tables."""

    code = "E403"
    what = "{store}: was written by a newer version of Variorum (its tables are at {found}, known is {known})"
    remedy = "Install the newest version of variorum"


class StoreBusy(StoreError):
    """Another process has held the record for too long."""

    code = "E404"
    what = "{store}: another process is writing to it: {reason}"
    remedy = "Wait until it is done and try again; nothing is lost"


class StoreFull(StoreError):
    """There is no room left."""

    code = "E405"
    what = "{store}: no room is left for it: {reason}"
    remedy = "Free some space and run the same again; what was stored before is safe"


class StoreRefused(StoreError):
    """It may not, or cannot, be opened or written."""

    code = "E406"
    what = "{store}: cannot be opened or written: {reason}"
    remedy = "Check the name, that its folder exists, and who may write there"


class StoreUnreachable(StoreError):
    """The server does not answer, or has gone."""

    code = "E407"
    what = "{store}: the server cannot be reached: {reason}"
    remedy = "Check host, port, database and user, and that the server runs"


class StoreAddressBad(StoreError):
    """The address is in no form that is understood."""

    code = "E408"
    what = "{store}: cannot be used as the address of a record: {reason}"
    remedy = "Give a file's name, or a URL such as postgresql://user:password@host/database"


class StoreDriverMissing(StoreError):
    """The library that speaks with the server is not installed."""

    code = "E409"
    what = "{store}: the driver for PostgreSQL is not installed"
    remedy = "Install it: pip install 'variorum[postgresql]'"


class StoreDamaged(StoreError):
    """The database finds its own data broken."""

    code = "E410"
    what = "{store}: is damaged: {reason}"
    remedy = "Take the last copy, or save what can be read with the database's own tools"


class StoreFailed(StoreError):
    """The database refuses for a reason that no other message is for."""

    code = "E411"
    what = "{store}: the database refuses: {reason}"
    remedy = "If the reason does not say what to do, this is a bug; report it"


class CursorBad(StoreError):
    """The mark of where a list goes on is none that was given out for this order."""

    code = "E412"
    what = "'{cursor}' does not say where the list goes on"
    remedy = "Start again from the first page"


IssueCode = Literal["W301", "W302", "W303", "W304", "W305", "W306"]

ISSUES: dict[IssueCode, tuple[str, str]] = {
    "W301": ("{path}: read as Windows-1252, for it is no UTF-8", "Save it as UTF-8 if quotes or accents look wrong"),
    "W302": ("{path}: {count} unreadable characters stand as U+FFFD", "Save it again as UTF-8 from its source"),
    "W303": ("{path}: looks like the source of a web page", "Extract the text of the article; markup is read as words"),
    "W304": (
        "{path}: a line of {count:,} characters",
        "Keep the line breaks of the source; headline, byline and paragraphs are told apart by them",
    ),
    "W305": ("{path}: a date that is none is left out", "Write 2024-03-18, or correct it with --published"),
    "W306": ("{path}: only the first {count:,} are taken", "Take more with --most"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Issue:
    """A warning about one report that was read all the same."""

    code: IssueCode
    message: str

    @classmethod
    def of(cls, code: IssueCode, **values: object) -> Issue:
        """Fill the message of *code* with *values*."""
        what, remedy = ISSUES[code]
        return cls(code=code, message=f"{what.format(**values)}. {remedy.format(**values)}")

    def __str__(self) -> str:
        return f"[{self.code}] {self.message}"
