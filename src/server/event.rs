//! Everything that the main loop reacts to.

use crossbeam_channel::Sender;
use serde_json::Value;
use tower_lsp::ls_types as lsp;

use super::action_data::ActionData;
use super::diagnostics::publisher::Published;
use super::loader::Report;
use super::pool::Lane;
use super::request::Responder;
use super::snapshot::{Documents, Needs, Snapshot};
use super::transport::{Answer, LostEdit};

/// Sends events to the main loop.
pub type Events = Sender<Event>;

/// Something that happened. Events from the client arrive in the order of the wire.
pub enum Event {
    /// `initialize`.
    Initialize(Box<lsp::InitializeParams>, Responder<lsp::InitializeResult>),
    /// `initialized`.
    Initialized,
    /// `shutdown`.
    Shutdown(Responder<()>),
    /// `textDocument/didOpen`. The parameters are read by the handler, which marks a document it cannot read.
    DidOpen(Value),
    /// `textDocument/didChange`, likewise.
    DidChange(Value),
    /// A message with an edit could not be read.
    LostEdit(LostEdit),
    /// `textDocument/didSave`.
    DidSave(lsp::DidSaveTextDocumentParams),
    /// `textDocument/didClose`.
    DidClose(lsp::DidCloseTextDocumentParams),
    /// `workspace/didChangeWorkspaceFolders`.
    DidChangeFolders(lsp::DidChangeWorkspaceFoldersParams),
    /// `workspace/didChangeConfiguration`.
    DidChangeConfiguration(lsp::DidChangeConfigurationParams),
    /// `workspace/didChangeWatchedFiles`.
    DidChangeWatchedFiles(lsp::DidChangeWatchedFilesParams),
    /// `workspace/didCreateFiles`.
    DidCreateFiles(lsp::CreateFilesParams),
    /// `workspace/didRenameFiles`.
    DidRenameFiles(lsp::RenameFilesParams),
    /// `workspace/didDeleteFiles`.
    DidDeleteFiles(lsp::DeleteFilesParams),
    /// The client asks for the diagnostics of the whole workspace from now on.
    PullsWorkspace,
    /// A request that is answered from a snapshot.
    Request(Request),
    /// `workspace/executeCommand`.
    ExecuteCommand(lsp::ExecuteCommandParams, Responder<Option<Value>>),
    /// A change that the user has to confirm, for the reason given.
    Confirm(String, Unconfirmed),
    /// A warning to show to the user.
    Warn(String),
    /// The client's answer to a request of ours.
    Answer(Answer),
    /// From the thread that reads files.
    Loader(Report),
    /// Diagnostics were published; the client has these now.
    Published(Published),
    /// What the client has to do for a command or action.
    FollowUp(FollowUp),
    /// A panic, for tests.
    TestPanic(Responder<()>),
}

impl Event {
    /// What the log calls it: its method, if it is a message of the client.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Initialize(..) => "initialize",
            Self::Initialized => "initialized",
            Self::Shutdown(_) => "shutdown",
            Self::DidOpen(_) => "textDocument/didOpen",
            Self::DidChange(_) => "textDocument/didChange",
            Self::LostEdit(_) => "a lost edit",
            Self::DidSave(_) => "textDocument/didSave",
            Self::DidClose(_) => "textDocument/didClose",
            Self::DidChangeFolders(_) => "workspace/didChangeWorkspaceFolders",
            Self::DidChangeConfiguration(_) => "workspace/didChangeConfiguration",
            Self::DidChangeWatchedFiles(_) => "workspace/didChangeWatchedFiles",
            Self::DidCreateFiles(_) => "workspace/didCreateFiles",
            Self::DidRenameFiles(_) => "workspace/didRenameFiles",
            Self::DidDeleteFiles(_) => "workspace/didDeleteFiles",
            Self::PullsWorkspace => "workspace/diagnostic",
            Self::Request(_) => "a request",
            Self::ExecuteCommand(..) => "workspace/executeCommand",
            Self::Confirm(..) => "a confirmation",
            Self::Warn(_) => "a warning",
            Self::Answer(_) => "a response",
            Self::Loader(_) => "a report of the loader",
            Self::Published(_) => "published diagnostics",
            Self::FollowUp(_) => "a follow-up",
            Self::TestPanic(_) => "qmark/test/panic",
        }
    }
}

/// A request that the pool answers from a snapshot.
pub struct Request {
    /// How urgent it is.
    pub lane: Lane,
    /// How current the snapshot has to be.
    pub needs: Needs,
    /// The documents when the request arrived; set by the main loop.
    pub documents: Documents,
    /// Answers it.
    pub answer: Box<dyn FnOnce(Snapshot) + Send>,
}

impl Request {
    /// A request that `answer` answers.
    pub fn new(lane: Lane, needs: Needs, answer: impl FnOnce(Snapshot) + Send + 'static) -> Self {
        Request {
            lane,
            needs,
            documents: Documents::new(),
            answer: Box::new(answer),
        }
    }
}

/// A change that the user has to confirm.
pub enum Unconfirmed {
    /// A rename.
    Rename {
        /// Answers it.
        responder: Responder<bool>,
        /// Where the question that is renamed is in other languages.
        translations: Vec<lsp::Location>,
    },
    /// The change of a command.
    Command(Again),
}

/// A command that runs once more, after an answer of the user.
pub struct Again {
    /// Its name.
    pub command: &'static str,
    /// Its arguments.
    pub arguments: Vec<Value>,
    /// What its edit is called.
    pub label: String,
    /// What the user may want to read before agreeing.
    pub details: Option<String>,
}

/// What the client is asked to do for a command or action.
pub enum FollowUp {
    /// To apply an edit, and then to show a location, and another one beside it.
    Apply {
        /// What the edit is called.
        label: String,
        /// The edit.
        edit: Box<lsp::WorkspaceEdit>,
        /// The location to show.
        shows: Option<lsp::Location>,
        /// A location to show beside it.
        beside: Option<lsp::Location>,
        /// What the user has to confirm first, if the edit itself cannot ask for that.
        question: Option<String>,
        /// What the user may want to read before that.
        details: Option<String>,
    },
    /// To ask the user for one of these places that questions go to.
    ChoosePlace(Box<ActionData>, Vec<String>),
    /// To show locations, the last one with the focus.
    Show(Vec<lsp::Location>),
    /// To open a page in a browser.
    Browse(lsp::Uri),
    /// To show an error.
    Fail(String),
}
