//! What is said with words: of people, places and shops.

use crate::domain::person::account::AccountKind;
use crate::domain::person::money::Ending;

/// The words of a country.
#[derive(Debug)]
pub struct Words {
    /// Given names of women.
    pub women: &'static [&'static str],
    /// Given names of men.
    pub men: &'static [&'static str],
    /// Family names.
    pub families: &'static [&'static str],
    /// Streets, without a number.
    pub streets: &'static [&'static str],
    /// Cities, with what a postal code there begins with.
    pub cities: &'static [City],
    /// Employers and customers, with what they do.
    pub companies: &'static [(&'static str, &'static str)],
    /// How banks of the country write things.
    pub phrases: Phrases,
    /// Shops by what they sell.
    pub(super) shops: fn(Trade) -> &'static [&'static str],
}

impl Words {
    /// The shops of a trade.
    pub fn shops(&self, trade: Trade) -> &'static [&'static str] {
        (self.shops)(trade)
    }
}

/// A city.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct City {
    /// Its name.
    pub name: &'static str,
    /// The state, department or federal unit.
    pub state: &'static str,
    /// The state's code: of a CURP in Mexico, ISO 3166-2 elsewhere.
    pub code: &'static str,
    /// A district of it.
    pub district: &'static str,
    /// What a postal code of the district begins with; the rest is generated.
    pub postal: &'static str,
    /// The area code of its telephones.
    pub dial: &'static str,
}

/// How the banks of a country write what happens. `{}` is a name or a number.
#[derive(Debug)]
pub struct Phrases {
    /// Pay of the employer.
    pub salary: &'static str,
    /// The thirteenth.
    pub bonus: &'static str,
    /// What is paid to the old.
    pub pension: &'static str,
    /// Money to somebody.
    pub sent: &'static str,
    /// Somebody pays for work or goods.
    pub received: &'static str,
    /// Wages paid.
    pub payroll: &'static str,
    /// Rent paid.
    pub rent: &'static str,
    /// A bill of a service is paid.
    pub service: &'static str,
    /// A purchase on the spot.
    pub purchase: &'static str,
    /// A purchase with a credit card.
    pub card: &'static str,
    /// An instalment of a purchase: shop, number, of.
    pub instalment: &'static str,
    /// A tax is paid.
    pub tax: &'static str,
    /// Cash.
    pub withdrawal: &'static str,
    /// Money to the savings.
    pub to_savings: &'static str,
    /// Money to the investments.
    pub to_investment: &'static str,
    /// Money from the own checking account.
    pub from_checking: &'static str,
    /// The bill of the card is paid.
    pub card_payment: &'static str,
    /// The payment as the card shows it.
    pub card_received: &'static str,
    /// An instalment of the loan is paid: number, of.
    pub loan_payment: &'static str,
    /// Interest charged on a loan.
    pub loan_interest: &'static str,
    /// Interest earned.
    pub interest: &'static str,
    /// What the bank takes.
    pub fee: &'static str,
    /// The accounts: checking, savings, card, loan, investment.
    pub(super) accounts: [&'static str; 5],
    /// The loan of a company.
    pub(super) working_capital: &'static str,
}

impl Phrases {
    /// What the bank calls an account; of a loan, that is what it is for.
    pub fn account(&self, kind: AccountKind, business: bool) -> &'static str {
        let [checking, savings, card, loan, investment] = self.accounts;
        match kind {
            AccountKind::Checking => checking,
            AccountKind::Savings => savings,
            AccountKind::Card => card,
            AccountKind::Loan if business => self.working_capital,
            AccountKind::Loan => loan,
            AccountKind::Investment => investment,
        }
    }
}

/// What a shop sells.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Trade {
    /// Electricity.
    Energy,
    /// Water.
    Water,
    /// Mobile telephones.
    Phone,
    /// Lines at home.
    Internet,
    /// Food and household goods.
    Supermarket,
    /// Bread and coffee.
    Bakery,
    /// Meals.
    Restaurant,
    /// Meals that are brought.
    Delivery,
    /// Buses and trains.
    Transit,
    /// Rides.
    Ride,
    /// Fuel.
    Fuel,
    /// Medicine.
    Pharmacy,
    /// Clothes.
    Clothing,
    /// Machines.
    Electronics,
    /// Anything, on line.
    Market,
    /// Films.
    Films,
    /// Music.
    Music,
    /// Storage and programs.
    Cloud,
    /// Sport.
    Gym,
    /// Insurances.
    Insurer,
    /// Goods in bulk.
    Supplier,
    /// Paper and chairs.
    Office,
    /// Advice.
    Accountant,
    /// Lessons.
    School,
    /// The treasury.
    Treasury,
}

impl Trade {
    /// All of them.
    pub const ALL: [Self; 25] = [
        Self::Energy,
        Self::Water,
        Self::Phone,
        Self::Internet,
        Self::Supermarket,
        Self::Bakery,
        Self::Restaurant,
        Self::Delivery,
        Self::Transit,
        Self::Ride,
        Self::Fuel,
        Self::Pharmacy,
        Self::Clothing,
        Self::Electronics,
        Self::Market,
        Self::Films,
        Self::Music,
        Self::Cloud,
        Self::Gym,
        Self::Insurer,
        Self::Supplier,
        Self::Office,
        Self::Accountant,
        Self::School,
        Self::Treasury,
    ];

    /// Whether one has a contract with it, and pays it every month.
    pub fn is_by_contract(self) -> bool {
        use Trade::{
            Accountant, Cloud, Energy, Films, Gym, Insurer, Internet, Music, Phone, School, Treasury, Water,
        };
        let at_home = matches!(self, Energy | Water | Phone | Internet | Insurer | Gym | School);
        at_home || matches!(self, Accountant | Films | Music | Cloud | Treasury)
    }

    /// How its prices end.
    pub fn ending(self) -> Ending {
        match self {
            Self::Restaurant | Self::Bakery | Self::Transit | Self::Accountant | Self::School => {
                Ending::Whole
            }
            Self::Phone | Self::Internet | Self::Films | Self::Music | Self::Cloud | Self::Gym => {
                Ending::Nine
            }
            Self::Clothing | Self::Electronics | Self::Market => Ending::Nine,
            _ => Ending::Exact,
        }
    }

    /// The four digits that card networks give the trade (ISO 18245).
    pub fn mcc(self) -> u16 {
        match self {
            Self::Energy | Self::Water => 4900,
            Self::Phone | Self::Internet => 4814,
            Self::Supermarket => 5411,
            Self::Bakery => 5462,
            Self::Restaurant => 5812,
            Self::Delivery => 5814,
            Self::Transit => 4111,
            Self::Ride => 4121,
            Self::Fuel => 5541,
            Self::Pharmacy => 5912,
            Self::Clothing => 5651,
            Self::Electronics => 5732,
            Self::Market => 5399,
            Self::Films => 7841,
            Self::Music => 5735,
            Self::Cloud => 5817,
            Self::Gym => 7997,
            Self::Insurer => 6300,
            Self::Supplier => 5199,
            Self::Office => 5943,
            Self::Accountant => 8931,
            Self::School => 8220,
            Self::Treasury => 9311,
        }
    }
}
