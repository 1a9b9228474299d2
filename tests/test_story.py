"""The story as a newcomer runs it: from the shell, to its end, and with inputs that cannot be read."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

pytestmark: Final = pytest.mark.uncounted

STORY = Path(__file__).parent.parent / "docs" / "examples" / "lost_sim.py"
INPUTS = json.loads(STORY.with_suffix(".json").read_text(encoding="utf-8"))


def told(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", str(STORY), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def chapters(language: str = "en") -> dict[str, list[str]]:
    """What was told in each case, by its place."""
    done = told("--language", language)
    assert (done.returncode, done.stderr) == (0, "")
    parts = done.stdout.split("\n==== ")[1:]
    return dict(zip(("citizen", "fraudster", "foreigner"), (part.splitlines() for part in parts), strict=True))


def ways(lines: list[str]) -> list[str]:
    return [line.split(" -> ")[1] for line in lines if " -> " in line]


def test_the_citizens_story_ends_with_a_live_card() -> None:
    """S22, S26, S31, S35, S36."""
    assert ways(chapters()["citizen"]) == [
        "Under review",
        "More information needed",
        "Under review",
        "Under review",
        "Approved",
        "Ready for collection",
        "Ready for collection",
        "New SIM being inspected",
        "New SIM being exchanged",
        "New SIM being inspected",
        "New SIM accepted",
        "New SIM being activated",
        "Completed",
    ]


def test_the_fraudster_is_stopped_and_told_what_is_missing() -> None:
    lines = chapters()["fraudster"]
    assert ways(lines) == ["Under review", "Under review", "Under review", "On hold", "Ended without a replacement"]
    missing = [line for line in lines if "Evidence still missing" in line]
    assert len(missing) == 3
    assert "   The damaged card was not shown, so the evidence for a lost card is asked for." in lines


def test_the_foreigner_with_a_damaged_card_gets_a_new_one_in_person() -> None:
    lines = chapters()["foreigner"]
    assert ways(lines)[-1] == "Completed"
    assert any("Passport" in line and "KITAS" in line for line in lines)


@pytest.mark.parametrize("language", ["id", "zh"])
def test_every_case_is_told_in_every_language(language: str) -> None:
    english, other = chapters(), chapters(language)
    for case, lines in english.items():
        assert len(ways(other[case])) == len(ways(lines))
        # What stays the same are numbers and names: no sentence is told in English.
        same = {line for line in lines if len(line.split()) > 3} & set(other[case])
        assert {line for line in same if " -> " in line} == set()
        assert len(same) < 14


def test_the_four_mistakes_come_back_at_once_with_their_places() -> None:
    pointers = [line.split()[0] for line in told().stdout.splitlines() if line.startswith("   /")]
    assert pointers == [
        "/msisdn",
        "/applicant/born_on",
        "/applicant/contact/email",
        "/applicant/documents/0/number",
    ]


def test_every_skipped_day_of_the_window_is_explained() -> None:
    lines = told().stdout.splitlines()
    assert sum(line.startswith("   - ") and " March (" in line for line in lines) == 7


def test_no_number_is_shown_in_full() -> None:
    shown = told().stdout
    applicant = INPUTS["mended"]["applicant"]
    secrets = [
        applicant["documents"][0]["number"],
        applicant["full_name"],
        applicant["contact"]["email"],
        applicant["contact"]["phone"],
        INPUTS["letter"]["proxy_document"]["number"],
        INPUTS["letter"]["msisdn"],
        *INPUTS["cards"].values(),
        "81234567890",
        "0812 3456 7890",
    ]
    assert [secret for secret in secrets if secret in shown] == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "Cannot read inputs.json: No such file or directory.\n"),
        ("{", "Cannot read inputs.json: it is not JSON.\n"),
        ("\x00\xff", "Cannot read inputs.json: it is not JSON.\n"),
        ("[]", "Cannot read inputs.json: it lacks cards, foreigner, form_with_mistakes, fraudster, letter, mended.\n"),
        ("{}", "Cannot read inputs.json: it lacks cards, foreigner, form_with_mistakes, fraudster, letter, mended.\n"),
        (json.dumps({**INPUTS, "mended": {}}), "Cannot read the input: a part of it is not what the story needs.\n"),
        (json.dumps({**INPUTS, "cards": 1}), "Cannot read the input: a part of it is not what the story needs.\n"),
        (json.dumps({**INPUTS, "letter": 1}), "Cannot read the input: a part of it is not what the story needs.\n"),
    ],
    ids=["absent", "broken", "binary", "a list", "empty", "not mended", "no cards", "no letter"],
)
def test_inputs_that_cannot_be_read_get_one_clear_sentence(content: str | None, said: str, tmp_path: Path) -> None:
    inputs = tmp_path / "inputs.json"
    if content is not None:
        inputs.write_text(content, encoding="latin-1")
    done = told("--input", str(inputs))
    assert (done.returncode, done.stderr) == (2, said)
    assert "Traceback" not in done.stdout
