//! What happens: the kinds of entries in the journal, and what time brings about.

use super::named::{named, named_and_told};

/// The kinds of entries: what has happened, and the keys that the particulars of such an entry have, as far as there is
/// something to say.
macro_rules! entries {
    ($(#[doc = $about:literal] $variant:ident $word:literal [$($key:literal),*])*) => {
        named_and_told! {
            /// What happened.
            EntryKind { $(#[doc = $about] $variant $word)* }
        }

        impl EntryKind {
            /// The keys of its `data`; those of `options` are the names of options.
            pub const fn keys(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($key),*]),* }
            }
        }
    };
}

entries! {
    /// A call of the API that is emulated was answered.
    Request "request" ["method", "path", "status", "on", "query", "body", "code", "request_id", "answer"]
    /// A page has called with secret keys, which Belvo advises against.
    KeysInPage "keys.in_page" ["page", "path"]
    /// A control call that names the workspace was refused; in nobody's, one that names none and whose caller may make none.
    ControlRefused "control.refused" ["on", "status", "code", "from"]
    /// A call was given up before it was answered.
    Cut "cut" ["method", "path"]
    /// A fault has decided a call, or a rule of the scenario has.
    Fault "fault" ["on", "error", "message", "field", "status", "delay", "cut", "truncate", "slow"]
    /// A token was issued.
    TokenIssued "token.issued" ["token", "scopes", "exp"]
    /// A token is dead before its time, and nobody has connected with it.
    TokenEnded "token.ended" ["token"]
    /// A token has connected a user.
    TokenUsed "token.used" ["token"]
    /// A scenario was chosen, or none.
    Scenario "scenario" ["name", "play"]
    /// Parts of a scenario are passed over, because of where it comes from.
    ScenarioPartly "scenario.partly" ["ignored", "scenario", "link", "status"]
    /// A step of a scenario cannot happen.
    ScenarioStopped "scenario.stopped" ["why"]
    /// An institution was closed or opened by hand.
    Institution "institution" ["institution", "status"]
    /// Settings were made.
    Options "options" []
    /// The clock was set or moved.
    Clock "clock" ["mode", "now"]
    /// What time brings about was due.
    Due "due" ["what", "link", "resource"]
    /// A page has opened the widget.
    WidgetOpened "widget.opened" ["token", "play", "config"]
    /// The widget cannot start as its page wants it, or cannot go on.
    ConfigError "config.error" ["reason", "detail"]
    /// The widget shows a screen.
    Screen "screen" ["screen"]
    /// Somebody has acted in the widget.
    Act "act" ["act", "screen", "institution", "fields", "kind", "answer"]
    /// An act or a call of the widget's page was refused.
    ActRefused "act.refused" ["act", "screen", "on", "token"]
    /// The bank, or Belvo for it, has answered in the widget.
    BankAnswered "bank.answered" ["answer", "by", "code", "message", "kind"]
    /// A person has accepted the company's terms.
    TermsAccepted "terms.accepted" ["company_terms_version"]
    /// A person has answered the survey, or not.
    Survey "survey" ["answer"]
    /// A function of the page is called.
    Emission "emission" ["to", "args"]
    /// What the page's function did.
    Handled "handled" ["seq", "to", "ok", "did", "error"]
    /// A run has ended.
    WidgetEnded "widget.ended" ["ending", "link", "why"]
    /// Something that was asked for has no effect.
    Hint "hint" []
    /// There are as many of something as there may be: the oldest has made room.
    Limit "limit" ["limit", "most", "lost"]
    /// A link was made.
    LinkCreated "link.created" ["link", "institution"]
    /// The bank's question about a link was answered.
    LinkConfirmed "link.confirmed" ["link"]
    /// A link was given new credentials.
    LinkUpdated "link.updated" ["link"]
    /// A link was changed.
    LinkChanged "link.changed" ["link"]
    /// A link was refreshed.
    LinkRefreshed "link.refreshed" ["link", "fetch_resources", "request_id"]
    /// A link has another status, by hand or as `why` says.
    LinkStatus "link.status" ["link", "status"]
    /// A link was deleted.
    LinkDeleted "link.deleted" ["link", "request_id"]
    /// Everything was wiped, as a month began.
    Wiped "data.wiped" ["links"]
    /// Records of a link were fetched.
    RecordsFetched "records.fetched" ["resource", "link", "count", "saved"]
    /// Records that were asked for could not be fetched.
    RecordsRefused "records.refused" ["link", "resource", "failure", "request_id"]
    /// Something has happened that webhooks tell.
    WebhookAnnounced "webhook.announced" ["webhook_id", "webhook_type", "webhook_code", "link", "may_be_nothing"]
    /// What was announced turned out to be nothing, and is not sent.
    WebhookNothing "webhook.nothing" ["webhook_id", "webhook_type", "webhook_code", "link"]
    /// A receiver was tried.
    WebhookTried "webhook.tried" ["delivery", "webhook_id", "url", "try", "status", "answer", "state"]
    /// Receivers of webhooks were set.
    WebhookTargets "webhook.targets" ["urls"]
}

named! {
    /// Where the scenario of a run comes from.
    Origin {
        /// Of the queue.
        Queue "of the queue"
        /// Of the script's address.
        Address "of the script's address"
        /// Of the workspace.
        Workspace "of the workspace"
    }
}

named! {
    /// Who or what has decided what the bank answers.
    Decider {
        /// A step of a scenario.
        Scenario "scenario"
        /// The user name, or another field that was typed.
        UserName "user_name"
        /// The MFA token that was typed.
        Token "token"
        /// The link of update mode: its bank knows the user.
        Link "link"
        /// The rules for links: none could be made.
        Rules "rules"
        /// The institution's status.
        Institution "institution"
        /// Nothing: it is as usual.
        Usual "usual"
    }
}

named! {
    /// What time brings about.
    DueKind {
        /// The token of an open widget dies.
        TokenDies "token.dies"
        /// A slow bank answers in a widget.
        BankAnswers "bank.answers"
        /// A widget's scenario goes on.
        StepFalls "scenario.step"
        /// The success screen of a widget leaves by itself.
        SuccessLeaves "success.leaves"
        /// What was asked for in the background is there.
        RecordsCome "records.come"
        /// A resource that comes with a link is there.
        DataArrive "data.arrive"
        /// A month begins, and everything is wiped.
        Wipe "data.wipe"
        /// A webhook that a scenario sends later is sent.
        WebhookSent "webhook.sent"
        /// A receiver of a webhook is tried, for the first time or again.
        WebhookTried "webhook.tried"
        /// The time of a link's consent is over.
        ConsentExpires "consent.expires"
        /// The user of a link has agreed anew.
        ConsentRenewed "consent.renewed"
        /// A link breaks, as its user's name decides.
        LinkBreaks "link.breaks"
        /// A link becomes what a scenario says.
        LinkTurns "link.turns"
    }
}
