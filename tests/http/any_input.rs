//! Whatever comes in from outside, by whichever door: a clear answer, no panic, no end that does not come. The doors are
//! those of `tests/fuzz`, which looks for more; what it has found stands among its seeds.

#[path = "../fuzz/doors/mod.rs"]
mod doors;

use std::path::Path;

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// The inputs from which cargo-fuzz begins, and those that once were not answered rightly.
fn seeds(door: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds").join(door);
    let entries = std::fs::read_dir(&folder).expect("a folder of seeds");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    assert!(files.len() > 2, "too few seeds in {}", folder.display());
    files.iter().map(|file| std::fs::read(file).expect("a seed")).collect()
}

/// A seed with a piece of another, or of chance, in the place of one of its own.
fn slip(door: &str) -> impl Strategy<Value = Vec<u8>> + use<> {
    let seeds = seeds(door);
    let piece = (select(seeds.clone()), any::<Index>(), 0..40_usize).prop_map(|(seed, at, length)| {
        let start = at.index(seed.len());
        seed[start..(start + length).min(seed.len())].to_vec()
    });
    let piece = prop_oneof![
        3 => piece,
        1 => prop::collection::vec(any::<u8>(), 0..8),
        1 => "[-{}\\[\\]:,\"0-9. \r\n]{1,4}".prop_map(String::into_bytes),
    ];
    (select(seeds), any::<Index>(), 0..20_usize, piece).prop_map(|(mut seed, at, length, piece)| {
        let start = at.index(seed.len());
        let end = (start + length).min(seed.len());
        seed.splice(start..end, piece);
        seed
    })
}

macro_rules! doors {
    ($($door:ident $slips:literal $says:ident;)*) => {$(
        #[test]
        fn $says() {
            seeds(stringify!($door)).iter().for_each(|seed| doors::$door::any(seed));
            let config = ProptestConfig { failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::with_cases($slips) };
            proptest!(config, |(bytes in slip(stringify!($door)))| doors::$door::any(&bytes));
        }
    )*};
}

doors! {
    control 24 any_calls_of_the_control_api_are_answered;
    filters 200 any_query_of_a_list_is_answered;
    http 200 any_bytes_on_a_connection_are_answered;
    receiver 100 any_answer_of_a_receiver_is_an_outcome;
    scenario 40 any_file_is_a_scenario_or_refused;
    snapshot 12 any_document_is_a_workspace_or_refused;
    token 200 no_token_is_good_but_those_that_were_issued;
    widget 48 any_acts_in_any_order_make_sense;
}
