use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("server") => qmark::server::run(qmark::server::Options::default()),
        _ => ExitCode::from(2),
    }
}
