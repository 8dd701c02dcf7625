//! Frames as the script in the page gets them.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{names, qr, words};
use crate::domain::link::institution::Institution;
use crate::domain::link::mfa::Challenge;
use crate::domain::vocabulary::Days;
use crate::domain::vocabulary::acts::SurveyAnswer;
use crate::domain::vocabulary::answers::TokenKind;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::widget;
use crate::domain::widget::branding::is_at_home;
use crate::domain::widget::emission::Emission;
use crate::domain::widget::{Run, Screen, Shown};
use crate::domain::workspace::world::World;

/// What the page of a run is sent: a screen, and calls of the page's functions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Frame {
    /// Counts up from 1 within the run.
    pub seq: u64,
    /// The screen: its `name`, its `acts`, and what it shows; none when the widget is gone.
    pub screen: Option<Value>,
    /// The calls, in order.
    pub emissions: Vec<Emission>,
}

/// The frames of a run after `seq`.
pub(super) fn frames(world: &World, run: &Run, after: u64) -> Vec<Frame> {
    let drawer = Drawer { world, run };
    run.frames_after(after).map(|frame| drawer.frame(frame)).collect()
}

/// What the page looks like, from the first screen to the last.
pub(super) fn brand(run: &Run, base: &str) -> Value {
    let brand = &run.brand;
    let remote = run.options.remote_branding;
    let image = |url: &String| json!({ "url": url, "loads": remote || is_at_home(url, base) });
    json!({
        "company_name": brand.company_name,
        "company_icon": brand.company_icon.as_ref().map(image),
        "company_logo": brand.company_logo.as_ref().map(image),
        "company_terms_url": brand.company_terms_url,
        "company_benefit_header": brand.company_benefit_header,
        "company_benefit_content": brand.company_benefit_content,
        "opportunity_loss": brand.opportunity_loss,
        "overlay_background_color": brand.overlay_background_color,
        "social_proof": brand.social_proof.unwrap_or(true),
        "show_belvo_middle_logo": brand.show_belvo_middle_logo.unwrap_or(false),
        "color_scheme": brand.color_scheme,
        "theme": brand.theme,
    })
}

/// The user names that decide, for developers; in update mode none is typed.
pub(super) fn names(run: &Run) -> Vec<Value> {
    if run.options.mark && !run.updates() { names::all(run.config.locale) } else { Vec::new() }
}

struct Drawer<'a> {
    world: &'a World,
    run: &'a Run,
}

impl Drawer<'_> {
    fn frame(&self, frame: &widget::Frame) -> Frame {
        let screen = frame.screen.as_ref().map(|shown| self.screen(shown, frame));
        Frame { seq: frame.seq, screen, emissions: frame.emissions.clone() }
    }

    fn screen(&self, shown: &Shown, frame: &widget::Frame) -> Value {
        let mut view = Map::new();
        view.insert("name".into(), shown.screen.page().name().into());
        view.insert("acts".into(), json!(shown.acts));
        view.insert("frozen".into(), self.world.clock.frozen().into());
        let institution = shown.institution.map(|index| &self.world.core.institutions[index]);
        if !self.run.options.mark {
            view.insert("mark".into(), false.into());
        }
        if let Value::Object(more) = self.particulars(&shown.screen, institution, frame) {
            view.extend(more);
        }
        Value::Object(view)
    }

    fn particulars(
        &self,
        screen: &Screen,
        institution: Option<&Institution>,
        frame: &widget::Frame,
    ) -> Value {
        let bank = institution.map(|institution| self.institution(institution));
        match screen {
            Screen::Consent => self.consent(),
            Screen::CloseDialog => Value::Null,
            Screen::Institutions { refused } => self.list(*refused),
            Screen::Credentials { errors } => json!({
                "institution": bank,
                "fields": institution.map(|institution| self.fields(institution)),
                "errors": self.faults(errors),
                "update": self.run.updates(),
            }),
            Screen::Loading | Screen::Success => json!({ "institution": bank }),
            Screen::Mfa(challenge) => self.challenge(challenge, bank, frame),
            Screen::Error { code } => self.error(*code, bank),
            Screen::Survey => {
                json!({ "answers": SurveyAnswer::ALL.iter().map(|answer| answer.name()).collect::<Vec<_>>() })
            }
            Screen::Expired { code } => self.error(*code, None),
            Screen::ConfigError { reason, detail } => json!({ "reason": reason, "detail": detail }),
        }
    }

    /// What the consent is about: which data, whether they are fetched again, and for how many days they are kept.
    fn consent(&self) -> Value {
        let (token, locale) = (self.run.asked(), self.run.config.locale);
        json!({
            "resources": words::of_resources(&token.fetch_resources, locale),
            "access_mode": self.run.config.access_mode,
            "days": token.stale_in.unwrap_or(Days::YEAR).count(),
        })
    }

    /// The rows of the form's fields that this run asks for.
    fn fields(&self, institution: &Institution) -> Vec<Value> {
        let form = &institution.form_fields;
        let rows = institution.row["form_fields"].as_array().into_iter().flatten();
        rows.zip(form)
            .filter(|(_, field)| self.run.asks(field, form))
            .map(|(row, _)| self.worded(row))
            .collect()
    }

    /// A row with its texts in the widget's language, the choices of a list as well.
    fn worded(&self, row: &Value) -> Value {
        match row {
            Value::String(said) => words::of_row(said, self.run.config.locale).into(),
            Value::Array(all) => all.iter().map(|each| self.worded(each)).collect(),
            Value::Object(keys) => {
                keys.iter().map(|(key, value)| (key.clone(), self.worded_key(key, value))).collect()
            }
            other => other.clone(),
        }
    }

    /// Names and codes are no texts: `password` is a label here and a key there.
    fn worded_key(&self, key: &str, value: &Value) -> Value {
        let texts = ["label", "placeholder", "validation_message", "values"];
        if texts.contains(&key) { self.worded(value) } else { value.clone() }
    }

    fn faults(&self, errors: &IndexMap<String, String>) -> Value {
        let locale = self.run.config.locale;
        errors.iter().map(|(name, why)| (name.clone(), json!(words::of_row(why, locale)))).collect()
    }

    fn error(&self, code: Code, bank: Option<Value>) -> Value {
        let (title, text) = code.screen(self.run.config.locale);
        json!({ "institution": bank, "code": code, "title": title, "text": text })
    }

    fn challenge(&self, challenge: &Challenge, bank: Option<Value>, frame: &widget::Frame) -> Value {
        let limited = self.run.options.time_limits;
        json!({
            "institution": bank,
            "kind": challenge.kind,
            "instructions": challenge.kind.instructions(),
            "value": challenge.value,
            "qr": challenge.value.as_deref().filter(|_| challenge.kind == TokenKind::Qr).and_then(qr::modules),
            "input": challenge.kind.asks_input(),
            "expires_at": challenge.expires_at.iso_micros(),
            "seconds_left": limited.then(|| challenge.expires_at.since(frame.at).as_secs()),
        })
    }

    /// The institutions of this page; the one that was just refused is as unavailable as one that is down.
    fn list(&self, refused: Option<usize>) -> Value {
        let all = &self.world.core.institutions;
        let row = |index: &usize| {
            let mut row = self.institution(&all[*index]);
            row["available"] =
                (self.world.core.availability.can_be_chosen(&all[*index]) && refused != Some(*index)).into();
            row
        };
        let rows: Vec<Value> = self.run.listed.iter().map(row).collect();
        json!({ "institutions": rows, "refused": refused.map(|index| &all[index].name) })
    }

    fn institution(&self, institution: &Institution) -> Value {
        json!({
            "name": institution.name,
            "display_name": words::of_row(&institution.display_name, self.run.config.locale),
            "kind": institution.segment(),
            "country": institution.country_code,
        })
    }
}
