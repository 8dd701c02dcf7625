//! Drawing the small sets of data: eight entries in the four weeks before the link was made, and none after (R-LINK-30).

use jiff::ToSpan;
use jiff::civil::Time;

use super::calendar::time;
use super::dice::Dice;
use super::documents::plain;
use super::entry::{Direction, Kind, Tag};
use super::generate::{At, Generator, Side, checking, fill};
use super::habit;
use super::money::Ending;
use super::persona;
use super::words::Trade;

/// What is bought: what it is, the shop, the thousandths of a month's income.
type Purchase = (&'static str, Kind, Trade, Tag, (i64, i64));

const PURCHASES: [Purchase; 5] = [
    ("groceries-1", Kind::Groceries, Trade::Supermarket, habit::GROCERIES, (20, 40)),
    ("groceries-2", Kind::Groceries, Trade::Supermarket, habit::GROCERIES, (20, 40)),
    ("restaurant", Kind::Restaurant, Trade::Restaurant, habit::RESTAURANTS, (10, 20)),
    ("phone", Kind::Phone, Trade::Phone, habit::TELECOM, (10, 16)),
    ("pharmacy", Kind::Pharmacy, Trade::Pharmacy, habit::PHARMACIES, (5, 12)),
];

impl Generator<'_> {
    /// A little of everything.
    pub(super) fn a_few_entries(&mut self) {
        let mut dice = Dice::of(&self.subject.bank, "few");
        for (key, kind, trade, tag, (least, most)) in PURCHASES {
            let share = dice.between(least, most);
            let shop = self.words.seller(&self.subject.seed, trade, &mut dice);
            let at = self.lately(&mut dice);
            let text = fill(self.words.phrases.purchase, &[&plain(shop)]);
            self.post(
                format!("few/{key}"),
                at,
                self.amount(share, trade.ending()),
                checking(Direction::Out, kind, tag, text),
            );
            self.name_shop(Some((shop, trade)));
        }
        self.a_little_income(&mut dice);
        self.a_little_saved(&mut dice);
    }

    fn a_little_income(&mut self, dice: &mut Dice) {
        let payer = dice.word(&self.customers);
        let text = fill(self.words.phrases.received, &[&plain(payer)]);
        let at = self.lately(dice);
        let side = checking(Direction::In, Kind::Freelance, habit::FREELANCE, text);
        self.post("few/freelance".to_owned(), at, self.amount(dice.between(150, 250), Ending::Exact), side);
    }

    fn a_little_saved(&mut self, dice: &mut Dice) {
        let phrases = &self.words.phrases;
        let (away, here) = (phrases.to_savings.to_owned(), phrases.from_checking.to_owned());
        let out = checking(Direction::Out, Kind::TransferOut, habit::SAVINGS, away);
        let into =
            Side { on: persona::SAVINGS, ..checking(Direction::In, Kind::TransferIn, habit::SAVINGS, here) };
        let at = self.lately(dice);
        self.transfer("few/to-savings", at, self.amount(dice.between(10, 20), Ending::Round), out, into);
    }

    /// A moment of the four weeks that end two days before the link was made.
    fn lately(&self, dice: &mut Dice) -> At {
        let made = self.subject.from.min(self.subject.today);
        let at: Time = time(dice, 8, 22);
        (made.saturating_sub(dice.between(2, 28).days()), at)
    }
}
