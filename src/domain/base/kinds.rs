//! What happens: the kinds of entries in the journal, and what time brings about.

use super::named::named;

named! {
    /// What happened.
    EntryKind {
        /// A call of the API that is emulated was answered.
        Request "request"
        /// A page has called with secret keys, which Belvo advises against.
        KeysInPage "keys.in_page"
        /// A control call that names the workspace was refused.
        ControlRefused "control.refused"
        /// A call was given up before it was answered.
        Cut "cut"
        /// A fault has decided a call, or a rule of the scenario has.
        Fault "fault"
        /// A token was issued.
        TokenIssued "token.issued"
        /// A token is dead before its time, and nobody has connected with it.
        TokenEnded "token.ended"
        /// A token has connected a user.
        TokenUsed "token.used"
        /// A scenario was chosen, or none.
        Scenario "scenario"
        /// Parts of a scenario are passed over, because of where it comes from.
        ScenarioPartly "scenario.partly"
        /// A step of a scenario cannot happen.
        ScenarioStopped "scenario.stopped"
        /// An institution was closed or opened by hand.
        Institution "institution"
        /// Settings were made.
        Options "options"
        /// The clock was set or moved.
        Clock "clock"
        /// What time brings about was due.
        Due "due"
        /// A page has opened the widget.
        WidgetOpened "widget.opened"
        /// The widget cannot start as its page wants it, or cannot go on.
        ConfigError "config.error"
        /// The widget shows a screen.
        Screen "screen"
        /// Somebody has acted in the widget.
        Act "act"
        /// An act or a call of the widget's page was refused.
        ActRefused "act.refused"
        /// The bank, or Belvo for it, has answered in the widget.
        BankAnswered "bank.answered"
        /// A person has accepted the company's terms.
        TermsAccepted "terms.accepted"
        /// A person has answered the survey, or not.
        Survey "survey"
        /// A function of the page is called.
        Emission "emission"
        /// What the page's function did.
        Handled "handled"
        /// A run has ended.
        WidgetEnded "widget.ended"
        /// Something that was asked for has no effect.
        Hint "hint"
        /// There are as many of something as there may be: the oldest has made room.
        Limit "limit"
        /// A link was made.
        LinkCreated "link.created"
        /// The bank's question about a link was answered.
        LinkConfirmed "link.confirmed"
        /// A link was given new credentials.
        LinkUpdated "link.updated"
        /// A link was changed.
        LinkChanged "link.changed"
        /// A link was refreshed.
        LinkRefreshed "link.refreshed"
        /// The status of a link was set by hand.
        LinkStatus "link.status"
        /// A link was deleted.
        LinkDeleted "link.deleted"
        /// Everything was wiped, as a month began.
        Wiped "data.wiped"
        /// Records of a link were fetched.
        RecordsFetched "records.fetched"
        /// Records that were asked for could not be fetched.
        RecordsRefused "records.refused"
        /// Something has happened that webhooks tell.
        WebhookAnnounced "webhook.announced"
        /// What was announced turned out to be nothing, and is not sent.
        WebhookNothing "webhook.nothing"
        /// A receiver was tried.
        WebhookTried "webhook.tried"
        /// Receivers of webhooks were set.
        WebhookTargets "webhook.targets"
    }
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
