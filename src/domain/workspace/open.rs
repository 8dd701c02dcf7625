//! How a run of the widget begins: which scenario decides, what the token allows, which screen is the first.

use std::sync::Arc;

use serde_json::json;

use super::world::World;
use crate::domain::base::agenda::Due;
use crate::domain::base::journal::Fingerprint;
use crate::domain::base::kinds::{EntryKind, Origin};
use crate::domain::base::options::Options;
use crate::domain::base::redaction::without_secrets;
use crate::domain::base::time::Timestamp;
use crate::domain::scenario::active::overlay;
use crate::domain::scenario::model::{BadToken, Play, Scenario};
use crate::domain::token::tokens::{Dead, Grant, Kind};
use crate::domain::vocabulary::pages::ConfigFault;
use crate::domain::widget::branding::Branding;
use crate::domain::widget::config::Config;
use crate::domain::widget::flow::{Entry, First};
use crate::domain::widget::misuse;
use crate::domain::widget::open::{
    Asked, Chosen, NO_SCENARIO, OpenRequest, Opened, missing_scope, needed_scopes,
};
use crate::domain::widget::run::Run;
use crate::domain::widget::script::Script;

impl World {
    /// Opens a run of the widget.
    pub fn open_widget(&mut self, opening: OpenRequest) -> Opened {
        let chosen = self.choose(&opening);
        let (options, mut warnings) = self.run_options(&opening, &chosen);
        let (config, config_warnings) = Config::read(&opening.config, &opening.handlers, &options);
        warnings.extend(config_warnings);
        warnings.extend(config.unknown_institutions(&self.core.institutions));
        let (brand, brand_warning) = self.brand(&opening);
        warnings.extend(brand_warning);
        if chosen.scenario.is_none() && opening.play == Some(Play::ByItself) {
            warnings.push(NO_SCENARIO.to_owned());
        }
        warnings.extend(self.tell_what_is_ignored(&chosen));
        let whose = chosen.whose.map_or("", Origin::name);
        let why = chosen.scenario.as_ref().map(|scenario| format!("scenario {} {whose}", scenario.name));
        let mut script = Script::new(chosen.scenario, chosen.play);
        script.whose = chosen.whose;
        script.queued = (chosen.whose == Some(Origin::Queue)).then(|| self.core.queue.turn());
        let id = self.core.dice.uuid("widgets");
        let mut run = Run::new(id, Fingerprint::of(&opening.token), config, options, script);
        run.brand = brand;
        run.listed = (0..self.core.institutions.len())
            .filter(|index| run.config.lists(&self.core.institutions[*index]))
            .collect();
        if run.listed.is_empty() {
            let filters = run.config.filters().join(", ");
            warnings.push(format!("no institution is left by {filters}: the list is empty"));
        }
        self.core.journal(
            Some(id),
            EntryKind::WidgetOpened,
            why.clone(),
            json!({
                "token": opening.fingerprint(),
                "play": run.script.play,
                "config": without_secrets(&opening.config),
            }),
        );
        let errors = self.start(&mut run, opening).err().into_iter().collect();
        self.keep(run);
        Opened { widget: id, warnings, errors, why }
    }

    /// What the page looks like; a token that is dead by now still says so.
    fn brand(&self, opening: &OpenRequest) -> (Branding, Option<String>) {
        let widget = opening.claims.as_ref().and_then(|claims| self.core.tokens.widget_of(claims));
        Branding::read(&widget.unwrap_or_default(), &opening.config)
    }

    /// The settings of a run: the workspace's, its scenario's, the chosen scenario's, the page's; the last named wins.
    fn run_options(&self, opening: &OpenRequest, chosen: &Chosen) -> (Arc<Options>, Vec<String>) {
        let mut options = self.options();
        if let Some(scenario) = &chosen.scenario {
            overlay(&mut options, scenario);
        }
        let settings = opening.settings.iter();
        let warnings =
            settings.filter_map(|(name, value)| Arc::make_mut(&mut options).set(name, value).err()).collect();
        (options, warnings)
    }

    /// Which scenario decides: the queue's next, the script's address, the workspace's; else what is typed.
    fn choose(&self, opening: &OpenRequest) -> Chosen {
        let chosen = |scenario: &Arc<Scenario>, play: Option<Play>, whose| Chosen {
            scenario: Some(scenario.clone()),
            play,
            whose: Some(whose),
        };
        let nobody = Chosen { scenario: None, play: opening.play, whose: None };
        if let Some(next) = self.core.queue.next() {
            return chosen(&next.scenario, opening.play.or(next.play), Origin::Queue);
        }
        match (&opening.asked, &self.scenario) {
            (Asked::Found(scenario), _) => chosen(scenario, opening.play, Origin::Address),
            (Asked::None, Some(active)) => {
                chosen(&active.scenario, opening.play.or(active.play), Origin::Workspace)
            }
            _ => nobody,
        }
    }

    /// Rules for tokens, for the REST API, for links and for webhooks belong to the workspace's scenario alone.
    fn tell_what_is_ignored(&mut self, chosen: &Chosen) -> Option<String> {
        let whose = chosen.whose.filter(|whose| *whose != Origin::Workspace)?;
        let scenario = chosen.scenario.as_ref()?;
        let parts = [
            ("token", scenario.token.is_some()),
            ("api", !scenario.api.is_empty()),
            ("links", !scenario.links.is_empty()),
            ("webhooks", !scenario.webhooks.is_empty()),
        ];
        let ignored: Vec<&str> = parts.into_iter().filter(|(_, has)| *has).map(|(part, _)| part).collect();
        if ignored.is_empty() {
            return None;
        }
        let why = format!("a scenario {whose} drives the widget alone");
        let data = json!({ "ignored": ignored, "scenario": scenario.name });
        self.core.journal(None, EntryKind::ScenarioPartly, Some(why), data);
        let (name, parts) = (&scenario.name, ignored.join(", "));
        Some(format!(
            "{parts} of the scenario {name} act for the whole workspace alone: belvo-emulator ctl scenario {name}"
        ))
    }

    /// Checks configuration, token and scopes in that order and shows the first screen; the error is for the console.
    fn start(&mut self, run: &mut Run, opening: OpenRequest) -> Result<(), String> {
        self.check_call(run, &opening)?;
        let grant = match self.check_token(run, &opening) {
            Ok(grant) => grant,
            Err(dead) => return Err(self.refuse_start(run, &opening.token, dead)),
        };
        let bad = run.script.scenario.as_ref().and_then(|scenario| scenario.widget.token);
        let grant = match bad {
            None => grant,
            Some(BadToken::WithoutScopes) => Arc::default(),
            Some(BadToken::Expired) => return Err(self.refuse_start(run, &opening.token, Dead::Expired)),
            Some(BadToken::Used) => return Err(self.refuse_start(run, &opening.token, Dead::Used)),
            Some(BadToken::NotValid) => return Err(self.refuse_start(run, &opening.token, Dead::Foreign)),
        };
        if let Some(scope) = missing_scope(&grant) {
            run.has_bad_token(BadToken::WithoutScopes);
            run.misconfigured(&mut self.core, ConfigFault::Scope, scope.to_string());
            if bad.is_some() {
                // The scenario has nothing more to show than this one screen.
                run.use_up_queued(&mut self.core);
            }
            return Err(format!(
                "the access token lacks the scope {scope}: ask POST /api/token/ for \"scopes\": \"{}\" (W-TOK-26, W-UPD-06)",
                needed_scopes(&grant).iter().map(|scope| scope.name()).collect::<Vec<_>>().join(",")
            ));
        }
        run.grant = grant;
        self.first_screen(run);
        run.begin(&mut self.core);
        Ok(())
    }

    /// `callback` is mandatory (W-CFG-28 to 30); an unknown scenario is the page's mistake too.
    fn check_call(&mut self, run: &mut Run, opening: &OpenRequest) -> Result<(), String> {
        let signature = "createWidget(access_token, { callback })";
        let (reason, detail, error) = if opening.lone_object {
            (
                ConfigFault::Signature,
                signature.to_owned(),
                format!(
                    "{signature}: the access token is the first argument, the configuration the second (W-CFG-30)"
                ),
            )
        } else if !opening.handlers.iter().any(|name| name == "callback") {
            (
                ConfigFault::Callback,
                signature.to_owned(),
                format!("{signature} needs a `callback` function (W-CFG-28)"),
            )
        } else if let Asked::Unknown(why) = &opening.asked {
            (ConfigFault::Scenario, why.clone(), why.clone())
        } else {
            return Ok(());
        };
        run.misconfigured(&mut self.core, reason, detail);
        Err(error)
    }

    fn check_token(&mut self, run: &mut Run, opening: &OpenRequest) -> Result<Arc<Grant>, Dead> {
        let claims = opening.claims.ok_or(Dead::Foreign)?;
        let grant = self.core.tokens.judge(&claims, Kind::Access, self.core.now, &run.options)?.clone();
        run.claims = Some(claims);
        Ok(grant)
    }

    fn refuse_start(&mut self, run: &mut Run, token: &str, dead: Dead) -> String {
        let (entry, bad) = match dead {
            Dead::Foreign => (Entry::Foreign, BadToken::NotValid),
            Dead::Expired => (Entry::Over, BadToken::Expired),
            Dead::Used => (Entry::Over, BadToken::Used),
            // Its page shows the same as one whose time is up.
            Dead::Ended => (Entry::Over, BadToken::Expired),
        };
        run.has_bad_token(bad);
        run.open(&mut self.core, entry);
        run.begin(&mut self.core);
        match dead {
            Dead::Foreign => misuse::of_token(token),
            Dead::Expired => {
                "the access token has expired: it lives 10 minutes of the workspace's clock (W-TOK-25)"
                    .to_owned()
            }
            Dead::Used => {
                "the access token has been used: a user has connected with it already (W-TOK-24)".to_owned()
            }
            Dead::Ended => {
                "the access token was ended before its time: a scenario's `expire` did (W-TOK-25)".to_owned()
            }
        }
    }

    /// One institution: its credentials; no intro: the list; else the consent (W-FLOW-10).
    fn first_screen(&mut self, run: &mut Run) {
        if let Some(claims) = run.claims.as_ref().filter(|_| run.options.time_limits) {
            let dies = Timestamp::from_micros(claims.exp.saturating_mul(1_000_000));
            self.core.agenda.put(dies, Due::TokenDies(run.id));
        }
        if let Some(link) = run.grant.link_id {
            return run.begin_update(&mut self.core, link);
        }
        let only = run.listed.first().copied().filter(|_| run.listed.len() == 1);
        run.picked =
            only.filter(|index| self.core.availability.can_be_chosen(&self.core.institutions[*index]));
        run.shape.intro = run.config.show_intro;
        run.shape.first = if run.picked.is_some() { First::Credentials } else { First::List };
        run.open(&mut self.core, Entry::Good);
    }
}
