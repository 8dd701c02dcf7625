//! The one table of webhooks: what is sent, when, and what it says.

use super::code::{HookCode, Process};
use super::count::{self, Count, Told};
use crate::domain::record::resource::Resource;
use crate::domain::vocabulary::catalogue::Confidence;

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
            Self::ByHand => "the control verb `webhooks trigger` alone",
        }
    }
}

/// One row of the table.
#[derive(Debug)]
pub struct Row {
    /// `webhook_type`: the name of a resource, or `LINK`.
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

/// The type of what is told of links themselves.
pub const LINK: &str = "LINK";

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

fn nothing(_: &Told) -> Option<serde_json::Value> {
    Some(serde_json::json!({}))
}

rows! {
    ACCOUNTS {
        HistoricalUpdate HistoricalUpdate First Documented |told| count::total("total_accounts", told);
        NewAccounts RecurrentUpdate Again Documented |told| count::fresh("new_accounts", told);
    }
    OWNERS {
        HistoricalUpdate HistoricalUpdate First Documented |told| count::total("total_owners", told);
        NewOwners RecurrentUpdate ByHand Documented |told| count::fresh("new_owners", told);
    }
    TRANSACTIONS {
        HistoricalUpdate HistoricalUpdate First Documented count::transactions;
        NewTransactions RecurrentUpdate Again Documented |told| count::fresh("new_transactions", told);
        NewTransactions AsyncPost Asked Documented |told| count::fresh("new_transactions", told);
        TransactionsUpdated RecurrentUpdate ByHand Assumed |told| count::total("total_transactions", told);
        TransactionsDeleted RecurrentUpdate ByHand Assumed |told| count::total("total_transactions", told);
    }
    BILLS {
        HistoricalUpdate HistoricalUpdate First Documented |told| count::total("total_bills", told);
        NewBills RecurrentUpdate Again Documented |told| count::fresh("new_bills", told);
    }
    INVESTMENTS {
        HistoricalUpdate HistoricalUpdate First Assumed |told| count::total("total_investments", told);
        NewInvestments RecurrentUpdate Again Assumed |told| count::fresh("new_investments", told);
        NewInvestments AsyncPost Asked Assumed |told| count::fresh("new_investments", told);
    }
    INVESTMENT_TRANSACTIONS {
        HistoricalUpdate HistoricalUpdate First Assumed |told| count::total("total_investment_transactions", told);
        NewInvestmentTransactions RecurrentUpdate Again Assumed |told| count::fresh("new_investment_transactions", told);
        NewInvestmentTransactions AsyncPost Asked Assumed |told| count::fresh("new_investment_transactions", told);
    }
    EXCHANGES {
        HistoricalUpdate HistoricalUpdate First Assumed |told| count::total("total_exchanges", told);
    }
    INCOMES {
        HistoricalUpdate HistoricalUpdate First Documented count::incomes;
    }
    RECURRING_EXPENSES {
        HistoricalUpdate HistoricalUpdate First Documented |told| count::total("total_recurring_expenses", told);
    }
    RISK_INSIGHTS {
        HistoricalUpdate HistoricalUpdate First Documented |told| count::total("total_risk_insights", told);
    }
    INVOICES {
        InitialInflow HistoricalUpdate First Documented |told| count::invoices(&told.all, "INFLOW", &count::a_month_before(&told.today));
        InitialOutflow HistoricalUpdate First Documented |told| count::invoices(&told.all, "OUTFLOW", &count::a_month_before(&told.today));
        HistoricalInflow HistoricalUpdate First Documented |told| count::invoices(&told.all, "INFLOW", "");
        HistoricalOutflow HistoricalUpdate First Documented |told| count::invoices(&told.all, "OUTFLOW", "");
        NewInflowInvoices RecurrentUpdate Again Documented |told| count::invoices(&told.new, "INFLOW", "");
        NewOutflowInvoices RecurrentUpdate Again Documented |told| count::invoices(&told.new, "OUTFLOW", "");
        NewInflowInvoices AsyncPost Asked Assumed |told| count::invoices(&told.new, "INFLOW", "");
        NewOutflowInvoices AsyncPost Asked Assumed |told| count::invoices(&told.new, "OUTFLOW", "");
    }
    TAX_RETURNS {
        HistoricalUpdate HistoricalUpdate First Documented |told| count::tax_returns(&told.all, false);
        HistoricalUpdate HistoricalUpdate First Documented |told| count::tax_returns(&told.all, true);
        NewTaxReturns RecurrentUpdate Again Documented |told| count::tax_returns(&told.new, false);
        NewTaxReturns RecurrentUpdate Again Documented |told| count::tax_returns(&told.new, true);
    }
    TAX_STATUS {
        HistoricalUpdate HistoricalUpdate First Documented count::tax_status;
    }
    TAX_COMPLIANCE_STATUS {
        HistoricalUpdate HistoricalUpdate First Documented |told| count::total("total_tax_compliance_status", told);
    }
    TAX_RETENTIONS {
        HistoricalUpdate HistoricalUpdate First Documented count::tax_retentions;
    }
    FINANCIAL_STATEMENTS {
        HistoricalUpdate HistoricalUpdate First Documented |told| count::total("total_financial_statements", told);
        NewFinancialStatements AsyncPost Asked Documented |told| count::fresh("new_financial_statements", told);
    }
    EMPLOYMENT_RECORDS {
        HistoricalUpdate HistoricalUpdate First Documented |told| count::total("total_employment_record_profiles", told);
        HistoricalUpdate AsyncPost Asked Assumed |told| count::total("total_employment_record_profiles", told);
        EmploymentChanges RecurrentUpdate ByHand Documented nothing;
    }
    EMPLOYMENT_METRICS {
        HistoricalUpdate HistoricalUpdate First Documented |told| count::total("total_employment_metrics", told);
    }
    CURRENT_EMPLOYMENTS {
        HistoricalUpdate HistoricalUpdate First Assumed |told| count::total("total_current_employments", told);
    }
    EMPLOYMENTS {
        HistoricalUpdate HistoricalUpdate First Assumed |told| count::total("total_employments", told);
        HistoricalUpdate AsyncPost Asked Assumed |told| count::total("total_employments", told);
    }
    LINK {
        InvalidCredentials RecurrentUpdate Broken Documented nothing;
        TokenRequired RecurrentUpdate Token Assumed nothing;
        LinkDeleted AsyncPost Deleted Assumed nothing;
    }
}

/// The row of a type and a code.
pub fn find(kind: &str, code: HookCode) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.kind == kind && row.code == code)
}

/// What is told of a resource for a cause.
pub fn of_resource(resource: &Resource, cause: Cause) -> impl Iterator<Item = &'static Row> {
    let name = resource.name;
    ROWS.iter().filter(move |row| row.kind == name && row.cause == cause)
}

/// What is told of a link itself for a cause.
pub fn of_link(cause: Cause) -> impl Iterator<Item = &'static Row> {
    ROWS.iter().filter(move |row| row.kind == LINK && row.cause == cause)
}
