//! A workspace as one document: saved, put back, held against itself.

mod changed;
mod copies;
mod doors;
mod faults;
mod fresh_keys;
mod full;
mod kept;
mod mixed;
mod moved;
mod receivers;
mod refused;
mod same;
mod secrets;
mod size;
