//! The loop between the wire and the service.

use std::any::Any;
use std::future::Future;
use std::io::BufRead;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use futures::{FutureExt, StreamExt};
use tokio::sync::mpsc;
use tower::Service;
use tower_lsp::jsonrpc::{ErrorCode, Id, Request, Response};

use super::frames::{Frame, Frames};
use super::message::{self, Answer, Incoming, error};
use super::outbox::Outbox;
use super::raw_result;
use super::session::{Phase, Verdict, judge};

/// The most messages read ahead of the loop; then the reader waits, and the pipe fills.
const READ_AHEAD: usize = 256;
/// How long requests in flight may take after the end of the input.
const GRACE: Duration = Duration::from_secs(2);

/// How a session ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct End {
    /// Whether `shutdown` came before: the protocol wants exit code 0 then, else 1.
    pub orderly: bool,
}

/// Starts a thread that reads messages from `input`. The channel closes at the end of the input; if the process has not
/// ended after twice the grace, `on_end` is called.
pub fn read(
    input: impl BufRead + Send + 'static,
    limit: u64,
    on_end: fn(),
) -> mpsc::Receiver<Incoming> {
    let (sender, receiver) = mpsc::channel(READ_AHEAD);
    std::thread::spawn(move || {
        read_all(Frames::new(input, limit), limit, &sender);
        drop(sender);
        std::thread::sleep(2 * GRACE);
        on_end();
    });
    receiver
}

fn read_all(mut frames: Frames<impl BufRead>, limit: u64, sender: &mpsc::Sender<Incoming>) {
    loop {
        let incoming = match frames.next_frame() {
            Ok(Some(Frame::Body(body))) => message::parse(&body),
            Ok(Some(Frame::TooLong { length, start })) => message::too_long(length, limit, &start),
            Ok(Some(Frame::Lost { line })) => message::lost(&line),
            Ok(None) => return,
            Err(error) => return tracing::error!("standard input cannot be read: {error}"),
        };
        if sender.blocking_send(incoming).is_err() {
            return;
        }
    }
}

/// Serves until `exit` or the end of the input, and then answers what is in flight, within the
/// grace. `on_initialized` gets the parameters of an `initialize` that succeeded, `on_answer` the
/// client's answers to our requests.
pub async fn serve<S>(
    service: S,
    mut incoming: mpsc::Receiver<Incoming>,
    outbox: Outbox,
    on_initialized: impl FnMut(&serde_json::Value),
    on_answer: impl FnMut(Answer),
) -> End
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Future<Output = Result<Option<Response>, S::Error>> + Send + 'static,
{
    let running = FuturesUnordered::new();
    let mut session = Session {
        service,
        running,
        outbox,
        phase: Phase::Fresh,
        on_initialized,
        on_answer,
    };
    loop {
        let next = tokio::select! {
            biased;
            Some(answered) = session.running.next(), if !session.running.is_empty() => {
                session.respond(answered);
                continue;
            }
            () = session.outbox.progress(), if session.outbox.is_full() => continue,
            next = incoming.recv(), if !session.outbox.is_full() => next,
        };
        let exit = match next {
            None => true,
            Some(Incoming::Request(request)) => session.request(request).await,
            Some(Incoming::Answer(answer)) => {
                (session.on_answer)(answer);
                false
            }
            Some(Incoming::Fault(response)) => {
                tracing::warn!("bad message: {:?}", response.error());
                session.respond(Some(response.into()));
                false
            }
            Some(Incoming::LostEdit(response, request)) => {
                tracing::warn!("bad message with an edit: {:?}", response.error());
                session.respond(Some(response.into()));
                session.request(request).await
            }
        };
        if exit {
            return session.end().await;
        }
    }
}

/// A response, or nothing after a notification.
type Reply = BoxFuture<'static, Option<Answered>>;

/// A response, and the raw result that is sent in place of the response's own.
struct Answered {
    response: Response,
    raw: Option<Vec<u8>>,
}

impl From<Response> for Answered {
    fn from(response: Response) -> Self {
        Self {
            response,
            raw: None,
        }
    }
}

struct Session<S, I, A> {
    service: S,
    /// Handlers that are suspended.
    running: FuturesUnordered<Reply>,
    outbox: Outbox,
    phase: Phase,
    on_initialized: I,
    on_answer: A,
}

impl<S, I, A> Session<S, I, A>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Future<Output = Result<Option<Response>, S::Error>> + Send + 'static,
    I: FnMut(&serde_json::Value),
{
    /// Serves a request or notification; whether it was the last.
    async fn request(&mut self, request: Request) -> bool {
        match judge(self.phase, &request) {
            Verdict::Serve => self.start(request),
            Verdict::ServeAlone => self.initialize(request).await,
            Verdict::Drop => tracing::debug!("dropped `{}` at this time", request.method()),
            Verdict::Refuse(error) => {
                let id = request.id().cloned().unwrap_or_default();
                self.respond(Some(Response::from_error(id, error).into()));
            }
            Verdict::Exit => {
                // The router cancels every handler in flight, which answers it.
                self.start(request);
                return true;
            }
        }
        false
    }

    /// Runs a handler up to its first suspension. That keeps the order.
    fn start(&mut self, request: Request) {
        if request.method() == "shutdown" {
            self.phase = Phase::ShutDown;
        }
        let mut reply = call(&mut self.service, request);
        match (&mut reply).now_or_never() {
            Some(answered) => self.respond(answered),
            None => self.running.push(reply),
        }
    }

    /// Serves nothing else meanwhile: what a client sends before the answer is served after it.
    async fn initialize(&mut self, request: Request) {
        let params = request.params().cloned().unwrap_or_default();
        let answered = call(&mut self.service, request).await;
        let is_ok = |answered: &Answered| answered.response.is_ok();
        if answered.as_ref().is_some_and(is_ok) {
            self.phase = Phase::Running;
            (self.on_initialized)(&params);
        }
        self.respond(answered);
    }

    fn respond(&self, answered: Option<Answered>) {
        match answered {
            Some(Answered {
                response,
                raw: Some(result),
            }) if response.is_ok() => self.outbox.result(response.id(), &result),
            Some(Answered { response, .. }) => self.outbox.respond(&response),
            None => {}
        }
    }

    async fn end(mut self) -> End {
        let rest = async {
            while let Some(answered) = self.running.next().await {
                self.respond(answered);
            }
        };
        if tokio::time::timeout(GRACE, rest).await.is_err() {
            tracing::warn!("requests were left unanswered at the end");
        }
        if !self.outbox.flush(GRACE) {
            tracing::warn!("the client did not read everything");
        }
        End {
            orderly: self.phase == Phase::ShutDown,
        }
    }
}

/// The service's reply to a request. A panic, at once or later, is the response −32603.
fn call<S>(service: &mut S, request: Request) -> Reply
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Future<Output = Result<Option<Response>, S::Error>> + Send + 'static,
{
    let id = request.id().cloned();
    let method = request.method().to_owned();
    let request = without_null_params(request);
    // Handlers only send events. They share nothing but channels, so a panic leaves no inconsistent state.
    match catch_unwind(AssertUnwindSafe(|| service.call(request))) {
        Ok(reply) => AssertUnwindSafe(raw_result::take(reply))
            .catch_unwind()
            .map(move |ended| match ended {
                Ok((response, raw)) => {
                    let response = response.ok().flatten()?;
                    Some(Answered { response, raw })
                }
                Err(panic) => panicked(id, &method, panic.as_ref()).map(Answered::from),
            })
            .boxed(),
        Err(panic) => {
            let response = panicked(id, &method, panic.as_ref());
            futures::future::ready(response.map(Answered::from)).boxed()
        }
    }
}

/// `shutdown` and `exit` have no parameters, but clients send null or an empty object.
fn without_null_params(request: Request) -> Request {
    if !matches!(request.method(), "shutdown" | "exit") {
        return request;
    }
    let (method, id, _) = request.into_parts();
    match id {
        Some(id) => Request::build(method).id(id).finish(),
        None => Request::build(method).finish(),
    }
}

/// The response of a handler that panicked, if a response is due.
fn panicked(id: Option<Id>, method: &str, panic: &(dyn Any + Send)) -> Option<Response> {
    let reason = format!("`{method}` panicked: {}", panic_message(panic));
    tracing::error!("{reason}");
    id.map(|id| Response::from_error(id, error(ErrorCode::InternalError, reason)))
}

/// The message of a panic.
pub fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&'static str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}
