//! What people and companies do every month, as tables. Amounts are thousandths of a month's income, each time.

use super::entry::{Direction, Kind, Tag};
use super::money::Ending;
use super::words::{Phrases, Trade};

/// How often something happens.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rhythm {
    /// Once a month: the same day, payee and amount.
    Fixed,
    /// Once a month: the same day and payee, an amount that varies.
    Bill,
    /// So many times a month, on any day, with any payee.
    Free(i64, i64),
}

/// With whom.
#[derive(Clone, Copy, Debug)]
pub(super) enum Payee {
    /// A shop of a trade.
    Shop(Trade),
    /// Somebody: a landlord.
    Somebody,
    /// A company: a customer.
    Company,
    /// The staff, all at once.
    Staff,
    /// The bank: cash and fees.
    Bank,
}

impl Payee {
    /// How amounts end that are paid there.
    pub(super) fn ending(self) -> Ending {
        match self {
            Self::Shop(trade) => trade.ending(),
            Self::Somebody => Ending::Round,
            Self::Company | Self::Staff => Ending::Exact,
            Self::Bank => Ending::Nine,
        }
    }
}

/// Something that is done every month.
#[derive(Debug)]
pub(super) struct Habit {
    /// Unique within a table.
    pub(super) key: &'static str,
    /// What it is.
    pub(super) kind: Kind,
    /// With the credit card, or from the checking account.
    pub(super) by_card: bool,
    /// In for income.
    pub(super) direction: Direction,
    /// How many of a hundred do it at all.
    pub(super) chance: i64,
    /// How often.
    pub(super) rhythm: Rhythm,
    /// The days of a month on which it may fall.
    pub(super) days: (i8, i8),
    /// The least and the most of it.
    pub(super) share: (i64, i64),
    /// With whom.
    pub(super) payee: Payee,
    /// What it is spent on.
    pub(super) tag: Tag,
    /// How the bank writes it.
    pub(super) phrase: fn(&Phrases) -> &'static str,
}

const fn tag(category: &'static str, subcategory: &'static str) -> Tag {
    Tag { category, subcategory }
}

pub(super) const SALARY: Tag = tag("Income & Payments", "Salary");
pub(super) const INTEREST: Tag = tag("Income & Payments", "Interest");
pub(super) const LOAN: Tag = tag("Credits & Loans", "Personal");
pub(super) const LOAN_INTEREST: Tag = tag("Credits & Loans", "Interest & Charges");
pub(super) const CARD: Tag = tag("Credits & Loans", "Credit Card");
pub(super) const SAVINGS: Tag = tag("Investments & Savings", "Savings");
pub(super) const INVESTMENT: Tag = tag("Investments & Savings", "Fixed income");
pub(super) const ELECTRONICS: Tag = tag("Personal Shopping", "Electronics");
pub(super) const FREELANCE: Tag = tag("Income & Payments", "Freelance");
const WAGES: Tag = tag("Income & Payments", "Salary");
const GOODS: Tag = tag("Personal Shopping", "Other");
const SALES: Tag = tag("Income & Payments", "Other");
const RENT: Tag = tag("Bills & Utilities", "Rent");
const ENERGY: Tag = tag("Bills & Utilities", "Electricity & Energy");
const WATER: Tag = tag("Bills & Utilities", "Water");
pub(super) const TELECOM: Tag = tag("Bills & Utilities", "Telecommunications");
pub(super) const GROCERIES: Tag = tag("Food & Groceries", "Groceries");
const BAKERY: Tag = tag("Food & Groceries", "Bakery & Coffee");
pub(super) const RESTAURANTS: Tag = tag("Food & Groceries", "Restaurants");
const DELIVERY: Tag = tag("Food & Groceries", "Delivery");
const TRANSIT: Tag = tag("Transport & Travel", "Public Transit");
const RIDES: Tag = tag("Transport & Travel", "Taxis & Rideshares");
const FUEL: Tag = tag("Transport & Travel", "Gas");
pub(super) const PHARMACIES: Tag = tag("Home & Life", "Pharmacies");
const GYMS: Tag = tag("Home & Life", "Gyms & Fitness");
const EDUCATION: Tag = tag("Home & Life", "Education");
const SERVICES: Tag = tag("Home & Life", "Professional Services");
const CLOTHES: Tag = tag("Personal Shopping", "Clothing & Accessories");
const MARKET: Tag = tag("Personal Shopping", "E-commerce");
const OFFICE: Tag = tag("Personal Shopping", "Office Supplies");
const FILMS: Tag = tag("Online Platforms & Leisure", "Movie & Audio");
const CLOUD: Tag = tag("Online Platforms & Leisure", "Apps, Software and Cloud Services");
const INSURANCE: Tag = tag("Insurance", "Health & Life Insurance");
pub(super) const PENSION: Tag = tag("Income & Payments", "Retirement");
pub(super) const PRIVATE: Tag = tag("Transfers", "Other");
const TAXES: Tag = tag("Taxes", "Income Tax");
const CASH: Tag = tag("Withdrawal & ATM", "Other");
const FEES: Tag = tag("Fees & Charges", "Bank Fees");

/// A service that is paid once a month from the checking account.
const fn service(
    key: &'static str,
    kind: Kind,
    rhythm: Rhythm,
    share: (i64, i64),
    trade: Trade,
    tag: Tag,
) -> Habit {
    Habit {
        key,
        kind,
        by_card: false,
        direction: Direction::Out,
        chance: 100,
        rhythm,
        days: (3, 26),
        share,
        payee: Payee::Shop(trade),
        tag,
        phrase: |phrases| phrases.service,
    }
}

/// Purchases on any day, from the checking account.
const fn shop(
    key: &'static str,
    kind: Kind,
    times: (i64, i64),
    share: (i64, i64),
    trade: Trade,
    tag: Tag,
) -> Habit {
    Habit {
        rhythm: Rhythm::Free(times.0, times.1),
        days: (1, 31),
        phrase: |phrases| phrases.purchase,
        ..service(key, kind, Rhythm::Fixed, share, trade, tag)
    }
}

/// What so many of a hundred do.
const fn some(chance: i64, habit: Habit) -> Habit {
    Habit { chance, ..habit }
}

/// Purchases on any day, with the card.
const fn card(
    key: &'static str,
    kind: Kind,
    times: (i64, i64),
    share: (i64, i64),
    trade: Trade,
    tag: Tag,
) -> Habit {
    Habit { by_card: true, phrase: |phrases| phrases.card, ..shop(key, kind, times, share, trade, tag) }
}

/// A service that is charged to the card each month.
const fn subscription(key: &'static str, share: (i64, i64), trade: Trade, tag: Tag) -> Habit {
    Habit { rhythm: Rhythm::Fixed, days: (1, 28), ..card(key, Kind::Subscription, (1, 1), share, trade, tag) }
}

const fn cash(key: &'static str, times: (i64, i64), share: (i64, i64)) -> Habit {
    let habit = shop(key, Kind::AtmWithdrawal, times, share, Trade::Market, CASH);
    Habit { payee: Payee::Bank, phrase: |phrases| phrases.withdrawal, ..habit }
}

const fn fee(share: i64) -> Habit {
    let habit = service("fee", Kind::Fee, Rhythm::Fixed, (share, share), Trade::Market, FEES);
    Habit { payee: Payee::Bank, phrase: |phrases| phrases.fee, ..habit }
}

const fn rent(share: (i64, i64)) -> Habit {
    let habit = service("rent", Kind::Rent, Rhythm::Fixed, share, Trade::Market, RENT);
    Habit { payee: Payee::Somebody, days: (1, 5), phrase: |phrases| phrases.rent, ..habit }
}

const fn income(key: &'static str, kind: Kind, times: (i64, i64), share: (i64, i64), tag: Tag) -> Habit {
    let habit = shop(key, kind, times, share, Trade::Market, tag);
    Habit { direction: Direction::In, payee: Payee::Company, phrase: |phrases| phrases.received, ..habit }
}

const fn payroll(key: &'static str, days: (i8, i8)) -> Habit {
    let habit = service(key, Kind::Payroll, Rhythm::Fixed, (130, 145), Trade::Market, WAGES);
    Habit { payee: Payee::Staff, days, phrase: |phrases| phrases.payroll, ..habit }
}

const fn taxes(share: (i64, i64)) -> Habit {
    let habit = service("tax", Kind::Tax, Rhythm::Bill, share, Trade::Treasury, TAXES);
    Habit { phrase: |phrases| phrases.tax, days: (17, 20), ..habit }
}

/// A person's month, beside pay, loan, savings and the bill of the card.
pub(super) static PERSON: &[Habit] = &[
    some(35, income("freelance", Kind::Freelance, (0, 1), (50, 150), FREELANCE)),
    some(80, rent((200, 260))),
    service("energy", Kind::Utilities, Rhythm::Bill, (12, 22), Trade::Energy, ENERGY),
    service("water", Kind::Utilities, Rhythm::Bill, (6, 12), Trade::Water, WATER),
    service("phone", Kind::Phone, Rhythm::Fixed, (10, 16), Trade::Phone, TELECOM),
    service("internet", Kind::Internet, Rhythm::Fixed, (15, 22), Trade::Internet, TELECOM),
    some(50, service("insurance", Kind::Insurance, Rhythm::Fixed, (15, 25), Trade::Insurer, INSURANCE)),
    shop("groceries", Kind::Groceries, (5, 8), (10, 26), Trade::Supermarket, GROCERIES),
    shop("bakery", Kind::Restaurant, (1, 4), (3, 6), Trade::Bakery, BAKERY),
    shop("restaurant", Kind::Restaurant, (1, 3), (8, 18), Trade::Restaurant, RESTAURANTS),
    shop("transit", Kind::Transport, (3, 6), (1, 3), Trade::Transit, TRANSIT),
    some(60, shop("fuel", Kind::Fuel, (1, 2), (12, 22), Trade::Fuel, FUEL)),
    shop("pharmacy", Kind::Pharmacy, (0, 2), (4, 12), Trade::Pharmacy, PHARMACIES),
    cash("cash", (1, 3), (15, 30)),
    cash("pocket-money", (6, 10), (30, 60)),
    service("tuition", Kind::Services, Rhythm::Fixed, (180, 230), Trade::School, EDUCATION),
    fee(2),
    some(70, subscription("films", (4, 6), Trade::Films, FILMS)),
    some(55, subscription("music", (3, 4), Trade::Music, FILMS)),
    some(40, subscription("gym", (10, 15), Trade::Gym, GYMS)),
    card("ride", Kind::Transport, (1, 4), (3, 7), Trade::Ride, RIDES),
    card("meal", Kind::Restaurant, (1, 3), (6, 15), Trade::Restaurant, RESTAURANTS),
    card("delivery", Kind::Restaurant, (0, 3), (4, 9), Trade::Delivery, DELIVERY),
    card("market", Kind::Shopping, (1, 3), (8, 25), Trade::Market, MARKET),
    card("clothes", Kind::Shopping, (0, 1), (20, 45), Trade::Clothing, CLOTHES),
];

/// A company's month, likewise.
pub(super) static COMPANY: &[Habit] = &[
    income("sale", Kind::Sale, (7, 9), (115, 145), SALES),
    rent((60, 80)),
    payroll("payroll-1", (13, 15)),
    payroll("payroll-2", (26, 28)),
    taxes((40, 60)),
    service("energy", Kind::Utilities, Rhythm::Bill, (10, 18), Trade::Energy, ENERGY),
    service("water", Kind::Utilities, Rhythm::Bill, (3, 6), Trade::Water, WATER),
    service("phone", Kind::Phone, Rhythm::Fixed, (3, 5), Trade::Phone, TELECOM),
    service("internet", Kind::Internet, Rhythm::Fixed, (3, 5), Trade::Internet, TELECOM),
    service("insurance", Kind::Insurance, Rhythm::Fixed, (8, 12), Trade::Insurer, INSURANCE),
    service("accountant", Kind::Services, Rhythm::Fixed, (10, 15), Trade::Accountant, SERVICES),
    shop("supplies", Kind::Supplies, (4, 7), (25, 45), Trade::Supplier, GOODS),
    shop("fuel", Kind::Fuel, (2, 5), (3, 7), Trade::Fuel, FUEL),
    shop("office", Kind::Shopping, (1, 3), (2, 6), Trade::Office, OFFICE),
    cash("cash", (0, 1), (5, 10)),
    fee(1),
    subscription("cloud", (3, 6), Trade::Cloud, CLOUD),
    card("meal", Kind::Restaurant, (2, 5), (2, 6), Trade::Restaurant, RESTAURANTS),
    card("ride", Kind::Transport, (1, 4), (1, 3), Trade::Ride, RIDES),
    card("market", Kind::Shopping, (2, 4), (4, 12), Trade::Market, MARKET),
];
