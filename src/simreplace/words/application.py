"""The form on paper: filled in, ready to be printed and signed, with a box for everything that goes with it."""

from datetime import date
from typing import Final

import attrs

from simreplace.lifecycle import ReplacementRequest
from simreplace.people import Paper, ReplacementForm
from simreplace.rules import ARTICLE, Need, Policy, Requirement, Stage, required_papers
from simreplace.words.dates import Language, joined, words
from simreplace.words.explain import explain
from simreplace.words.filled import sections
from simreplace.words.paper import (
    BLANK,
    Markup,
    boxes,
    column_for,
    fitted,
    paper_words,
    part,
    prose,
    rows,
    signatures,
    the_markup,
    title,
)

# This very paper, and what happens at the desk: nothing that anybody brings along.
_NOT_BROUGHT: Final = frozenset(
    {Paper.APPLICATION_FORM, Paper.SECURITY_ANSWERS, Paper.CALL_TO_LOST_NUMBER, Paper.PHOTO_WITH_DOCUMENT}
)


def application_form(
    request: ReplacementForm | ReplacementRequest,
    language: Language = "en",
    *,
    markup: Markup = "text",
    stage: Stage = Stage.APPLYING,
    on: date | None = None,
    policy: Policy = ARTICLE,
) -> str:
    """The filled form as a paper to print and sign.

    It shows everything that was filled in, in full: it is the applicant's own paper. Give it to nobody else, and
    write it to no log.

    Args:
        request: The form, or the request that carries it.
        language: English, Indonesian or Chinese.
        markup: "text" for a page of A4 in a type of fixed width, or "markdown".
        stage: When it is handed in: the boxes are those of the papers that are asked for then.
        on: The day, from which the applicant's age follows; without it, what the form shows of it.
        policy: How strict, where the request does not say so itself.

    Raises:
        ValueError: There is no such language or markup.
        TypeError: `on` is no date, or a datetime.

    Example:
        >>> from datetime import date
        >>> from simreplace import Applicant, ReplacementForm
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> paper = application_form(form, "id")
        >>> [line.strip() for line in paper.splitlines() if "0812" in line or line.startswith("☐")][:2]
        ['Nomor ponsel yang kartunya diganti : 0812-3456-7890', '☐ Dokumen identitas (asli)']
    """
    table, said, the = words(language), paper_words(language), the_markup(markup)
    form, used = _as_it_stands(request, policy)
    asked = required_papers(form, stage=stage, policy=used, on=on)
    parts = [(name, place, told) for name, place, told in sections(form, language) if told]
    labels = {name: table[f"field.{name}"] for _, _, told in parts for name, _ in told}
    last = {said["form.place"]: BLANK, said["form.date"]: BLANK}
    column = column_for((label,) for label in (*labels.values(), *last))
    blocks = [title(said["form.title"], (), the)]
    for name, place, told in parts:
        number = place if len(form.applicant.documents) > 1 else ""
        filled = rows((((labels[field],), fitted(value, the, column)) for field, value in told), the, column)
        blocks.append(part(said[f"form.section.{name}"].format(number=number).strip(), filled, the))
    brought = boxes((_box(it, language) for it in asked if it.paper not in _NOT_BROUGHT), the)
    blocks.append(part(said["form.section.attached"], brought, the))
    head = form.applicant.head_of_family
    blocks.append(prose((said["form.statement" if head is None else "form.statement_of_head"],), the))
    blocks.append(rows((((label,), blank) for label, blank in last.items()), the, column))
    signer, called = ("applicant", form.applicant.full_name) if head is None else ("head", head.full_name)
    clerk, signed = ((said["form.sign.clerk"],), (), BLANK), ((said[f"form.sign.{signer}"],), (), called.reveal())
    return "\n\n".join([*blocks, signatures(clerk, signed, the)]) + "\n"


def _as_it_stands(request: ReplacementForm | ReplacementRequest, policy: Policy) -> tuple[ReplacementForm, Policy]:
    """The form with the way of collection as it was changed last, and the policy that counts."""
    if isinstance(request, ReplacementForm):
        return request, policy
    now = attrs.evolve(request.form, collection=request.collection, outlet=request.outlet)
    return now, request.policy or policy


def _box(asked: Requirement, language: Language) -> tuple[str, tuple[str, ...]]:
    """A paper to tick, and the kinds of it where there are several."""
    said = paper_words(language)
    remarks = {"form.original": asked.original, "form.if_at_hand": asked.need is Need.SUPPORTING}
    remark = joined((said[name] for name, is_so in remarks.items() if is_so), language)
    paper = explain(asked.paper, language)
    if remark:
        paper = said["paper.remark"].format(text=paper, remark=remark)
    kinds = tuple(" + ".join(explain(kind, language) for kind in group) for group in asked.alternatives)
    return paper, kinds
