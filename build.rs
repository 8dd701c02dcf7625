//! `include_dir!` does not notice new or removed files by itself.

fn main() {
    println!("cargo:rerun-if-changed=assets");
    println!("cargo:rerun-if-changed=scenarios");
}
