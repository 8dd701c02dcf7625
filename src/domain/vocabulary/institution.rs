//! What an institution is (R-INST-02).

use crate::domain::base::named::named;

named! {
    /// What an institution is about.
    InstitutionType as "EnumInstitutionType" {
        /// Accounts and what happens on them.
        Bank "bank"
        /// Taxes.
        Fiscal "fiscal"
        /// Social security.
        Employment "employment"
    }
}

named! {
    /// How an institution is reached.
    IntegrationType as "EnumInstitutionIntegrationType" {
        /// With the user's credentials.
        Credentials "credentials"
        /// By Brazil's open finance.
        OpenFinance "openfinance"
    }
}

named! {
    /// Whether an institution can be chosen.
    InstitutionStatus as "EnumInstitutionStatus" {
        /// It can.
        Healthy "healthy"
        /// It cannot.
        Down "down"
    }
}

named! {
    /// What can be done with an institution.
    InstitutionState {
        /// Everything.
        Healthy "healthy"
        /// The widget offers it, and then its site does not answer.
        Down "down"
        /// Belvo has switched it off: the widget does not let it be chosen.
        Disabled "disabled"
    }
}

impl InstitutionState {
    /// What its row says of it: there is no third word (R-INST-07).
    pub fn status(self) -> InstitutionStatus {
        match self {
            Self::Healthy => InstitutionStatus::Healthy,
            Self::Down | Self::Disabled => InstitutionStatus::Down,
        }
    }
}
