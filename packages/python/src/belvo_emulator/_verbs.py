"""The verbs of the control API. Written by generate.py."""

from __future__ import annotations

from typing import Any, List, Literal, Mapping, Optional, Union

from . import _types as t
from ._calls import UNSET, Caller

# The reports of pytest begin where the test calls.
__tracebackhide__ = True


class Verbs(Caller):
    """What can be done in one workspace, or in all."""

    def remove_workspace(self) -> t.RemovedWorkspace:
        """Forget the workspace that is named, and the keys that were made for it."""
        answer: t.RemovedWorkspace = self._call("DELETE", [""])
        return answer

    def info(self) -> t.Info:
        """Version, addresses, seed, clock, counts; what is kept, in bytes."""
        answer: t.Info = self._call("GET", ["info"])
        return answer

    def reset(self, ids: Optional[Literal["fresh", "repeat"]] = UNSET) -> t.WasReset:
        """Everything back to the start: links, tokens, widgets, journal, scenario, options,
        clock; with fresh ids, or those of the start again.

        ids: Ids that never were, or those of the start again.
        """
        answer: t.WasReset = self._call("POST", ["reset"], body={"ids": ids})
        return answer

    def scenario(self) -> t.InForce:
        """The scenario in force."""
        answer: t.InForce = self._call("GET", ["scenario"])
        return answer

    def set_scenario(
        self,
        name: Optional[str] = UNSET,
        *,
        document: Any = UNSET,
        play: Optional[Literal["by_itself", "by_hand"]] = UNSET,
    ) -> t.InForce:
        """Choose a scenario by its name or its text, or none.

        name: Its name, or null for none.
        document: Its text instead: that of a file, or the same as JSON.
        play: Who acts, if not as the scenario says.
        """
        answer: t.InForce = self._call(
            "PUT",
            ["scenario"],
            body={"name": name, "document": document, "play": play},
        )
        return answer

    def queue(self) -> t.Queues:
        """What the next runs play."""
        answer: t.Queues = self._call("GET", ["queue"])
        return answer

    def enqueue(
        self,
        scenario: str,
        *,
        times: int = UNSET,
        play: Optional[Literal["by_itself", "by_hand"]] = UNSET,
    ) -> t.Enqueued:
        """Let the next runs play a scenario before anything else decides: so many of each
        workspace.

        scenario: Its name.
        times: For how many runs of each workspace.
        play: Who acts, if not as the scenario says.
        """
        answer: t.Enqueued = self._call(
            "POST",
            ["queue"],
            body={"scenario": scenario, "times": times, "play": play},
        )
        return answer

    def clear_queue(self) -> t.Queues:
        """Forget the queue."""
        answer: t.Queues = self._call("DELETE", ["queue"])
        return answer

    def faults(self) -> t.Faults:
        """The faults that are set, what is left of them and what has been used."""
        answer: t.Faults = self._call("GET", ["faults"])
        return answer

    def set_fault(
        self,
        on: str,
        *,
        times: Optional[int] = UNSET,
        always: bool = UNSET,
        after: Optional[int] = UNSET,
        error: Optional[str] = UNSET,
        message: Optional[str] = UNSET,
        custom: bool = UNSET,
        field: Optional[str] = UNSET,
        status: Optional[int] = UNSET,
        delay: Optional[str] = UNSET,
        cut: Optional[Literal["reset"]] = UNSET,
        truncate: bool = UNSET,
        slow: Optional[str] = UNSET,
    ) -> t.Faults:
        """Let the next calls of an operation fail, wait or break off: so many of each workspace.

        on: Which calls: `POST /api/accounts/`, `GET /api/links/{id}/`, `POST /widget/v1/open`, or
        a path alone for any method.
        times: How many calls it holds for; one without.
        always: It holds for all calls.
        after: How many calls pass before.
        error: The code that they are refused with.
        message: Its message, if not the code's first.
        custom: The message may be any text.
        field: The key that the error is about.
        status: The status that they are answered with, without a body.
        delay: How much later the answer comes, such as 3s.
        cut: The connection is reset before an answer; the call is not carried out.
        truncate: The body of the answer ends in the middle, though Content-Length says more.
        slow: How long the body of the answer takes to come, at most 10m.
        """
        answer: t.Faults = self._call(
            "POST",
            ["faults"],
            body={"on": on, "times": times, "always": always, "after": after, "error": error, "message": message, "custom": custom, "field": field, "status": status, "delay": delay, "cut": cut, "truncate": truncate, "slow": slow},
        )
        return answer

    def clear_faults(self) -> t.Faults:
        """Forget the faults."""
        answer: t.Faults = self._call("DELETE", ["faults"])
        return answer

    def widgets(self) -> t.Widgets:
        """The runs of the widget."""
        answer: t.Widgets = self._call("GET", ["widgets"])
        return answer

    def widget(self, widget: str) -> t.WholeWidget:
        """One run: its screen, what it allows, and all its frames.

        widget: The run's id.
        """
        answer: t.WholeWidget = self._call("GET", ["widgets", widget])
        return answer

    def record(self, widget: str) -> t.RecordedScenario:
        """What was done in a run, and what the bank answered, as the text of a scenario file that
        does the same.

        widget: The run's id.
        """
        answer: t.RecordedScenario = self._call("GET", ["widgets", widget, "scenario"])
        return answer

    def act(
        self,
        widget: str,
        act: Literal["accept", "choose", "submit", "token", "retry", "back", "close", "stay", "leave", "survey", "finish"],
        *,
        value: Any = UNSET,
    ) -> t.WholeWidget:
        """Do what a person does on the screen that shows.

        widget: The run's id.
        act: What a person does.
        value: With what: the institution, the token, the survey's answer, or credentials as JSON.
        """
        answer: t.WholeWidget = self._call("POST", ["widgets", widget, act], body={"value": value})
        return answer

    def emit(
        self,
        widget: str,
        *,
        event: Any = UNSET,
        exit: Any = UNSET,
        callback: Any = UNSET,
    ) -> t.WholeWidget:
        """Send its page something off the contract: one of `event`, `exit` and `callback`.

        widget: The run's id.
        event: What onEvent gets.
        exit: What onExit gets.
        callback: What callback gets: a list of its arguments.
        """
        answer: t.WholeWidget = self._call(
            "POST",
            ["widgets", widget, "emit"],
            body={"event": event, "exit": exit, "callback": callback},
        )
        return answer

    def links(self, after: Optional[str] = UNSET, *, limit: int = UNSET) -> t.Links:
        """The links.

        after: Those after this one alone, by its id.
        limit: How many at most: 1000, or less.
        """
        answer: t.Links = self._call("GET", ["links"], query={"after": after, "limit": limit})
        return answer

    def make_link(
        self,
        institution: str,
        *,
        username: Optional[str] = UNSET,
        status: Optional[Literal["valid", "invalid", "unconfirmed", "token_required", "expired_credentials", "stale_data", "expired_consent"]] = UNSET,
        access_mode: Optional[Literal["single", "recurrent"]] = UNSET,
        external_id: Optional[str] = UNSET,
        fetch_resources: List[str] = UNSET,
        credentials_storage: Optional[str] = UNSET,
        stale_in: Optional[str] = UNSET,
    ) -> t.Link:
        """Make a link without its bank, in any state.

        institution: The name of its institution.
        username: Who the user is; a new one without.
        status: What it is; `valid` without.
        access_mode: Whether it is refreshed by itself.
        external_id: The app's own name for the user.
        fetch_resources: What comes with it.
        credentials_storage: For how long its credentials are kept: `store`, `nostore`, or days as
        in 30d.
        stale_in: For how long its data are kept, as in 30d.
        """
        answer: t.Link = self._call(
            "POST",
            ["links"],
            body={"institution": institution, "username": username, "status": status, "access_mode": access_mode, "external_id": external_id, "fetch_resources": fetch_resources, "credentials_storage": credentials_storage, "stale_in": stale_in},
        )
        return answer

    def link(self, id: str) -> t.WholeLink:
        """One link, and what its institution has.

        id: The link's id.
        """
        answer: t.WholeLink = self._call("GET", ["links", id])
        return answer

    def set_link(
        self,
        id: str,
        *,
        status: Literal["valid", "invalid", "unconfirmed", "token_required", "expired_credentials", "stale_data", "expired_consent"],
    ) -> t.Link:
        """Set a link's status by hand, as time or the bank would.

        id: The link's id.
        status: What it is to be.
        """
        answer: t.Link = self._call("PATCH", ["links", id], body={"status": status})
        return answer

    def records(
        self,
        id: str,
        *,
        resource: str,
        after: Optional[str] = UNSET,
        limit: int = UNSET,
    ) -> t.Records:
        """The records that are kept of a link, as lists of the API show them.

        id: The link's id.
        resource: The resource: `ACCOUNTS`.
        after: Those after this one alone, by its id.
        limit: How many at most: 1000, or less.
        """
        answer: t.Records = self._call(
            "GET",
            ["links", id, "records"],
            query={"resource": resource, "after": after, "limit": limit},
        )
        return answer

    def make_token(
        self,
        state: Optional[Literal["good", "expired", "used", "foreign", "broken_signature"]] = UNSET,
        *,
        scopes: Optional[str] = UNSET,
        ttl: Optional[str] = UNSET,
        link: Optional[str] = UNSET,
        fetch_resources: List[str] = UNSET,
        widget: Any = UNSET,
    ) -> t.MadeToken:
        """Make a widget token without secret keys: a good one, or one that is refused.

        state: What it is; `good` without.
        scopes: Its scopes with commas between them, as in `POST /api/token/`; the pair that a
        widget needs without.
        ttl: How long the access token lives, such as 30s; as `token.access_ttl` says without.
        link: The link that it opens in update mode.
        fetch_resources: What comes with a link that is made with it.
        widget: What the page looks like: `widget` of `POST /api/token/`.
        """
        answer: t.MadeToken = self._call(
            "POST",
            ["tokens"],
            body={"state": state, "scopes": scopes, "ttl": ttl, "link": link, "fetch_resources": fetch_resources, "widget": widget},
        )
        return answer

    def institutions(self) -> t.Institutions:
        """The institutions, and whether they are there."""
        answer: t.Institutions = self._call("GET", ["institutions"])
        return answer

    def set_institution(
        self,
        name: str,
        *,
        status: Literal["healthy", "down", "disabled"],
    ) -> t.Institutions:
        """Take an institution's site down, let Belvo switch it off, or make it healthy again.

        name: Its name.
        status: What can be done with it.
        """
        answer: t.Institutions = self._call(
            "PATCH",
            ["institutions", name],
            body={"status": status},
        )
        return answer

    def webhooks(self) -> t.Webhooks:
        """Who gets webhooks."""
        answer: t.Webhooks = self._call("GET", ["webhooks"])
        return answer

    def set_webhooks(self, targets: List[t.SetWebhooksTargets]) -> t.Webhooks:
        """Send webhooks to these receivers from now on.

        targets: All receivers; none stops webhooks.
        """
        answer: t.Webhooks = self._call("PUT", ["webhooks"], body={"targets": targets})
        return answer

    def trigger(
        self,
        link: str,
        *,
        type: str,
        code: Literal["historical_update", "new_accounts_available", "new_owners_available", "new_transactions_available", "transactions_updated", "transactions_deleted", "new_bills_available", "new_investments_available", "new_investment_transactions_available", "initial_inflow_update", "initial_outflow_update", "historical_inflow_update", "historical_outflow_update", "new_inflow_invoices_available", "new_outflow_invoices_available", "new_tax_returns_available", "new_financial_statements_available", "employment_changes", "invalid_credentials", "token_required", "link_deleted", "openfinance_consent_about_to_expire", "openfinance_consent_expired", "openfinance_consent_expiration_changed", "openfinance_consent_with_unrecoverable_resources", "openfinance_consent_with_temporarily_unavailable_resources", "OBJECT_CREATED", "STATUS_UPDATE"],
        process: Optional[Literal["historical_update", "recurrent_update", "async_post"]] = UNSET,
        data: Any = UNSET,
    ) -> t.Triggered:
        """Send a webhook by hand, with what it says of a link's records, or with given data.

        link: The link's id.
        type: `webhook_type`: the name of a resource, `LINK` or `CONSENT`.
        code: `webhook_code`
        process: `process_type`, where several webhooks have this type and code; the first of the
        table's without.
        data: What its `data` says, if not what it would say of the link's records.
        """
        answer: t.Triggered = self._call(
            "POST",
            ["webhooks", "trigger"],
            body={"link": link, "type": type, "code": code, "process": process, "data": data},
        )
        return answer

    def deliveries(
        self,
        settled: bool = UNSET,
        *,
        after: Optional[int] = UNSET,
        tried_since: Optional[int] = UNSET,
        limit: int = UNSET,
        timeout: Optional[str] = UNSET,
    ) -> t.Deliveries:
        """What has been sent to receivers, and what became of it.

        settled: Wait until none is due or under way.
        after: Those after this one alone, by its `seq`.
        tried_since: Those alone that were tried since, by the `tries` of an answer before; it
        waits until one is.
        limit: How many at most: 1000, or less.
        timeout: Wait for so long at most, in host time: 25 seconds, or less.
        """
        answer: t.Deliveries = self._call(
            "GET",
            ["webhooks", "deliveries"],
            query={"settled": settled, "after": after, "tried_since": tried_since, "limit": limit, "timeout": timeout},
        )
        return answer

    def resend(self, seq: str) -> t.Deliveries:
        """Send a webhook once more to the receiver that it was for, as it should be.

        seq: Its `seq`.
        """
        answer: t.Deliveries = self._call("POST", ["webhooks", "deliveries", seq])
        return answer

    def inbox(self) -> t.Inbox:
        """The webhooks that an application's server would have got, whether there is one or not."""
        answer: t.Inbox = self._call("GET", ["inbox"])
        return answer

    def clear_inbox(self) -> t.Inbox:
        """Forget them."""
        answer: t.Inbox = self._call("DELETE", ["inbox"])
        return answer

    def inbox_wait(
        self,
        type: Optional[str] = UNSET,
        *,
        code: Optional[Literal["historical_update", "new_accounts_available", "new_owners_available", "new_transactions_available", "transactions_updated", "transactions_deleted", "new_bills_available", "new_investments_available", "new_investment_transactions_available", "initial_inflow_update", "initial_outflow_update", "historical_inflow_update", "historical_outflow_update", "new_inflow_invoices_available", "new_outflow_invoices_available", "new_tax_returns_available", "new_financial_statements_available", "employment_changes", "invalid_credentials", "token_required", "link_deleted", "openfinance_consent_about_to_expire", "openfinance_consent_expired", "openfinance_consent_expiration_changed", "openfinance_consent_with_unrecoverable_resources", "openfinance_consent_with_temporarily_unavailable_resources", "OBJECT_CREATED", "STATUS_UPDATE"]] = UNSET,
        link: Optional[str] = UNSET,
        after: Optional[int] = UNSET,
        tried_since: Optional[int] = UNSET,
        count: int = UNSET,
        timeout: str = UNSET,
    ) -> t.Arrived:
        """Wait until webhooks have come that an application's server would have got.

        type: Of this `webhook_type` alone.
        code: Of this `webhook_code` alone.
        link: Of this link alone.
        after: Those after this one alone, by its `seq`; all, if there are not so many any more.
        tried_since: Until a receiver was tried since, too, by the `tries` of an answer before.
        count: How many.
        timeout: For how long at most, in host time: 25 seconds, or less.
        """
        answer: t.Arrived = self._call(
            "POST",
            ["inbox", "wait"],
            body={"type": type, "code": code, "link": link, "after": after, "tried_since": tried_since, "count": count, "timeout": timeout},
        )
        return answer

    def options(self) -> t.Options:
        """The table of options with the settings in force."""
        answer: t.Options = self._call("GET", ["options"])
        return answer

    def set_options(self, document: Mapping[str, Union[str, bool, int]]) -> t.Options:
        """Make settings, all or none."""
        answer: t.Options = self._call("PUT", ["options"], body=document)
        return answer

    def rules(self) -> t.Rules:
        """The rules that are kept, with the settings that decide them."""
        answer: t.Rules = self._call("GET", ["rules"])
        return answer

    def clock(self) -> t.Clock:
        """The clock."""
        answer: t.Clock = self._call("GET", ["clock"])
        return answer

    def set_clock(
        self,
        mode: Literal["frozen", "running"],
        *,
        now: Optional[str] = UNSET,
    ) -> t.Advanced:
        """Freeze the clock or let it run, from where it is or from a time; `clock run now`
        returns to this machine's.

        mode: Let it stand, or let it run.
        now: What it shows then, as `2026-01-31T12:00:00Z`, or `now` for this machine's time;
        without, it goes on from where it is.
        """
        answer: t.Advanced = self._call("PUT", ["clock"], body={"mode": mode, "now": now})
        return answer

    def advance(
        self,
        by: str,
        *,
        wait: Optional[Literal["deliveries"]] = UNSET,
        timeout: Optional[str] = UNSET,
    ) -> t.Advanced:
        """Move the clock forward; all that falls due happens before this answers, and is in the
        answer.

        by: How far, with a unit: `500ms`, `3s`, `10m`, `2h`, `1d`, `1h30m`.
        wait: Wait until no delivery of webhooks is due or under way any more.
        timeout: For how long at most, in host time: 25 seconds, or less.
        """
        answer: t.Advanced = self._call(
            "POST",
            ["clock", "advance"],
            body={"by": by, "wait": wait, "timeout": timeout},
        )
        return answer

    def due(self, limit: int = UNSET) -> t.WhatIsDue:
        """What is to come by itself, and by which clocks.

        limit: How many at most: 1000, or less.
        """
        answer: t.WhatIsDue = self._call("GET", ["clock", "due"], query={"limit": limit})
        return answer

    def snapshot(self) -> t.Snapshot:
        """All that one workspace holds, as one document without secrets."""
        answer: t.Snapshot = self._call("GET", ["snapshot"])
        return answer

    def set_snapshot(self, document: Mapping[str, Any]) -> t.Restored:
        """Put one workspace back to such a document, whole or not at all; of this workspace or
        another, of this emulator or another.
        """
        answer: t.Restored = self._call("PUT", ["snapshot"], body=document)
        return answer

    def workspaces(self) -> t.Workspaces:
        """The workspaces that are open."""
        answer: t.Workspaces = self._call("GET", ["workspaces"])
        return answer

    def bundle(self) -> t.Bundle:
        """What happened in a workspace as one file: its snapshot, and what was done in its
        widgets as scenarios.
        """
        answer: t.Bundle = self._call("GET", ["bundle"])
        return answer

    def set_bundle(self, document: Mapping[str, Any]) -> t.LoadedBundle:
        """Load such a file, into the workspace that is named or that of its name; whole, or not
        at all.
        """
        answer: t.LoadedBundle = self._call("PUT", ["bundle"], body=document)
        return answer

    def unmatched(self) -> t.Unmatched:
        """The calls that no route of the API answers, each with the nearest one and how often it
        came.
        """
        answer: t.Unmatched = self._call("GET", ["unmatched"])
        return answer

    def journal(
        self,
        kind: Optional[Literal["request", "keys.in_page", "control.refused", "cut", "fault", "token.issued", "token.ended", "token.used", "scenario", "scenario.partly", "scenario.stopped", "institution", "options", "clock", "due", "widget.opened", "config.error", "screen", "act", "act.refused", "bank.answered", "terms.accepted", "survey", "emission", "handled", "widget.ended", "hint", "limit", "link.created", "link.confirmed", "link.updated", "link.changed", "link.refreshed", "link.status", "link.deleted", "data.wiped", "records.fetched", "records.refused", "webhook.announced", "webhook.nothing", "webhook.tried", "webhook.targets"]] = UNSET,
        *,
        on: Optional[str] = UNSET,
        path: Optional[str] = UNSET,
        status: Optional[int] = UNSET,
        code: Optional[str] = UNSET,
        widget: Optional[str] = UNSET,
        request_id: Optional[str] = UNSET,
        why: Optional[str] = UNSET,
        query: Any = UNSET,
        body: Any = UNSET,
        data: Any = UNSET,
        after: Optional[Union[int, str]] = UNSET,
    ) -> t.Journal:
        """What happened.

        kind: Its kind; `request` where `on`, `path`, `status`, `query` or `body` is said.
        on: The operation that was called: `POST /api/links/`.
        path: The path that was called: `/api/links/1b0e…/`.
        status: The status that was answered.
        code: The code of what was refused, of an event `ERROR`, or of a webhook.
        widget: The run of the widget that it happened in.
        request_id: The `request_id` that a refusal was answered with.
        why: A part of why it was other than usual.
        query: What the call has in its query, among others.
        body: What the call has in its body, among others; secrets stand there as fingerprints.
        data: What its particulars have, among others.
        after: Entries after this place alone: the `seq` of one, or `next` of an answer, which
        tells a workspace that was reset since.
        """
        answer: t.Journal = self._call(
            "GET",
            ["journal"],
            query={"kind": kind, "on": on, "path": path, "status": status, "code": code, "widget": widget, "request_id": request_id, "why": why, "query": query, "body": body, "data": data, "after": after},
        )
        return answer

    def journal_wait(
        self,
        match: t.JournalWaitMatch = UNSET,
        *,
        count: int = UNSET,
        after: Optional[Union[int, str]] = UNSET,
        timeout: str = UNSET,
    ) -> t.Written:
        """Wait until entries of the journal have been written.

        match: What they are.
        count: How many.
        after: Entries after this place alone: the `seq` of one, or `next` of an answer, which
        tells a workspace that was reset since.
        timeout: For how long at most, in host time: 25 seconds, or less.
        """
        answer: t.Written = self._call(
            "POST",
            ["journal", "wait"],
            body={"match": match, "count": count, "after": after, "timeout": timeout},
        )
        return answer

    def verify(
        self,
        expect: List[t.VerifyExpect],
        *,
        ordered: bool = UNSET,
        others: Literal["allow", "refuse"] = UNSET,
        after: Optional[Union[int, str]] = UNSET,
    ) -> t.Verified:
        """Whether what happened is what was expected: which entries, how often, in which order,
        and nothing else.

        expect: The entries that are expected, at most 100.
        ordered: Whether they come in this order.
        others: What is made of other entries of the kinds that are expected; to refuse them, each
        match has to have a kind.
        after: Entries after this place alone: the `seq` of one, or `next` of an answer, which
        tells a workspace that was reset since; in one workspace, as the order is.
        """
        answer: t.Verified = self._call(
            "POST",
            ["verify"],
            body={"expect": expect, "ordered": ordered, "others": others, "after": after},
        )
        return answer


class EmulatorVerbs(Verbs):
    """What concerns the emulator as a whole."""

    def index(self) -> t.Index:
        """This list."""
        answer: t.Index = self._call("GET", [""])
        return answer

    def openapi(self) -> t.Document:
        """This list as an OpenAPI document."""
        answer: t.Document = self._call("GET", ["openapi.json"])
        return answer

    def openapi_belvo(self) -> t.Document:
        """The API that is emulated, as an OpenAPI document."""
        answer: t.Document = self._call("GET", ["openapi", "belvo.json"])
        return answer

    def live(self) -> t.Health:
        """200 while the process runs."""
        answer: t.Health = self._call("GET", ["health", "live"])
        return answer

    def health(self) -> t.Health:
        """200 when bound and all scenarios are valid."""
        answer: t.Health = self._call("GET", ["health", "ready"])
        return answer

    def shutdown(self) -> t.Stopping:
        """Stop the emulator, as SIGTERM does."""
        answer: t.Stopping = self._call("POST", ["shutdown"])
        return answer

    def scenarios(self) -> t.Scenarios:
        """The scenarios that can be chosen; `refused` says what is wrong with a change."""
        answer: t.Scenarios = self._call("GET", ["scenarios"])
        return answer

    def scenario_text(self, name: str) -> t.ScenarioText:
        """One scenario with its text.

        name: Its name.
        """
        answer: t.ScenarioText = self._call("GET", ["scenarios", name])
        return answer

    def validate(self, document: Any) -> t.Valid:
        """Check the text of a scenario without choosing it.

        document: The text of a file, or the same as JSON.
        """
        answer: t.Valid = self._call("POST", ["scenarios", "validate"], body={"document": document})
        return answer

    def names(self, locale: Literal["en", "es", "pt"] = UNSET) -> t.Names:
        """The user names that decide what a bank does.

        locale: `en`, `es` or `pt`.
        """
        answer: t.Names = self._call("GET", ["names"], query={"locale": locale})
        return answer

    def new_workspace(
        self,
        prefix: Optional[str] = UNSET,
        *,
        scenario: Optional[str] = UNSET,
        play: Optional[Literal["by_itself", "by_hand"]] = UNSET,
        options: Mapping[str, Union[str, bool, int]] = UNSET,
    ) -> t.FreshWorkspace:
        """Make a fresh workspace: its keys, and where to call it.

        prefix: How its secret id begins; a number follows.
        scenario: The name of its scenario.
        play: Who acts in it, if not as the scenario says.
        options: Its settings.
        """
        answer: t.FreshWorkspace = self._call(
            "POST",
            ["workspaces"],
            body={"prefix": prefix, "scenario": scenario, "play": play, "options": options},
        )
        return answer
