//! The words of a webhook's body (R-HOOK-05, R-HOOK-20).

use crate::domain::base::named::named;

named! {
    /// Why Belvo has looked.
    Process {
        /// A link is new, or is refreshed on demand.
        HistoricalUpdate "historical_update"
        /// Time has passed.
        RecurrentUpdate "recurrent_update"
        /// A call has asked for it in the background.
        AsyncPost "async_post"
    }
}

named! {
    /// What is told; the last two of payments, which are not in the sandbox (R-PAY-01).
    HookCode {
        /// All that there is of a resource can be read.
        HistoricalUpdate "historical_update"
        /// There are new accounts.
        NewAccounts "new_accounts_available"
        /// There are new owners.
        NewOwners "new_owners_available"
        /// There are new transactions.
        NewTransactions "new_transactions_available"
        /// Transactions have changed.
        TransactionsUpdated "transactions_updated"
        /// Transactions are gone.
        TransactionsDeleted "transactions_deleted"
        /// There are new bills.
        NewBills "new_bills_available"
        /// There are new investments.
        NewInvestments "new_investments_available"
        /// There are new movements of investments.
        NewInvestmentTransactions "new_investment_transactions_available"
        /// The last 30 days of invoices that came in can be read.
        InitialInflow "initial_inflow_update"
        /// The last 30 days of invoices that went out can be read.
        InitialOutflow "initial_outflow_update"
        /// All invoices that came in can be read.
        HistoricalInflow "historical_inflow_update"
        /// All invoices that went out can be read.
        HistoricalOutflow "historical_outflow_update"
        /// New invoices have come in.
        NewInflowInvoices "new_inflow_invoices_available"
        /// New invoices have gone out.
        NewOutflowInvoices "new_outflow_invoices_available"
        /// There are new tax returns.
        NewTaxReturns "new_tax_returns_available"
        /// There are new financial statements.
        NewFinancialStatements "new_financial_statements_available"
        /// An employment has changed.
        EmploymentChanges "employment_changes"
        /// The bank no longer takes the credentials of a link.
        InvalidCredentials "invalid_credentials"
        /// The bank asks for a token of a link.
        TokenRequired "token_required"
        /// A link is deleted that was to be deleted in the background.
        LinkDeleted "link_deleted"
        /// The time of a consent is nearly over.
        ConsentAboutToExpire "openfinance_consent_about_to_expire"
        /// The time of a consent is over.
        ConsentExpired "openfinance_consent_expired"
        /// A consent ends at another time.
        ConsentExpirationChanged "openfinance_consent_expiration_changed"
        /// Some of what a user has agreed to can no longer be read.
        ConsentWithUnrecoverableResources "openfinance_consent_with_unrecoverable_resources"
        /// Some of what a user has agreed to cannot be read at the moment.
        ConsentWithTemporarilyUnavailableResources "openfinance_consent_with_temporarily_unavailable_resources"
        /// Something of a payment was made.
        ObjectCreated "OBJECT_CREATED"
        /// Something of a payment stands otherwise.
        StatusUpdate "STATUS_UPDATE"
    }
}
