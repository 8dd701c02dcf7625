//! What a webhook says of records: how many there are, and from when to when (R-HOOK-20).

use std::rc::Rc;

use serde_json::{Map, Value, json};

use crate::domain::vocabulary::catalogue::Code;

/// What a webhook is about.
pub struct Facts {
    /// All records of the resource; none where only the new ones are told.
    pub all: Rc<[Value]>,
    /// Those that were not there before.
    pub new: Rc<[Value]>,
    /// The `type` of a call in the background that has asked for one.
    pub asked_type: Option<String>,
    /// The day, as `2026-11-26`.
    pub today: String,
    /// Whether somebody has asked, who is told that there is nothing new too.
    pub must_tell: bool,
}

/// Makes the `data` of a webhook; nothing when there is nothing to tell.
pub type Count = fn(&Facts) -> Option<Value>;

fn object(entries: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}

pub(super) fn total(key: &'static str, facts: &Facts) -> Option<Value> {
    Some(object([(key, facts.all.len().into())]))
}

/// Nothing new is nothing to tell, but to those who have asked.
pub(super) fn fresh(key: &'static str, facts: &Facts) -> Option<Value> {
    (facts.must_tell || !facts.new.is_empty()).then(|| object([(key, facts.new.len().into())]))
}

fn text<'r>(row: &'r Value, key: &str) -> Option<&'r str> {
    row.get(key)?.as_str()
}

fn is(row: &Value, key: &str, word: &str) -> bool {
    text(row, key) == Some(word)
}

/// The first and the last day in a column, as `2026-11-26`.
fn days(rows: &[&Value], key: &str) -> [Value; 2] {
    let day = |row: &&Value| text(row, key).map(|text| text.chars().take(10).collect::<String>());
    let days: Vec<String> = rows.iter().filter_map(day).collect();
    [days.iter().min().cloned().into(), days.iter().max().cloned().into()]
}

pub(super) fn transactions(facts: &Facts) -> Option<Value> {
    let rows: Vec<&Value> = facts.all.iter().collect();
    let flow = |word: &str| rows.iter().filter(|row| is(row, "type", word)).count();
    let [first, last] = days(&rows, "value_date");
    Some(json!({
        "total_transactions": rows.len(),
        "total_inflow_transactions": flow("INFLOW"),
        "total_outflow_transactions": flow("OUTFLOW"),
        "first_transaction_date": first,
        "last_transaction_date": last,
    }))
}

pub(super) fn incomes(facts: &Facts) -> Option<Value> {
    let streams = facts.all.first().and_then(|income| income.get("number_of_income_streams"));
    Some(json!({ "total_incomes": facts.all.len(), "number_of_income_streams": streams }))
}

/// All invoices of a direction from a day on, be there none.
pub(super) fn invoices(facts: &Facts, direction: &str, from: &str) -> Option<Value> {
    Some(counted(&facts.all, direction, from).1)
}

/// The new ones, if a call has not asked for the other direction.
pub(super) fn new_invoices(facts: &Facts, direction: &str) -> Option<Value> {
    let (count, data) = counted(&facts.new, direction, "");
    let wanted = facts.asked_type.as_deref().is_none_or(|asked| asked == direction);
    (wanted && (facts.must_tell || count > 0)).then_some(data)
}

fn counted(rows: &[Value], direction: &str, from: &str) -> (usize, Value) {
    let wanted =
        |row: &&Value| is(row, "type", direction) && text(row, "invoice_date").is_some_and(|day| day >= from);
    let rows: Vec<&Value> = rows.iter().filter(wanted).collect();
    let [first, last] = days(&rows, "invoice_date");
    let data =
        json!({ "total_invoices": rows.len(), "first_invoice_date": first, "last_invoice_date": last });
    (rows.len(), data)
}

/// The first of the last 30 days.
pub(super) fn a_month_before(today: &str) -> String {
    let day = crate::domain::base::time::day(today);
    let from = day.map(|day| day.saturating_sub(jiff::Span::new().days(30)));
    from.map(|day| day.to_string()).unwrap_or_default()
}

/// All tax returns of months or of years, be there none.
pub(super) fn tax_returns(facts: &Facts, monthly: bool) -> Option<Value> {
    Some(returns(&facts.all, monthly).1)
}

/// The new ones.
pub(super) fn new_tax_returns(facts: &Facts, monthly: bool) -> Option<Value> {
    let (count, data) = returns(&facts.new, monthly);
    (facts.must_tell || count > 0).then_some(data)
}

fn returns(rows: &[Value], monthly: bool) -> (usize, Value) {
    let kind = if monthly { "monthly" } else { "yearly" };
    let rows: Vec<&Value> = rows.iter().filter(|row| is(row, "type", "monthly") == monthly).collect();
    let year = |row: &&Value| match row.pointer("/informacion_general/ejercicio")? {
        Value::String(text) => text.parse::<i64>().ok(),
        number => number.as_i64(),
    };
    let years: Vec<i64> = rows.iter().filter_map(year).collect();
    let data = json!({
        "type": kind,
        "total_tax_returns": rows.len(),
        "first_tax_return_year": years.iter().min(),
        "last_tax_return_year": years.iter().max(),
    });
    (rows.len(), data)
}

pub(super) fn tax_status(facts: &Facts) -> Option<Value> {
    let changed =
        facts.all.first().and_then(|row| row.pointer("/tax_payer_information/last_status_change_date"));
    Some(json!({ "total_tax_status": facts.all.len(), "last_status_change_date": changed }))
}

pub(super) fn tax_retentions(facts: &Facts) -> Option<Value> {
    let rows: Vec<&Value> = facts.all.iter().collect();
    let [first, last] = days(&rows, "issued_at");
    Some(json!({
        "total_tax_retentions": rows.len(),
        "first_tax_retention_date": first,
        "last_tax_retention_date": last,
    }))
}

/// Whether the person works, and how the pay has changed the last time it did.
pub(super) fn employment_changes(facts: &Facts) -> Option<Value> {
    let record = facts.all.first();
    let status = record.and_then(|record| record.pointer("/personal_data/entitlements/status"));
    let pay = record.and_then(pay_change).map(Value::from);
    let changes: Vec<Value> = status.cloned().into_iter().chain(pay).collect();
    Some(object([("employment_changes", changes.into())]))
}

/// Jobs and what the employers told of them come newest first.
fn pay_change(record: &Value) -> Option<&'static str> {
    let list = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let jobs = list(record, "employment_records");
    let updates: Vec<Value> = jobs.iter().flat_map(|job| list(job, "employment_status_updates")).collect();
    let pay = |update: &Value| update["base_salary"].as_f64();
    let changed = |pair: &&[Value]| pay(&pair[0]) != pay(&pair[1]);
    let [after, before] = updates.windows(2).find(changed)? else { return None };
    Some(if pay(after) > pay(before) { "SALARY_INCREASED" } else { "SALARY_DECREASED" })
}

/// The three keys that tell an error; the status is that of the REST answer with this code, which `http` decides.
pub(super) fn error(code: Code, status: u16) -> Option<Value> {
    Some(json!({ "error_code": code.name(), "error_message": code.message(), "status": status }))
}

/// Which consent it is, and where.
pub(super) fn consent(facts: &Facts) -> Option<Value> {
    of_consent(facts, &[])
}

/// The same, and when it ends.
pub(super) fn consent_until(facts: &Facts) -> Option<Value> {
    of_consent(facts, &[("consent_due_date", END)])
}

/// The same for one that the user should renew.
pub(super) fn consent_to_renew(facts: &Facts) -> Option<Value> {
    of_consent(facts, &[("action", RENEW)])
}

/// The same, and when it ends.
pub(super) fn consent_to_renew_until(facts: &Facts) -> Option<Value> {
    of_consent(facts, &[("consent_due_date", END), ("action", RENEW)])
}

/// What a key of a webhook says: what a key of the consent says, or a word.
#[derive(Clone, Copy)]
enum Says {
    Key(&'static str),
    Word(&'static str),
}

const END: Says = Says::Key("expired_at");
const RENEW: Says = Says::Word("renew");

/// Where the consent is.
const WHERE: [(&str, Says); 3] = [
    ("institution", Says::Key("belvo_institution_name")),
    ("institution_display_name", Says::Key("institution_display_name")),
    ("institution_icon_logo", Says::Key("institution_icon_logo")),
];

fn of_consent(facts: &Facts, keys: &[(&'static str, Says)]) -> Option<Value> {
    let consent = facts.all.first()?;
    let said = |(name, says): &(&'static str, Says)| match *says {
        Says::Key(key) => (*name, consent.get(key).cloned().unwrap_or_default()),
        Says::Word(word) => (*name, word.into()),
    };
    let which = [("consent_id", Says::Key("id"))];
    Some(object(which.iter().chain(keys).chain(&WHERE).map(said)))
}
