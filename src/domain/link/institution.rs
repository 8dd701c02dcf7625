//! The sandbox's institutions and the fields of their forms (R-INST).

use std::sync::OnceLock;

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

use super::credentials::Credentials;
use super::magic;
use crate::domain::base::dice::Dice;
use crate::domain::base::options::{InstitutionCode, Options};
use crate::domain::base::text::{nearest, quote};
use crate::domain::vocabulary::failure::{Failure, FieldFault, Wrong};
use crate::domain::vocabulary::{InstitutionStatus, InstitutionType, IntegrationType};

/// One institution.
#[derive(Clone, Debug, Deserialize)]
pub struct Institution {
    /// Belvo's integer id.
    pub id: u32,
    /// `erebor_mx_retail`.
    pub name: String,
    /// What it is about.
    #[serde(rename = "type")]
    pub kind: InstitutionType,
    /// For people.
    pub display_name: String,
    /// `MX`.
    pub country_code: String,
    /// `#056dae`.
    pub primary_color: String,
    /// Path of its icon on the emulator.
    pub icon_logo: Option<String>,
    /// What the credentials screen asks for.
    pub form_fields: Vec<Field>,
    /// How it is reached.
    pub integration_type: IntegrationType,
    /// Whether it can be chosen.
    pub status: InstitutionStatus,
    /// What it offers: first what the live row says, then what only Belvo's OpenAPI document does (R-INST-10).
    pub resources: Vec<String>,
    /// How many of them the live row says.
    #[serde(skip)]
    live: usize,
    /// The whole row, as the REST API sends it.
    #[serde(skip)]
    pub row: Value,
    /// Its row as text.
    #[serde(skip)]
    pub written: Written,
}

/// A row as text, written when it is first asked for, once for each way in which settings show it.
#[derive(Clone, Debug, Default)]
pub struct Written([OnceLock<Vec<Box<str>>>; WAYS]);

/// The ways: `mfa.gotham`, `institution.live_resources` and `institution.code`, each one of two.
const WAYS: usize = 8;

impl Written {
    /// The pieces of the text; between them stands the caller's own address of the emulator.
    pub fn pieces(&self, options: &Options, write: impl FnOnce() -> Vec<Box<str>>) -> &[Box<str>] {
        let null_code = options.institution_code == InstitutionCode::Null;
        let settings = [options.gotham, options.live_resources, null_code];
        let way = settings.iter().fold(0, |way, setting| way * 2 + usize::from(*setting));
        self.0[way].get_or_init(write)
    }
}

/// One field of a form; the patterns are the institution's own.
#[derive(Clone, Debug, Deserialize)]
pub struct Field {
    /// The key of the credentials.
    pub name: String,
    /// `text`, `number`, `password`, `select`, `hidden`.
    #[serde(rename = "type")]
    pub kind: String,
    /// A regular expression for the value.
    pub validation: Option<String>,
    /// What is said when it does not fit.
    pub validation_message: Option<String>,
    /// Whether it may stay empty.
    #[serde(default)]
    pub optional: bool,
    /// The value of a hidden field.
    pub value: Option<String>,
    /// The choices of a select field.
    #[serde(default)]
    pub values: Vec<Choice>,
}

/// One choice of a select field.
#[derive(Clone, Debug, Deserialize)]
pub struct Choice {
    /// The value.
    pub code: String,
    /// What the field that the choice is about has to fit as well: `username`, for those of `username_type`.
    pub validation: Option<String>,
    /// What is said when it does not.
    pub validation_message: Option<String>,
}

/// Reads the institutions' rows and checks their patterns.
pub fn read(text: &str) -> Result<Vec<Institution>, String> {
    let rows: Vec<Value> = serde_json::from_str(text).map_err(|why| why.to_string())?;
    rows.into_iter().map(institution).collect()
}

/// Whether all patterns of their forms can be read. Of the shipped ones a test says so, and no start has to.
pub fn check(institutions: &[Institution]) -> Result<(), String> {
    institutions.iter().try_for_each(|institution| {
        let fault = |field: &Field| field.faulty_pattern().map(|why| format!("{}: {why}", field.name));
        match institution.form_fields.iter().find_map(fault) {
            Some(why) => Err(format!("{} {why}", institution.name)),
            None => Ok(()),
        }
    })
}

fn institution(row: Value) -> Result<Institution, String> {
    let mut institution = Institution::deserialize(&row).map_err(|why| why.to_string())?;
    institution.row = row;
    institution.live = institution.resources.len();
    Ok(institution)
}

/// What is said of a name that no institution has, with the one that was probably meant; people write what they see, too.
pub fn unknown(name: &str, institutions: &[Institution]) -> String {
    let meant = |shown: fn(&Institution) -> &str| {
        let words: Vec<&str> = institutions.iter().map(shown).collect();
        let word = nearest(name, &words)?;
        institutions.iter().find(|institution| shown(institution) == word)
    };
    let meant = meant(|one| &one.name).or_else(|| meant(|one| &one.display_name));
    let nearest = meant.map(|one| format!("; the nearest is `{}`", one.name)).unwrap_or_default();
    format!("there is no institution {}{nearest}", quote(name))
}

impl Field {
    fn faulty_pattern(&self) -> Option<regex_lite::Error> {
        let of_choices = self.values.iter().map(|choice| &choice.validation);
        let mut patterns = of_choices.chain([&self.validation]).flatten();
        patterns.find_map(|pattern| regex_lite::Regex::new(pattern).err())
    }
}

impl Institution {
    /// Whom it is for: `retail` or `business` by the end of its name, else what it is about (W-CFG-08).
    pub fn segment(&self) -> &'static str {
        match self.name.rsplit('_').next() {
            Some("retail") => "retail",
            Some("business") => "business",
            _ => self.kind.name(),
        }
    }

    /// Whether it can be chosen.
    pub fn healthy(&self) -> bool {
        self.status == InstitutionStatus::Healthy
    }

    /// What it offers by the settings (R-INST-10).
    pub fn offered(&self, options: &Options) -> &[String] {
        let live = options.live_resources;
        self.resources.get(..self.live).filter(|_| live).unwrap_or(&self.resources)
    }

    /// Whether credentials fit the patterns of the form (R-ERR-21).
    pub fn takes(&self, credentials: &Credentials) -> bool {
        self.misfit(credentials).is_none()
    }

    /// The field of the form that credentials do not fit, if there is one.
    pub fn misfit(&self, credentials: &Credentials) -> Option<&Field> {
        let fits = |field: &&Field| credentials.get(&field.name).is_none_or(|value| field.fits(value));
        self.form_fields.iter().filter(|field| !decides(field, credentials)).find(|field| !fits(field))
    }

    /// Refuses resources that it does not offer (R-ERR-15).
    pub fn must_offer(&self, names: &[String], options: &Options) -> Result<(), Failure> {
        let offered = self.offered(options);
        if names.iter().all(|name| offered.contains(name)) {
            return Ok(());
        }
        Err(Failure::Fields(vec![FieldFault::new("resources", Wrong::NotOffered(offered.join(", ")))]))
    }

    /// What is wrong with credentials, field by field: the institution's own message, `required` or `format`.
    pub fn faults(&self, credentials: &Credentials) -> IndexMap<String, String> {
        let fault = |field: &Field| {
            if decides(field, credentials) {
                return None;
            }
            let value = credentials.get(&field.name).map(String::as_str).unwrap_or_default();
            let fault = field.fault(value).or_else(|| self.chosen(field, credentials)?.fault(value))?;
            Some((field.name.clone(), fault))
        };
        self.form_fields.iter().filter_map(fault).collect()
    }

    /// The choice that says more of a field: of `username_type` for `username`.
    fn chosen(&self, about: &Field, credentials: &Credentials) -> Option<&Choice> {
        let select = self.form_fields.iter().find(|field| field.about() == Some(&about.name))?;
        select.values.iter().find(|choice| credentials.get(&select.name) == Some(&choice.code))
    }

    /// Credentials that fit the form, generated anew for each call.
    pub fn sample(&self, dice: &mut Dice) -> Credentials {
        let asked = self.form_fields.iter().filter(|field| !field.optional);
        asked.map(|field| (field.name.clone(), field.sample(dice))).collect()
    }
}

impl Field {
    /// The field that the choices of this one are about.
    fn about(&self) -> Option<&str> {
        self.name.strip_suffix("_type").filter(|_| self.kind == "select")
    }

    fn fault(&self, value: &str) -> Option<String> {
        if value.is_empty() {
            return (!self.optional && self.kind != "hidden").then(|| "required".to_owned());
        }
        let offered = self.kind != "select" || self.values.iter().any(|choice| choice.code == value);
        (!offered || !self.fits(value)).then(|| message(self.validation_message.as_ref()))
    }

    pub(in crate::domain) fn fits(&self, value: &str) -> bool {
        fits(self.validation.as_ref(), value)
    }

    /// The sandbox's patterns want digits, a few digits (seconds of delay: none), or a CURP.
    fn sample(&self, dice: &mut Dice) -> String {
        if let Some(value) = &self.value {
            return value.clone();
        }
        if let Some(choice) = self.values.last() {
            return choice.code.clone();
        }
        let digits = dice.digits("credentials", 11);
        let curp = || format!("BLPM951331{}54", &digits_to_letters(&digits));
        [digits.clone(), "0".to_owned(), curp()].into_iter().find(|value| self.fits(value)).unwrap_or(digits)
    }
}

/// A user name that decides passes every pattern (W-TEST-01).
fn decides(field: &Field, credentials: &Credentials) -> bool {
    field.name == magic::FIELD && magic::find(credentials).is_some()
}

impl Choice {
    fn fault(&self, value: &str) -> Option<String> {
        (!fits(self.validation.as_ref(), value)).then(|| message(self.validation_message.as_ref()))
    }
}

fn fits(pattern: Option<&String>, value: &str) -> bool {
    let Some(pattern) = pattern else { return true };
    regex_lite::Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(value))
}

fn message(own: Option<&String>) -> String {
    own.cloned().unwrap_or_else(|| "format".to_owned())
}

fn digits_to_letters(digits: &str) -> String {
    digits.bytes().take(6).map(|digit| char::from(digit - b'0' + b'A')).collect()
}
