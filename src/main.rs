//! Arguments in, exit code out.

fn main() -> std::process::ExitCode {
    belvo_emulator::run()
}
