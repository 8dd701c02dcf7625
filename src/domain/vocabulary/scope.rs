//! What the bearer of a widget token may do.

use crate::domain::base::named::named;

named! {
    /// The scopes that are known (R-AUTH-07); the full list is unpublished.
    Scope {
        /// Lists and shows institutions.
        ReadInstitutions "read_institutions"
        /// Makes and changes links.
        WriteLinks "write_links"
        /// Lists and shows links.
        ReadLinks "read_links"
        /// Deletes links.
        DeleteLinks "delete_links"
        /// Lists and shows consents.
        ReadConsents "read_consents"
        /// Makes consents.
        WriteConsents "write_consents"
        /// Takes the bank's answer about a consent.
        WriteConsentCallback "write_consent_callback"
        /// Withdraws consents.
        DeleteConsents "delete_consents"
    }
}
