//! What all rooms share, and nothing of Belvo's: time and the clock, the dice, what is due, the journal, the options, the
//! limits, and texts that come from outside.
//!
//! | file | what is in it |
//! |---|---|
//! | `time.rs`, `clock.rs` | moments and spans; a workspace's clock, running or frozen |
//! | `agenda.rs`, `kinds.rs` | what time brings about, in order; the kinds of that and of journal entries |
//! | `dice.rs` | seeded chance, a stream for each kind of thing |
//! | `journal.rs` | what happened, bounded |
//! | `json.rs` | JSON of which each key stands once |
//! | `secrets.rs`, `redaction.rs` | what is a secret, by its name; values and texts without any in clear |
//! | `options/` | the one table of options |
//! | `once.rs` | what has been said, so that it is said once |
//! | `password.rs` | a password as it is kept |
//! | `limits.rs`, `weight.rs` | how much of what there may be; how many bytes a thing takes |
//! | `saved.rs` | how a snapshot writes what JSON has no form for |
//! | `text.rs`, `named.rs` | quoting, cutting and finding the nearest of texts; enums from a table of words |
//! | `synonyms.rs` | words that people write for those of the tables |

pub mod agenda;
pub mod clock;
pub mod dice;
pub mod journal;
pub mod json;
pub mod kinds;
pub mod limits;
pub mod named;
pub mod once;
pub mod options;
pub mod password;
pub mod redaction;
pub mod saved;
pub mod secrets;
mod synonyms;
pub mod text;
pub mod time;
pub mod weight;
