import json

import jsonschema
import msgspec
from click.testing import CliRunner

from factory import make_account
from variorum.cli import commands


def test_schema_accepts_an_account() -> None:
    """What the reader prints is valid under the schema that the command prints."""
    schema = json.loads(CliRunner().invoke(commands, ["schema", "account"]).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(msgspec.json.encode(make_account())), schema)


def test_schema_refuses_unknown_name() -> None:
    """A schema that is not published is wrong usage."""
    assert CliRunner().invoke(commands, ["schema", "nothing"]).exit_code == 2


def test_schema_describes_the_api() -> None:
    """The description of the API is printed without a record to serve."""
    described = json.loads(CliRunner().invoke(commands, ["schema", "api"]).stdout)
    assert described["openapi"].startswith("3.1")
    assert "/api/v1/incidents" in described["paths"]
