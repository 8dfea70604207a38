//! Which messages the session's phase allows: the protocol's rules of `initialize`, `shutdown`
//! and `exit` (LSP 3.17, "Server lifecycle").

use tower_lsp::jsonrpc::{Error, ErrorCode, Request};

use super::message::error;

/// The error code of a request before `initialize`.
const SERVER_NOT_INITIALIZED: ErrorCode = ErrorCode::ServerError(-32002);

/// The phase of the session.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    /// No `initialize` was answered with success yet.
    Fresh,
    Running,
    /// After `shutdown`, only `exit` may follow.
    ShutDown,
}

/// What to do with a message.
#[derive(Debug)]
pub enum Verdict {
    Serve,
    /// `initialize`: nothing else is served before its response.
    ServeAlone,
    /// The end of the session.
    Exit,
    /// A notification that the protocol requires to be dropped in this phase.
    Drop,
    Refuse(Error),
}

/// What to do with `request`, which is a notification if it has no id.
pub fn judge(phase: Phase, request: &Request) -> Verdict {
    let is_request = request.id().is_some();
    match (request.method(), phase) {
        ("exit", _) if !is_request => Verdict::Exit,
        ("initialize", Phase::Fresh) if is_request => Verdict::ServeAlone,
        (_, Phase::Fresh) if is_request => Verdict::Refuse(error(
            SERVER_NOT_INITIALIZED,
            "the server is not initialized yet",
        )),
        (_, Phase::ShutDown) if is_request => {
            Verdict::Refuse(error(ErrorCode::InvalidRequest, "the server was shut down"))
        }
        (_, Phase::Fresh | Phase::ShutDown) => Verdict::Drop,
        // The router ignores these, but only notifications may be ignored.
        (method, Phase::Running) if is_request && method.starts_with("$/") => {
            Verdict::Refuse(error(
                ErrorCode::MethodNotFound,
                format!("unknown method `{method}`"),
            ))
        }
        (_, Phase::Running) => Verdict::Serve,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(phase: Phase, method: &'static str, is_request: bool) -> String {
        let request = Request::build(method);
        let request = if is_request {
            request.id(1).finish()
        } else {
            request.finish()
        };
        match judge(phase, &request) {
            Verdict::Refuse(error) => error.code.code().to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn the_phase_decides() {
        use Phase::{Fresh, Running, ShutDown};
        let cases = [
            ("initialize", true, ["ServeAlone", "Serve", "-32600"]),
            ("initialize", false, ["Drop", "Serve", "Drop"]),
            ("shutdown", true, ["-32002", "Serve", "-32600"]),
            ("exit", false, ["Exit", "Exit", "Exit"]),
            ("textDocument/hover", true, ["-32002", "Serve", "-32600"]),
            ("textDocument/didOpen", false, ["Drop", "Serve", "Drop"]),
            ("no/such", true, ["-32002", "Serve", "-32600"]),
            ("$/cancelRequest", false, ["Drop", "Serve", "Drop"]),
            ("$/unknown", true, ["-32002", "-32601", "-32600"]),
        ];
        for (method, is_request, expected) in cases {
            for (phase, expected) in [Fresh, Running, ShutDown].into_iter().zip(expected) {
                assert_eq!(
                    verdict(phase, method, is_request),
                    expected,
                    "{method} {phase:?}"
                );
            }
        }
    }
}
