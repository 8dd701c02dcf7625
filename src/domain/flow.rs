//! The map of the widget: its screens, what a person can do on each, and where a scenario's step leads.
//!
//! The widget's run (`widget.rs`) and the check of a scenario's order both read this one map (W-FLOW-10).

use super::scenario::{BadToken, Outcome, Step, TokenOutcome};

/// A screen of the widget (W-FLOW-01 to 09).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum Page {
    Consent,
    Institutions,
    Credentials,
    Loading,
    Mfa,
    Error,
    Success,
    CloseDialog,
    Survey,
    Expired,
    ConfigError,
}

impl Page {
    /// All screens.
    pub const ALL: [Self; 11] = [
        Self::Consent,
        Self::Institutions,
        Self::Credentials,
        Self::Loading,
        Self::Mfa,
        Self::Error,
        Self::Success,
        Self::CloseDialog,
        Self::Survey,
        Self::Expired,
        Self::ConfigError,
    ];

    /// The name in frames, in acts' refusals and in `data-testid`s.
    pub fn name(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Institutions => "institutions",
            Self::Credentials => "credentials",
            Self::Loading => "loading",
            Self::Mfa => "mfa",
            Self::Error => "error",
            Self::Success => "success",
            Self::CloseDialog => "close-dialog",
            Self::Survey => "survey",
            Self::Expired => "expired",
            Self::ConfigError => "config-error",
        }
    }

    /// The `page` of its PAGE_LOAD event; the close dialog and the expired screen have none (W-EVT-12 to 15).
    pub fn path(self) -> Option<&'static str> {
        match self {
            Self::Consent => Some("/consent"),
            Self::Institutions => Some("/institutions"),
            Self::Credentials => Some("/credentials"),
            Self::Loading => Some("/loading"),
            Self::Mfa => Some("/mfa"),
            Self::Error => Some("/error"),
            Self::Success => Some("/success"),
            Self::Survey => Some("/abandonSurvey"),
            Self::CloseDialog | Self::Expired | Self::ConfigError => None,
        }
    }

    /// The acts that this screen allows.
    pub fn acts(self) -> &'static [&'static str] {
        match self {
            Self::Consent => &["accept", "close"],
            Self::Institutions => &["choose", "back", "close"],
            Self::Credentials => &["submit", "back", "close"],
            Self::Loading => &["close"],
            Self::Mfa => &["token", "back", "close"],
            Self::Error => &["retry", "close"],
            Self::Success => &["finish"],
            Self::CloseDialog => &["stay", "leave"],
            Self::Survey => &["survey"],
            Self::Expired => &["close"],
            Self::ConfigError => &[],
        }
    }
}

/// Where a run that follows a scenario stands, on the longest flow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The screen.
    pub page: Page,
    /// Where `retry` leads from the error screen.
    retry: Page,
    /// Where `stay` leads from the close dialog.
    under: Page,
    /// The callback or the exit has been sent.
    pub ended: bool,
}

/// What is on offer at a place where a step cannot happen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OrderFault {
    /// Index of the step in its list.
    pub index: usize,
    /// The screen at that point; nothing when the run is over.
    pub page: Option<Page>,
    /// The steps that could stand here.
    pub expected: Vec<&'static str>,
}

impl Place {
    /// Every flow starts on the consent screen, but for a token that is bad.
    pub fn start(token: Option<BadToken>) -> Self {
        let page = match token {
            None => Page::Consent,
            Some(BadToken::WithoutScopes) => Page::ConfigError,
            // Like an expired session, a token that is not valid can only be closed.
            Some(_) => Page::Expired,
        };
        Self { page, retry: Page::Credentials, under: Page::Consent, ended: false }
    }

    fn at(self, page: Page) -> Option<Self> {
        Some(Self { page, ..self })
    }

    fn failed(self, retry: Page) -> Option<Self> {
        Some(Self { page: Page::Error, retry, ..self })
    }

    fn end(self) -> Option<Self> {
        Some(Self { ended: true, ..self })
    }

    /// The place after `step`, or nothing when it cannot happen here.
    pub fn after(self, step: &Step) -> Option<Self> {
        if self.ended {
            return None;
        }
        match (self.page, step) {
            (Page::Consent, Step::Accept) => self.at(Page::Institutions),
            (Page::Institutions, Step::Choose { warning: Some(_), .. }) => Some(self),
            (Page::Institutions, Step::Choose { .. }) => self.at(Page::Credentials),
            (Page::Credentials, Step::Submit(outcome)) => self.submitted(outcome),
            (Page::Mfa, Step::Token(outcome)) => self.answered(outcome),
            (Page::Error, Step::Retry) => self.at(self.retry),
            (page, Step::Back) => self.at(back_from(page)?),
            (Page::Credentials | Page::Mfa, Step::Hang) => self.at(Page::Loading),
            (_, Step::Wait(_) | Step::Emit(_)) => Some(self),
            (Page::Expired | Page::Success | Page::ConfigError, Step::Expire) => None,
            (_, Step::Expire) => self.at(Page::Expired),
            _ => self.left(step),
        }
    }

    fn submitted(self, outcome: &Outcome) -> Option<Self> {
        match outcome {
            Outcome::Success => self.at(Page::Success),
            Outcome::Refused(_) => self.failed(Page::Credentials),
            Outcome::AskToken(_) => self.at(Page::Mfa),
            Outcome::After(_, then) => self.submitted(then),
        }
    }

    fn answered(self, outcome: &TokenOutcome) -> Option<Self> {
        match outcome {
            TokenOutcome::Success => self.at(Page::Success),
            TokenOutcome::Wrong => self.failed(Page::Mfa),
            TokenOutcome::Late | TokenOutcome::Refused(_) => self.failed(Page::Credentials),
        }
    }

    fn left(self, step: &Step) -> Option<Self> {
        match (self.page, step) {
            (Page::Success, Step::Finish) | (Page::Survey, Step::Survey(_)) => self.end(),
            (Page::Expired, Step::Close) => self.end(),
            (Page::Success | Page::CloseDialog | Page::Survey | Page::ConfigError, Step::Close) => None,
            (page, Step::Close) => Some(Self { page: Page::CloseDialog, under: page, ..self }),
            (Page::CloseDialog, Step::Stay) => self.at(self.under),
            (Page::CloseDialog, Step::Leave) => self.at(Page::Survey),
            _ => None,
        }
    }

    /// The names of the steps that could stand here.
    pub fn expected(self) -> Vec<&'static str> {
        if self.ended {
            return Vec::new();
        }
        let mut steps: Vec<&'static str> = self.page.acts().to_vec();
        if matches!(self.page, Page::Credentials | Page::Mfa) {
            steps.push("hang");
        }
        if !matches!(self.page, Page::Expired | Page::Success | Page::ConfigError) {
            steps.push("expire");
        }
        steps.extend(["wait", "emit"]);
        steps
    }
}

/// Where the back button leads (nothing where there is none).
pub fn back_from(page: Page) -> Option<Page> {
    match page {
        Page::Institutions => Some(Page::Consent),
        Page::Credentials => Some(Page::Institutions),
        Page::Mfa => Some(Page::Credentials),
        _ => None,
    }
}

/// Checks that the steps can happen one after the other on the longest flow.
pub fn check<'a>(
    steps: impl IntoIterator<Item = &'a Step>,
    token: Option<BadToken>,
) -> Result<Place, OrderFault> {
    let mut place = Place::start(token);
    for (index, step) in steps.into_iter().enumerate() {
        place = place.after(step).ok_or_else(|| fault(index, place))?;
    }
    Ok(place)
}

/// A file for hand play names outcomes only: puts in what a person does between them, so that it can also play by itself.
pub fn complete(steps: Vec<(Step, u32)>, token: Option<BadToken>) -> Result<Vec<(Step, u32)>, OrderFault> {
    let mut place = Place::start(token);
    let mut whole = Vec::with_capacity(steps.len());
    for (index, (step, line)) in steps.into_iter().enumerate() {
        for _ in 0..4 {
            if place.after(&step).is_some() {
                break;
            }
            let Some(person) = walk(place) else { break };
            place = place.after(&person).ok_or_else(|| fault(index, place))?;
            whole.push((person, line));
        }
        place = place.after(&step).ok_or_else(|| fault(index, place))?;
        whole.push((step, line));
    }
    Ok(whole)
}

/// What a person who wants to connect does next.
fn walk(place: Place) -> Option<Step> {
    match place.page {
        Page::Consent => Some(Step::Accept),
        Page::Institutions => Some(Step::choose_any()),
        Page::Error => Some(Step::Retry),
        _ => None,
    }
}

fn fault(index: usize, place: Place) -> OrderFault {
    OrderFault { index, page: (!place.ended).then_some(place.page), expected: place.expected() }
}
