"""What a user's type checker sees: the main calls, and the mistakes that it must find.

Read by mypy and by pyright, each of which fails on an ignore that nothing calls for; so every line that must not type
check is proven not to. Everybody and every number is made up.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, assert_type

from simreplace import (
    ARTICLE,
    WIB,
    Actor,
    Applicant,
    BusinessCalendar,
    CollectiveLeave,
    Contact,
    IdentityDocument,
    Issue,
    IssueCode,
    Language,
    Msisdn,
    NameMatch,
    Nik,
    PersonName,
    Policy,
    Progress,
    ReadyEstimate,
    ReplacementForm,
    ReplacementRequest,
    Report,
    ReviewPolicy,
    Role,
    Severity,
    Stage,
    State,
    check_applicant,
    check_form,
    errors,
    estimate_ready_date,
    events,
    explain,
    from_mapping,
    indonesian_calendar,
    lifecycle,
    missing_papers,
    next_steps,
    open_request,
    parse_applicant,
    parse_form,
    problem,
    progress,
    record_schema,
    recovery,
    required_papers,
    safeguards,
    to_mapping,
)

TODAY = date(2026, 9, 7)
NOW = datetime(2026, 9, 7, 10, tzinfo=WIB)

# Values that hide

number = Msisdn.parse("0812 3456 7890")
assert_type(number, Msisdn)
assert_type(number.reveal(), str)
assert_type(number.reveal("national"), str)
assert_type(Msisdn.check(object()), tuple[Issue, ...])
nik = Nik.parse("3174075508950001")
assert_type(nik, Nik)
assert_type(nik.birth_dates, tuple[date, ...])
assert_type(PersonName.parse("Siti Aminah").compare(PersonName.parse("SITI")), NameMatch)

# People and requests: texts where a person writes texts

siti = Applicant(
    full_name="Siti Aminah",
    born_on=date(1995, 8, 15),
    sex="female",
    nationality="IDN",
    contact=Contact(phone="0813 9876 5432", email="siti@example.com"),
    documents=[IdentityDocument(kind="ktp", number=nik)],
)
assert_type(siti.full_name, PersonName)
assert_type(siti.documents, tuple[IdentityDocument, ...])
assert_type(siti.contact.phone is None, bool)
filled_in = ReplacementForm(msisdn=number, reason="lost", applicant=siti)
request = open_request(filled_in, id="r-1", now=NOW, salt=bytes(16))
assert_type(request.msisdn, Msisdn)
assert_type(request.state, State)
assert_type(request.history, tuple[lifecycle.Step, ...])
assert_type([step.event for step in request.history], list[events.Event])
assert_type(request.form, ReplacementForm)
assert_type(request.revision, str)

# Forms and records

form: Mapping[str, object] = {"msisdn": "0812 3456 7890", "reason": "lost", "applicant": siti}
assert_type(check_form(form, on=TODAY), Report[ReplacementForm])
assert_type(check_form(form, on=TODAY).value, ReplacementForm | None)
assert_type(check_applicant(siti, on=TODAY, policy=ARTICLE).unwrap(), Applicant)
assert_type(parse_form(form, on=TODAY), ReplacementForm)
assert_type(parse_applicant(siti, on=TODAY), Applicant)
assert_type(to_mapping(request, masked=True), dict[str, object])
assert_type(from_mapping(Applicant, to_mapping(siti)), Applicant)
assert_type(from_mapping(ReplacementRequest, to_mapping(request)), ReplacementRequest)
assert_type(record_schema(events.Event), dict[str, object])

# When

estimate = estimate_ready_date(NOW, policy=ReviewPolicy(collective_leave="closed", weekend={6}))
assert_type(estimate, ReadyEstimate)
assert_type(estimate.latest, date)
assert_type(estimate.business_days, tuple[date, ...])
assert_type(estimate.best_case, tuple[date, date])
assert_type(estimate.policy.collective_leave, CollectiveLeave)
calendar = indonesian_calendar(2026, 2027)
assert_type(calendar, BusinessCalendar)
assert_type(calendar.add_business_days(TODAY, 3), date)

# The life of a request

sent = events.Submit(id="e1", by=Actor("applicant", "customer-1"), form=filled_in, other_open_request=False)
assert_type(lifecycle.decide(request, sent, now=NOW), lifecycle.Decision)
assert_type(lifecycle.decide(request, sent, now=NOW).request, ReplacementRequest | None)
after = lifecycle.apply(request, sent, now=NOW, expected=request.revision)
assert_type(after, ReplacementRequest)
assert_type(lifecycle.decide(after, sent, now=NOW).before, str)
assert_type(lifecycle.verify(after, last_seal=after.revision), tuple[Issue, ...])
assert_type(lifecycle.replay(after), ReplacementRequest)
assert_type(lifecycle.due_events(after, now=NOW), tuple[events.Event, ...])
assert_type(after.policy, Policy | None)
assert_type(lifecycle.available_events(after, role=Role.REVIEWER), tuple[type[events.Event], ...])
assert_type(progress(after, now=NOW), Progress)
assert_type(progress(after, now=NOW).waiting_for, tuple[Role, ...])
assert_type([step.code for step in next_steps(after, now=NOW, role=Role.APPLICANT)], list[str])
assert_type([asked.original for asked in required_papers(after.form, stage=Stage.APPLYING)], list[bool])
assert_type(len(missing_papers(after.form, stage=Stage.COUNTER, policy=ARTICLE)), int)
assert_type([bar.barred_until for bar in safeguards(after)], list[datetime])

# A forgotten password

account = recovery.Account(id="a-1", email="siti@example.com", phone="0813 9876 5432")
challenge = recovery.start_recovery(
    account, send_to="email", code="493027", key=bytes(16), at=NOW, supersedes=None, policy=recovery.RecoveryPolicy()
)
assert_type(challenge, recovery.RecoveryChallenge)
assert_type(challenge.failed_at, tuple[datetime, ...])
outcome = recovery.answer_recovery(challenge, "493027", key=bytes(16), at=NOW, account=account)
assert_type(outcome, recovery.RecoveryOutcome)
assert_type(outcome.opened, bool)
assert_type(recovery.void(outcome.challenge, key=bytes(16)), recovery.RecoveryChallenge)

# Words

language: Language = "id"
issue = Issue(IssueCode.FORM_REQUIRED, "/full_name")
assert_type(issue.severity, Severity)
assert_type(explain(issue, language), str)
assert_type(problem([issue], "zh"), dict[str, object])
try:
    Nik.parse("123")
except errors.InvalidValueError as error:
    assert_type(error.issues, tuple[Issue, ...])

if TYPE_CHECKING:
    # A number that a spreadsheet made of it, or none at all.
    Nik.parse(3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Msisdn.parse(None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Msisdn.parse("0812 3456 7890").reveal("x")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    digits: int = number.reveal()  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    # A bare text says neither day nor zone.
    estimate_ready_date("2026-03-16")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    estimate_ready_date(NOW, ReviewPolicy())  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    ReviewPolicy(1, 3)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    # Somebody looks whether another request is open, and the network says whether the old card is off.
    events.Submit(id="e", by=sent.by, form=filled_in)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    events.Activate(id="e", by=sent.by, iccid="8962100000000000018")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    # How strict, on which day, and when is said by name.
    lifecycle.decide(request, sent, NOW)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    # An event says no time: that is the host's clock to tell.
    lifecycle.apply(request, sent)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    events.Expire(id="e", by=sent.by, at=NOW)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    open_request(filled_in, id="r-1", now=NOW)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    open_request(filled_in, id="r-1", now=NOW, salt="0011")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    progress(request, NOW)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    progress(request)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    check_form(form)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    next_steps(request, now=NOW)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    to_mapping(request, True)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    # What is checked is not yet a request.
    lifecycle.apply(check_form(form, on=TODAY).value, sent, now=NOW)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    lifecycle.apply(form, sent, now=NOW)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    # Frozen, and of closed lists.
    request.state = State.COMPLETED  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    Applicant("Siti Aminah", date(1995, 8, 15), "female")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    Policy()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    explain(issue, "fr")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    lifecycle.diagram("png")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    # An answer for nobody's account, and a code that forgets the wrong answers before it.
    recovery.answer_recovery(challenge, "493027", key=bytes(16), at=NOW)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    recovery.start_recovery(account, send_to="email", code="493027", key=bytes(16), at=NOW)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
