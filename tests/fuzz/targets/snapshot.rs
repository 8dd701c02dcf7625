#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| belvo_emulator_fuzz::snapshot::any(bytes));
