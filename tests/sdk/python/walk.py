"""The official Python SDK, as it is published: every method of every resource, against BELVO_API_URL."""

import inspect
import os
import re
import uuid
import warnings
from datetime import date, timedelta

import requests
from belvo.client import Client
from belvo.enums import AccessMode, TaxRetentionType, TaxReturnType
from belvo.exceptions import BelvoAPIException, RequestError

API, ID, PASSWORD = (os.environ[name] for name in ("BELVO_API_URL", "BELVO_SECRET_ID", "BELVO_SECRET_PASSWORD"))
BANK = ("erebor_mx_retail", "bnk1002", "full")
FISCAL = ("tatooine_mx_fiscal", "fiscal100", "full")
JOBS = ("planet_mx_employment", "BLPM951331IONVGR54", "fake-password")

client = Client(ID, PASSWORD)
called = set()


class Watched:
    """A resource, noting which of its methods are called."""

    def __init__(self, name):
        self.name, self.resource = name, getattr(client, name)

    def __getattr__(self, method):
        called.add(f"{self.name}.{method}")
        return getattr(self.resource, method)


NAMES = [name for name, kind in inspect.getmembers(Client) if isinstance(kind, property)]
RESOURCES = {name: Watched(name) for name in NAMES}


def methods(name):
    found = inspect.getmembers(getattr(client, name), inspect.ismethod)
    return [f"{name}.{method}" for method, _ in found if not method.startswith("_")]


def coded(code, detail):
    assert detail[0]["code"] == code, detail
    assert re.fullmatch("[0-9a-f]{32}", detail[0]["request_id"]), detail
    return detail[0]


def refused(status, code, call):
    """What a refused call says: reads fail with the HTTP client's own error, all else with the SDK's."""
    try:
        answer = call()
    except RequestError as error:
        assert error.status_code == status, error.detail
        return coded(code, error.detail)
    except requests.HTTPError as error:
        assert error.response.status_code == status, error.response.text
        return coded(code, error.response.json())
    raise AssertionError(f"not refused: {answer}")


def unsupported(call):
    """The SDK itself has no such call."""
    try:
        call()
    except (NotImplementedError, BelvoAPIException, TypeError):
        return
    raise AssertionError("the SDK has it after all")


DAY = timedelta(days=1)
TODAY = date.today().isoformat()
MONTH, YEAR = ((date.today() - days * DAY).isoformat() for days in (30, 364))
THIS_YEAR = date.today().year

# Name, institution, whether it can be resumed (None: the SDK itself says no), and the keys that it asks for.
DATA = [
    ("Accounts", BANK, True, {}),
    ("Transactions", BANK, True, {"date_from": YEAR}),
    ("Balances", BANK, True, {"date_from": MONTH}),
    ("Owners", BANK, True, {}),
    ("Incomes", BANK, True, {}),
    ("RecurringExpenses", BANK, True, {}),
    ("RiskInsights", BANK, True, {}),
    ("EmploymentRecords", JOBS, False, {}),
    ("Invoices", FISCAL, None, {"date_from": MONTH, "date_to": TODAY, "type_": "INFLOW"}),
    ("TaxReturns", FISCAL, None, {"year_from": str(THIS_YEAR - 2), "year_to": str(THIS_YEAR - 1)}),
    ("TaxStatus", FISCAL, None, {}),
    ("TaxComplianceStatus", FISCAL, None, {}),
    (
        "TaxRetentions",
        FISCAL,
        None,
        {"date_from": YEAR, "date_to": TODAY, "_type": TaxRetentionType.INFLOW},
    ),
]
# What the sandbox has nothing of.
EMPTY = [
    ("TaxDeclarations", FISCAL, False, {"year_from": str(THIS_YEAR - 1), "year_to": str(THIS_YEAR)}),
    ("Statements", BANK, True, {"account": str(uuid.uuid4()), "year": str(THIS_YEAR), "month": "1"}),
    ("InvestmentsPortfolios", BANK, True, {}),
]


def linked(credentials, work, *more):
    """Does it with a link of its own."""
    link = RESOURCES["Links"].create(*credentials, access_mode=AccessMode.SINGLE, raise_exception=True)["id"]
    done = work(*more, link)
    assert RESOURCES["Links"].delete(link) is True
    return done


def wants_token(link):
    """What a bank does that wants a token for the next question."""
    changed = requests.patch(f"{API}/_emulator/links/{link}/", json={"status": "token_required"})
    assert changed.status_code == 200, changed.text


def resumed(resource, resumes, keys, link):
    def answer(session, token):
        return resource.resume(session, token, link=link, raise_exception=True)

    if resumes is None:
        return unsupported(lambda: resource.resume("session", "111111", link=link))
    if not resumes:
        return refused(405, "method_not_allowed", lambda: answer("session", "111111"))
    wants_token(link)
    first = coded("token_required", resource.create(link, **keys))
    second = refused(428, "token_required", lambda: answer(first["session"], "999999"))
    assert second["session"] != first["session"]
    return answer(second["session"], "111111")


def several(answer):
    return answer if isinstance(answer, list) else [answer]


def walk(name, resumes, keys, link):
    """Without keeping them, kept, listed to the end, one by one, after a token, and without the first."""
    resource = RESOURCES[name]

    def listed():
        return list(resource.list(link=link))

    before = listed()
    assert several(resource.create(link, save_data=False, raise_exception=True, **keys)), "something is seen"
    assert listed() == before, "what is not kept is not listed"
    kept = several(resource.create(link, raise_exception=True, **keys))
    rows = {row["id"]: row for row in listed()}
    assert len(rows) == len(listed())
    assert {row["id"] for row in kept} <= set(rows)
    first = kept[0]["id"]
    assert resource.get(first) == rows[first]
    resumed(resource, resumes, keys, link)
    assert resource.delete(first) is True
    assert resource.delete(first) is False
    refused(404, "not_found", lambda: resource.get(first))
    return len(kept)


def nothing(name, resumes, keys, link):
    resource, one = RESOURCES[name], str(uuid.uuid4())
    assert list(resource.list(link=link)) == []
    refused(400, "unsupported_operation", lambda: resource.create(link, raise_exception=True, **keys))
    refused(404, "not_found", lambda: resource.get(one))
    assert resource.delete(one) is False
    more = {"account": one} if name == "Statements" else {}
    status, code = (400, "session_expired") if resumes else (405, "method_not_allowed")
    refused(status, code, lambda: resource.resume("s", "111111", link=link, raise_exception=True, **more))


def institutions():
    resource = RESOURCES["Institutions"]
    rows = list(resource.list())
    assert rows == list(resource.list(page_size=1000, timeout=3)), "page by page"
    assert resource.get(rows[0]["id"]) == rows[0]
    assert [row["name"] for row in resource.list(name="heimdall_mx_retail")] == ["heimdall_mx_retail"]
    unsupported(lambda: resource.delete(rows[0]["id"]))
    unsupported(lambda: resource.resume("session", "111111"))


def links():
    resource = RESOURCES["Links"]
    # The SDK hands a refusal over as an answer unless it is told to raise.
    first = coded("token_required", resource.create("heimdall_mx_retail", "mfa_default", "pass_valid"))
    second = coded("token_required", resource.resume(first["session"], "999999", link=first["link"]))
    link = resource.resume(second["session"], "111111", raise_exception=True)
    assert (link["id"], link["status"], link["access_mode"]) == (first["link"], "valid", "recurrent"), link
    assert resource.update(link["id"], password="other", token="111111", raise_exception=True)["id"] == link["id"]
    assert resource.patch(link["id"], access_mode=AccessMode.SINGLE)["access_mode"] == "single"
    assert resource.get(link["id"])["access_mode"] == "single"
    assert link["id"] in [row["id"] for row in resource.list()]
    invalid = (BANK[0], "user_invalid", "pass_invalid")
    assert refused(400, "login_error", lambda: resource.create(*invalid, raise_exception=True))["message"]
    coded("login_error", resource.create(*invalid))
    refused(400, "required", lambda: resource.create("", "bnk1002", "full", raise_exception=True))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        assert resource.token(link["id"], "read_institutions,write_links")["access"]
    assert resource.delete(link["id"]) is True
    assert resource.delete(link["id"]) is False


def tokens(link):
    resource = RESOURCES["WidgetToken"]
    assert list(resource.create(raise_exception=True)) == ["access", "refresh"]
    widget = {"branding": {"company_name": "ACME"}}
    assert resource.create(link=link, scopes="write_links", widget=widget, raise_exception=True)["access"]
    refused(405, "method_not_allowed", lambda: list(resource.list()))
    refused(404, "not_found", lambda: resource.get(str(uuid.uuid4())))
    refused(405, "method_not_allowed", lambda: resource.resume("session", "111111", raise_exception=True))
    assert resource.delete(str(uuid.uuid4())) is False


def pages(link):
    """All rows of a list, ten a page, through `next`."""
    resource = RESOURCES["Transactions"]
    kept = resource.create(link, YEAR, date_to=TODAY, raise_exception=True)
    assert len(kept) > 100, len(kept)
    assert [row["id"] for row in resource.list(link)] == [row["id"] for row in resource.list(link, page_size=1000)]
    assert sorted(row["id"] for row in resource.list(link)) == sorted(row["id"] for row in kept)
    narrow = list(resource.list(link, value_date__range=f"{MONTH},{TODAY}"))
    assert narrow and all(row["value_date"] >= MONTH for row in narrow)


def monthly(link):
    RESOURCES["TaxReturns"].create(
        link, type_=TaxReturnType.MONTHLY, date_from=MONTH, date_to=TODAY, raise_exception=True
    )


def wrong_keys():
    try:
        Client(ID, f"not {PASSWORD}")
    except BelvoAPIException as error:
        assert str(error) == "Login failed."
        return
    raise AssertionError("logged in with wrong keys")


def main():
    institutions()
    links()
    linked(BANK, tokens)
    linked(BANK, pages)
    for name, credentials, *row in DATA:
        print(f"{name}:", linked(credentials, walk, name, *row))
    for name, credentials, *row in EMPTY:
        linked(credentials, nothing, name, *row)
    linked(FISCAL, monthly)
    wrong_keys()
    left = [method for name in NAMES for method in methods(name) if method not in called]
    assert not left, f"methods of the SDK that nothing here calls: {left}"


main()
