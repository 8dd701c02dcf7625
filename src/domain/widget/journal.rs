//! What a run tells the journal of acts and answers: with their values, but for what is secret.

use serde_json::{Value, json};

use super::flow::BankReply;
use super::run::Run;
use crate::domain::base::kinds::EntryKind;
use crate::domain::core::state::Core;
use crate::domain::vocabulary::acts::{Act, SKIP, SurveyAnswer, Verb};

impl Run {
    /// An act that is possible; `why` says which step does it, if a scenario does.
    pub(super) fn note_act(&self, core: &mut Core, act: &Act, why: Option<String>) {
        let (key, value) = match act {
            Act::Choose(choice) => {
                let index = self.find(core, choice).ok();
                ("institution", json!(index.map(|index| core.institutions[index].name.as_str())))
            }
            Act::Submit(credentials) => {
                let names = credentials.keys().filter(|name| self.asks_for(core, name));
                ("fields", names.map(String::as_str).collect())
            }
            Act::Token(_) => ("kind", json!(self.question.as_ref().map(|question| question.kind))),
            Act::Survey(answer) => ("answer", answer.map_or(SKIP, SurveyAnswer::name).into()),
            Act::Accept | Act::Retry | Act::Back | Act::Close | Act::Stay | Act::Leave | Act::Finish => {
                return self.tell_act(core, act.verb(), why, None);
            }
        };
        self.tell_act(core, act.verb(), why, Some((key, value)));
    }

    /// An act of a scenario that decides the bank's answer with it: what it types is made up.
    pub(super) fn note_answered_act(&self, core: &mut Core, verb: Verb, fields: Vec<String>) {
        let value = match verb {
            Verb::Submit => ("fields", json!(fields)),
            _ => ("kind", json!(self.question.as_ref().map(|question| question.kind))),
        };
        self.tell_act(core, verb, self.script.place(), Some(value));
    }

    fn tell_act(&self, core: &mut Core, verb: Verb, why: Option<String>, more: Option<(&str, Value)>) {
        let mut data = json!({ "act": verb, "screen": self.state.page.name() });
        if let Some((key, value)) = more {
            data[key] = value;
        }
        core.journal(Some(self.id), EntryKind::Act, why, data);
    }

    /// Whether the form of the chosen institution has a field: any other name may be anything.
    fn asks_for(&self, core: &Core, name: &str) -> bool {
        let institution = self.institution(core);
        institution.is_some_and(|institution| institution.form_fields.iter().any(|field| field.name == name))
    }

    /// What the bank, or Belvo for it, answers, and what has decided it.
    pub(super) fn note_answer(&self, core: &mut Core, says: &BankReply) {
        let mut data = json!({ "answer": says.name(), "by": self.reason.by });
        match says {
            BankReply::Refused(refusal) => {
                data["code"] = json!(refusal.code);
                data["message"] = json!(refusal.message);
            }
            BankReply::Unavailable(code) => data["code"] = json!(code),
            BankReply::AsksToken(kind) => data["kind"] = json!(kind),
            BankReply::Connected | BankReply::WrongToken | BankReply::LateToken => {}
        }
        core.journal(Some(self.id), EntryKind::BankAnswered, self.reason.why.clone(), data);
    }
}
