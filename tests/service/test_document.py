"""The OpenAPI document, and a client that knows nothing but the document."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from desk_host import FORM, REVIEWED, Desk
from simreplace import Language, ReplacementForm, events, explain, form_schema
from simreplace.forms.events import HOST_FACTS
from simreplace.lifecycle import TRANSITIONS


@pytest.fixture
def document(desk: Desk) -> dict[str, Any]:
    told = desk.client().get("/api/openapi.json")
    assert told.status_code == 200
    found: dict[str, Any] = told.json()
    return found


@pytest.mark.uncounted
def test_the_document_is_a_document(document: dict[str, Any]) -> None:
    validate(document, cls=OpenAPIV31SpecValidator)
    assert document["openapi"].startswith("3.1")


def parts_in(node: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(node, dict):
        yield node
        for it in node.values():
            yield from parts_in(it)
    elif isinstance(node, list):
        for it in node:
            yield from parts_in(it)


def test_every_reference_leads_somewhere_and_every_schema_is_one(document: dict[str, Any]) -> None:
    parts = document["components"]["schemas"]
    names = {node["$ref"].removeprefix("#/components/schemas/") for node in parts_in(document) if "$ref" in node}
    assert names <= parts.keys()
    for part in parts.values():
        Draft202012Validator.check_schema(part)


def test_there_is_a_way_in_for_every_event_and_its_schema_asks_for_no_host_fact(document: dict[str, Any]) -> None:
    kinds = {row.event for row in TRANSITIONS}
    for kind in kinds:
        name = events.event_name(kind)
        way = document["paths"][f"/api/requests/{{id}}/events/{name}"]["post"]
        assert way["summary"] == explain(kind)
        assert way["security"]
        schema = document["components"]["schemas"][kind.__name__]
        told = set(schema["properties"])
        own = {field.name for field in attrs.fields(kind)} - {"id", "by"} - set(HOST_FACTS.get(kind, ()))
        assert told == own
    assert "Actor" not in document["components"]["schemas"]
    marked = document["components"]["schemas"]["Applicant"]["properties"]["full_name"]
    assert marked["x-personal-data"] is True


@attrs.frozen
class Generic:
    """A client made from the document alone: which way, which body, and whether the body is one."""

    document: Mapping[str, Any]
    http: TestClient

    def call(self, operation: str, body: object = None, **path: str) -> Any:
        way, method, told = next(
            (way, method, told)
            for way, ways in self.document["paths"].items()
            for method, told in ways.items()
            if told["operationId"].startswith(operation)
        )
        if "requestBody" in told:
            schema = told["requestBody"]["content"]["application/json"]["schema"]
            Draft202012Validator({**schema, "components": self.document["components"]}).validate(body)
        for place in told.get("parameters", ()):
            if place["in"] == "path":
                Draft202012Validator(place["schema"]).validate(path[place["name"]])
        answer = self.http.request(method, way.format(**path), json=body)
        assert str(answer.status_code) in told["responses"], answer.text
        return answer.json() if answer.content else None


def test_a_client_made_from_the_document_sends_a_form_and_an_event(desk: Desk, document: dict[str, Any]) -> None:
    customer, reviewer = (Generic(document, desk.client()) for _ in range(2))
    customer.call("begin_session", {"name": "siti", "password": "made up"})
    id = customer.call("open_request", json.loads(json.dumps(FORM)))["id"]
    assert customer.call("submit", {}, id=id)["state"] == "in_review"
    desk.told(id, *REVIEWED[1:])
    reviewer.call("begin_session", {"name": "reviewer", "password": "made up"})
    assert reviewer.call("approve", {"evidence": ["identity_document"]}, id=id)["state"] == "approved"
    assert customer.call("cancel", {"reason": "old_card_found"}, id=id)["state"] == "cancelled"
    assert customer.call("show_request", id=id)["state"] == "cancelled"


@pytest.mark.parametrize(("language", "lost"), [("en", "Lost"), ("id", "Hilang"), ("zh", "丢失")])
def test_a_schema_comes_with_words_of_the_reader(desk: Desk, language: Language, lost: str) -> None:
    told = desk.client("siti").get("/api/forms/request", headers={"accept-language": language}).json()
    assert {"const": "lost", "title": lost} in told["$defs"]["Reason"]["anyOf"][0]["oneOf"]
    assert told == form_schema(ReplacementForm, language)
    assert desk.client("siti").get("/api/forms/nothing").status_code == 404
