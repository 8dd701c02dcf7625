//! The one table of webhooks: what is sent, when, and what it says.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::count::{self, Count, Facts};
use crate::domain::record::resource::Resource;
use crate::domain::vocabulary::catalogue::{Code, Confidence};
use crate::domain::vocabulary::hooks::{HookCode, Process};

/// When a webhook is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// What comes with a new link is there, or a link was refreshed on demand.
    First,
    /// What comes with a recurrent link is there anew.
    Again,
    /// What a call has asked for in the background is there.
    Asked,
    /// The bank no longer takes the credentials of a link.
    Broken,
    /// The bank asks for a token of a link.
    Token,
    /// A link is deleted that was to be deleted in the background.
    Deleted,
    /// A refresh has found that a consent ends soon.
    EndsSoon,
    /// The time of a consent is over.
    Expired,
    /// A consent was renewed.
    Renewed,
    /// By hand alone.
    ByHand,
}

impl Cause {
    /// For people.
    pub fn describe(self) -> &'static str {
        match self {
            Self::First => "the data that come with a new link are there, or a link was refreshed",
            Self::Again => "a recurrent link's data are there anew, every seven days",
            Self::Asked => "what a call asked for with `X-Belvo-Request-Mode: async` is there",
            Self::Broken => "a link's status becomes `invalid`",
            Self::Token => "a link's status becomes `token_required`",
            Self::Deleted => "a link was deleted with `X-Belvo-Request-Mode: async`",
            Self::EndsSoon => {
                "a recurrent link is refreshed, by time or on demand, in the last seven days of its consent"
            }
            Self::Expired => "the consent of a recurrent link ends, and with it the link is `invalid`",
            Self::Renewed => "the consent of a recurrent link is renewed and ends at another time",
            Self::ByHand => "the control verb `webhooks trigger` says so, and at no other time",
        }
    }
}

/// One row of the table.
#[derive(Debug)]
pub struct Row {
    /// `webhook_type`: the name of a resource, `LINK` or `CONSENT`.
    pub kind: &'static str,
    /// `webhook_code`
    pub code: HookCode,
    /// `process_type`
    pub process: Process,
    /// When it is sent.
    pub cause: Cause,
    /// Whether Belvo's documents say so.
    pub confidence: Confidence,
    /// What `data` says.
    pub data: Count,
}

impl Row {
    /// Its place in the table.
    pub(in crate::domain) fn place(&self) -> u8 {
        let place = ROWS.iter().position(|row| std::ptr::eq(row, self));
        place.and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX)
    }
}

/// The type of what is told of links themselves.
pub const LINK: &str = "LINK";
/// The type of what is told of consents.
pub const CONSENT: &str = "CONSENT";

/// The types of what is told of payments, which are not in the sandbox (R-PAY-01); transactions are records as well.
pub const OF_PAYMENTS: [&str; 5] =
    ["BANK_ACCOUNTS", "CUSTOMERS", "ENROLLMENTS", "PAYMENT_INTENTS", "CHARGES"];

macro_rules! rows {
    ($($kind:ident { $($code:ident $process:ident $cause:ident $confidence:ident $data:expr;)* })*) => {
        /// All webhooks, in the order in which those of one resource are sent.
        pub static ROWS: &[Row] = &[$($(Row {
            kind: stringify!($kind),
            code: HookCode::$code,
            process: Process::$process,
            cause: Cause::$cause,
            confidence: Confidence::$confidence,
            data: $data,
        },)*)*];
    };
}

fn nothing(_: &Facts) -> Option<serde_json::Value> {
    Some(serde_json::json!({}))
}

rows! {
    ACCOUNTS {
        HistoricalUpdate HistoricalUpdate First Documented |facts| count::total("total_accounts", facts);
        NewAccounts RecurrentUpdate Again Documented |facts| count::fresh("new_accounts", facts);
    }
    OWNERS {
        HistoricalUpdate HistoricalUpdate First Documented |facts| count::total("total_owners", facts);
        NewOwners RecurrentUpdate ByHand Documented |facts| count::fresh("new_owners", facts);
    }
    TRANSACTIONS {
        HistoricalUpdate HistoricalUpdate First Documented count::transactions;
        NewTransactions RecurrentUpdate Again Documented |facts| count::fresh("new_transactions", facts);
        NewTransactions AsyncPost Asked Documented |facts| count::fresh("new_transactions", facts);
        TransactionsUpdated RecurrentUpdate ByHand Assumed |facts| count::total("total_transactions", facts);
        TransactionsDeleted RecurrentUpdate ByHand Assumed |facts| count::total("total_transactions", facts);
    }
    BILLS {
        HistoricalUpdate HistoricalUpdate First Documented |facts| count::total("total_bills", facts);
        NewBills RecurrentUpdate Again Documented |facts| count::fresh("new_bills", facts);
    }
    INVESTMENTS {
        HistoricalUpdate HistoricalUpdate First Assumed |facts| count::total("total_investments", facts);
        NewInvestments RecurrentUpdate Again Assumed |facts| count::fresh("new_investments", facts);
        NewInvestments AsyncPost Asked Assumed |facts| count::fresh("new_investments", facts);
    }
    INVESTMENT_TRANSACTIONS {
        HistoricalUpdate HistoricalUpdate First Assumed |facts| count::total("total_investment_transactions", facts);
        NewInvestmentTransactions RecurrentUpdate Again Assumed |facts| count::fresh("new_investment_transactions", facts);
        NewInvestmentTransactions AsyncPost Asked Assumed |facts| count::fresh("new_investment_transactions", facts);
    }
    EXCHANGES {
        HistoricalUpdate HistoricalUpdate First Assumed |facts| count::total("total_exchanges", facts);
    }
    INCOMES {
        HistoricalUpdate HistoricalUpdate First Documented count::incomes;
    }
    RECURRING_EXPENSES {
        HistoricalUpdate HistoricalUpdate First Documented |facts| count::total("total_recurring_expenses", facts);
    }
    RISK_INSIGHTS {
        HistoricalUpdate HistoricalUpdate First Documented |facts| count::total("total_risk_insights", facts);
    }
    INVOICES {
        InitialInflow HistoricalUpdate First Documented |facts| count::invoices(facts, "INFLOW", &count::a_month_before(&facts.today));
        InitialOutflow HistoricalUpdate First Documented |facts| count::invoices(facts, "OUTFLOW", &count::a_month_before(&facts.today));
        HistoricalInflow HistoricalUpdate First Documented |facts| count::invoices(facts, "INFLOW", "");
        HistoricalOutflow HistoricalUpdate First Documented |facts| count::invoices(facts, "OUTFLOW", "");
        NewInflowInvoices RecurrentUpdate Again Documented |facts| count::new_invoices(facts, "INFLOW");
        NewOutflowInvoices RecurrentUpdate Again Documented |facts| count::new_invoices(facts, "OUTFLOW");
        NewInflowInvoices AsyncPost Asked Assumed |facts| count::new_invoices(facts, "INFLOW");
        NewOutflowInvoices AsyncPost Asked Assumed |facts| count::new_invoices(facts, "OUTFLOW");
    }
    TAX_RETURNS {
        HistoricalUpdate HistoricalUpdate First Documented |facts| count::tax_returns(facts, false);
        HistoricalUpdate HistoricalUpdate First Documented |facts| count::tax_returns(facts, true);
        NewTaxReturns RecurrentUpdate Again Documented |facts| count::new_tax_returns(facts, false);
        NewTaxReturns RecurrentUpdate Again Documented |facts| count::new_tax_returns(facts, true);
    }
    TAX_STATUS {
        HistoricalUpdate HistoricalUpdate First Documented count::tax_status;
    }
    TAX_COMPLIANCE_STATUS {
        HistoricalUpdate HistoricalUpdate First Documented |facts| count::total("total_tax_compliance_status", facts);
    }
    TAX_RETENTIONS {
        HistoricalUpdate HistoricalUpdate First Documented count::tax_retentions;
    }
    FINANCIAL_STATEMENTS {
        HistoricalUpdate HistoricalUpdate First Documented |facts| count::total("total_financial_statements", facts);
        NewFinancialStatements AsyncPost Asked Documented |facts| count::fresh("new_financial_statements", facts);
    }
    EMPLOYMENT_RECORDS {
        HistoricalUpdate HistoricalUpdate First Documented |facts| count::total("total_employment_record_profiles", facts);
        HistoricalUpdate AsyncPost Asked Assumed |facts| count::total("total_employment_record_profiles", facts);
        EmploymentChanges RecurrentUpdate ByHand Documented count::employment_changes;
    }
    EMPLOYMENT_METRICS {
        HistoricalUpdate HistoricalUpdate First Documented |facts| count::total("total_employment_metrics", facts);
    }
    CURRENT_EMPLOYMENTS {
        HistoricalUpdate HistoricalUpdate First Assumed |facts| count::total("total_current_employments", facts);
    }
    EMPLOYMENTS {
        HistoricalUpdate HistoricalUpdate First Assumed |facts| count::total("total_employments", facts);
        HistoricalUpdate AsyncPost Asked Assumed |facts| count::total("total_employments", facts);
    }
    LINK {
        InvalidCredentials RecurrentUpdate Broken Documented |_| count::error(Code::LoginError, 400);
        TokenRequired RecurrentUpdate Token Assumed |_| count::error(Code::TokenRequired, 428);
        LinkDeleted AsyncPost Deleted Assumed nothing;
    }
    CONSENT {
        ConsentAboutToExpire RecurrentUpdate EndsSoon Documented count::consent_to_renew_until;
        ConsentExpired RecurrentUpdate Expired Documented count::consent_to_renew;
        ConsentExpirationChanged RecurrentUpdate Renewed Assumed count::consent_until;
        ConsentWithUnrecoverableResources RecurrentUpdate ByHand Assumed count::consent;
        ConsentWithTemporarilyUnavailableResources RecurrentUpdate ByHand Assumed count::consent;
    }
}

/// The rows of a type, a code and a process; without a process, of the first that there is. Tax returns have two.
pub fn find(kind: &str, code: HookCode, process: Option<Process>) -> Vec<&'static Row> {
    let of_code = || ROWS.iter().filter(|row| row.kind == kind && row.code == code);
    let process = process.or_else(|| of_code().next().map(|row| row.process));
    of_code().filter(|row| Some(row.process) == process).collect()
}

/// A row as a snapshot names it: type, code, process, and its place among those of the three.
type Name = (String, HookCode, Process, usize);

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let same = find(self.kind, self.code, Some(self.process));
        let place = same.iter().position(|row| std::ptr::eq(*row, self)).unwrap_or_default();
        (self.kind, self.code, self.process, place).serialize(to)
    }
}

impl<'de> Deserialize<'de> for &'static Row {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (kind, code, process, place) = Name::deserialize(from)?;
        let row = find(&kind, code, Some(process)).get(place).copied();
        row.ok_or_else(|| de::Error::custom("a webhook was expected: its type, code, process and place"))
    }
}

/// What is told of a resource for a cause.
pub fn of_resource(resource: &Resource, cause: Cause) -> impl Iterator<Item = &'static Row> {
    let name = resource.name;
    ROWS.iter().filter(move |row| row.kind == name && row.cause == cause)
}

/// What is told of a link itself, or of its consent, for a cause.
pub fn of_link(cause: Cause) -> impl Iterator<Item = &'static Row> {
    ROWS.iter().filter(move |row| [LINK, CONSENT].contains(&row.kind) && row.cause == cause)
}
