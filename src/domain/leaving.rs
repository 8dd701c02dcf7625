//! The ways out of a run: close, exit, finish, and the sessions that cannot start or go on.

use serde_json::json;

use super::Core;
use super::catalogue;
use super::emission::Emission;
use super::journal::EntryKind;
use super::options::Opt;
use super::scenario::Refusal;
use super::token::Dead;
use super::widget::{Ending, Run, Screen};

impl Run {
    /// Closing asks first, then why; a dead session has nothing to ask (W-FLOW-08 to 10).
    pub(super) fn close(&mut self, core: &mut Core) {
        let asks = !matches!(self.screen, Screen::Expired { .. } | Screen::Error { retry: None, .. });
        if asks && self.config.show_close_dialog {
            self.beneath = Some(std::mem::replace(&mut self.screen, Screen::CloseDialog));
            self.push(core);
        } else if asks {
            self.leave(core);
        } else {
            self.exit(core);
        }
    }

    pub(super) fn stay(&mut self, core: &mut Core) {
        if let Some(screen) = self.beneath.take() {
            self.screen = screen;
            self.push(core);
        }
    }

    pub(super) fn leave(&mut self, core: &mut Core) {
        self.pending = None;
        if self.config.show_abandon_survey {
            self.show(core, Screen::Survey);
        } else {
            self.exit(core);
        }
    }

    /// The page is not told the answer; the journal is.
    pub(super) fn answer_survey(&mut self, core: &mut Core, answer: Option<&'static str>) {
        core.journal(Some(self.id), EntryKind::Survey, None, json!({ "answer": answer }));
        self.exit(core);
    }

    /// `onExit`, once (W-EXIT-06).
    pub(super) fn exit(&mut self, core: &mut Core) {
        let exit = self.exit_data(core);
        self.waiting.push(exit);
        self.end(core, Ending::Exited);
    }

    fn exit_data(&self, core: &Core) -> Emission {
        let institution = self.institution(core).map(|institution| institution.name.as_str());
        let step = self.options.text(Opt::ExitStep) == "always" || institution.is_none();
        Emission::exit(self.last_error.as_ref(), institution, step, &self.options)
    }

    /// `callback`, once (W-CB-02).
    pub(super) fn finish(&mut self, core: &mut Core) {
        let (Some(link), Some(index)) = (self.link, self.selected) else { return };
        self.waiting.push(Emission::callback(link.to_string(), &core.institutions[index].name));
        if self.options.on(Opt::ExitAfterSuccess) {
            let exit = self.exit_data(core);
            self.waiting.push(exit);
        }
        self.end(core, Ending::Connected);
    }

    fn end(&mut self, core: &mut Core, ending: Ending) {
        self.ending = Some(ending);
        self.push(core);
        self.wind_up(core);
    }

    /// The page is gone; nothing more is called.
    pub(super) fn vanish(&mut self, core: &mut Core, why: &str) {
        if self.ending.is_none() {
            self.ending = Some(Ending::Gone);
            core.changes += 1;
            core.journal(
                Some(self.id),
                EntryKind::WidgetEnded,
                None,
                json!({ "ending": "gone", "why": why }),
            );
            core.agenda.forget(self.id);
        }
    }

    fn wind_up(&mut self, core: &mut Core) {
        let ending = if self.ending == Some(Ending::Connected) { "connected" } else { "exited" };
        core.journal(
            Some(self.id),
            EntryKind::WidgetEnded,
            None,
            json!({ "ending": ending, "link": self.link }),
        );
        core.agenda.forget(self.id);
    }

    /// The session is over before the user has connected: the expired screen (W-TOK-25).
    pub(super) fn expire(&mut self, core: &mut Core) {
        let refusal = Refusal {
            code: "session_expired_ob".to_owned(),
            message: catalogue::screen("session_expired_ob", "en").1.to_owned(),
        };
        self.tell_error(core, &refusal);
        self.last_error = Some(refusal.clone());
        core.agenda.forget(self.id);
        self.pending = None;
        self.screen = Screen::Expired { refusal };
        self.push(core);
    }

    /// The token is missing, malformed or foreign: nothing can be done but close (W-TOK-26).
    pub(super) fn refuse_token(&mut self, core: &mut Core, dead: Dead) {
        match dead {
            Dead::Foreign => {
                let refusal = Refusal::of("ACCESS_TOKEN_NOT_VALID");
                self.tell_error(core, &refusal);
                self.last_error = Some(refusal.clone());
                self.screen = Screen::Error { refusal, retry: None };
                self.push(core);
            }
            Dead::Expired | Dead::Used => self.expire(core),
        }
    }

    /// The widget does not start, and the page shows why (W-CFG-29, W-TOK-26).
    pub(super) fn misconfigured(&mut self, core: &mut Core, reason: &'static str, detail: String) {
        core.journal(
            Some(self.id),
            EntryKind::ConfigError,
            None,
            json!({ "reason": reason, "detail": detail }),
        );
        core.agenda.forget(self.id);
        self.screen = Screen::ConfigError { reason, detail };
        self.push(core);
    }
}
