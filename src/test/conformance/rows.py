"""What a row of wire_rows.py is, and the bodies of errors."""
import dataclasses
import typing

from harness import ANYTHING, SOMETHING


@dataclasses.dataclass
class Row:
    """One request and its answer. `{word}` in it stands for something planted. `rigel` is (status, expect) where the
    contract asks Rigel to do better than the reference. Text as body is sent as it is."""

    why: str
    request: str
    body: typing.Any = None
    status: typing.Union[int, tuple] = 200
    expect: typing.Any = ANYTHING
    rigel: typing.Optional[tuple] = None
    headers: typing.Optional[dict] = None
    # Names the id of the answer, for later rows.
    keep: typing.Optional[str] = None


def invalid(*errors):
    """The body of a 422: one (place, type) for each error."""
    detail = [{"loc": list(place), "msg": SOMETHING, "type": kind} for place, kind in errors]
    return {"exception_message": "Invalid request received.", "exception_detail": detail, "request_body": ANYTHING}


def in_body(field, kind):
    return invalid((["body", *field.split(".")], kind))


def missing(field):
    return in_body(field, "value_error.missing")


def detail(text):
    return {"detail": text}


def thrown(text):
    return {"exception_message": text}
