// Tries the check on a sound session, which it must not complain about, and on copies with one fault each, which it must.
'use strict';
const { check } = require('./check.js');

const document = { uri: 'file:///bank/go/go.md' };
const range = { start: { line: 0, character: 1 }, end: { line: 0, character: 2 } };
const ask = (id, method, params) => ({ from: 'editor', message: { jsonrpc: '2.0', id, method, params } });
const give = (id, result) => ({ from: 'server', message: { jsonrpc: '2.0', id, result } });
const say = (method, params, id) => ({ from: 'server', message: { jsonrpc: '2.0', ...(id && { id }), method, params } });
const work = (token, value) => say('$/progress', { token, value });

function sound() {
  return [
    ask(1, 'initialize', { processId: null, rootUri: null, capabilities: {} }),
    give(1, { capabilities: { textDocumentSync: 2, hoverProvider: true, completionProvider: { triggerCharacters: ['-'] } } }),
    say('textDocument/publishDiagnostics', { ...document, diagnostics: [{ range: structuredClone(range), severity: 2, message: 'm' }] }),
    ask(2, 'textDocument/completion', { textDocument: document, position: range.start }),
    give(2, { isIncomplete: false, items: [{ label: 'x', kind: 12, textEdit: { range: structuredClone(range), newText: 'x' } }] }),
    ask(3, 'textDocument/definition', { textDocument: document, position: range.start }),
    give(3, null),
    say('client/registerCapability', { registrations: [{ id: 'files', method: 'workspace/didChangeWatchedFiles', registerOptions: { watchers: [{ globPattern: '**/*' }] } }] }, 'r1'),
    say('window/workDoneProgress/create', { token: 'reading' }, 'r2'),
    work('reading', { kind: 'begin', title: 'Reading' }),
    work('reading', { kind: 'report', message: 'm' }),
    work('reading', { kind: 'end' }),
    ask(4, 'textDocument/references', { textDocument: document, position: range.start, context: { includeDeclaration: true }, partialResultToken: 7 }),
    work(7, [{ ...document, range: structuredClone(range) }]),
    give(4, []),
    ask(5, 'shutdown'),
    give(5, null),
    { from: 'editor', message: { jsonrpc: '2.0', method: 'exit' } },
    ask(6, 'codeLens/resolve', { range }),
    { ended: 0 },
  ];
}

const at = (session, method, kind) => session.find(({ message }) => message?.method === method && (!kind || message.params.value.kind === kind));
const finding = (session) => session[2].message.params.diagnostics[0];
const item = (session) => session[4].message.result.items[0];
const faults = {
  'a line that is a text': (it) => { finding(it).range.start.line = '0'; },
  'a line below zero': (it) => { finding(it).range.start.line = -1; },
  'half a line': (it) => { finding(it).range.start.line = 0.5; },
  'a finding without a message': (it) => { delete finding(it).message; },
  'a severity that there is not': (it) => { finding(it).severity = 9; },
  'null for what may be left out': (it) => { finding(it).severity = null; },
  'a property that there is not': (it) => { finding(it).serverity = 1; },
  'an item without a label': (it) => { delete item(it).label; },
  'a kind in words': (it) => { item(it).kind = 'Value'; },
  'an edit without a text': (it) => { delete item(it).textEdit.newText; },
  'a list that does not say whether it is whole': (it) => { delete it[4].message.result.isIncomplete; },
  'a place without a range': (it) => { it[6].message.result = document; },
  'a capability misspelt': (it) => { it[1].message.result.capabilities.hoverProvidr = true; },
  'a request without an answer': (it) => { it.splice(6, 1); },
  'a request before the end without an answer': (it) => { it.splice(-2, 0, it.splice(-2, 1)[0]); },
  'two answers': (it) => { it.push(give(3, null)); },
  'neither result nor error': (it) => { delete it[6].message.result; },
  'an error without a code': (it) => { it[6].message = { jsonrpc: '2.0', id: 3, error: { message: 'm' } }; },
  'a method for editors only': (it) => { Object.assign(it[2].message, { method: 'textDocument/didClose', params: { textDocument: document } }); },
  'a method that there is not': (it) => { it[2].message.method = 'textDocument/publishFindings'; },
  'an end that is no good one': (it) => { it.at(-1).ended = 1; },
  'an edit that is of two kinds': (it) => { item(it).textEdit.insert = structuredClone(range); },
  'an envelope with more in it': (it) => { it[2].message.params_ = {}; },
  'an error with more in it': (it) => { it[6].message = { jsonrpc: '2.0', id: 3, error: { code: 1, message: 'm', result: null } }; },
  'an id that is no whole number': (it) => { at(it, 'client/registerCapability').message.id = 1.5; },
  'a request without an id': (it) => { delete at(it, 'client/registerCapability').message.id; },
  'an id where none belongs': (it) => { it[2].message.id = 9; },
  'a message before the first answer': (it) => { it.splice(1, 0, it.splice(2, 1)[0]); },
  'a registration for something that there is not': (it) => { at(it, 'client/registerCapability').message.params.registrations[0].method = 'workspace/didChange'; },
  'a registration with the options of another': (it) => { at(it, 'client/registerCapability').message.params.registrations[0].registerOptions = { section: 'x' }; },
  'progress that nobody waits for': (it) => { at(it, '$/progress', 'report').message.params.token = 'another'; },
  'progress without a title': (it) => { delete at(it, '$/progress', 'begin').message.params.value.title; },
  'progress that goes on after its end': (it) => { it.splice(it.indexOf(at(it, '$/progress', 'end')), 0, work('reading', { kind: 'end' })); },
  'a part of an answer of another kind': (it) => { it.find(({ message }) => message?.params?.token === 7).message.params.value = [{ range }]; },
  'a part of an answer that was given': (it) => { it.splice(-1, 0, work(7, [])); },
  'params that are null': (it) => { it[2].message.params = null; },
};

const sessions = [{ name: 'sound', entries: sound() }];
for (const [name, spoil] of Object.entries(faults)) {
  const entries = sound();
  spoil(entries);
  sessions.push({ name, entries });
}
const complaints = check(sessions);
const missed = Object.keys(faults).filter((name) => !complaints.some((it) => it.startsWith(`${name}:`)));
const wrong = complaints.filter((it) => it.startsWith('sound:'));
for (const name of missed) console.log(`not noticed: ${name}`);
for (const it of wrong) console.log(`wrongly noticed: ${it}`);
console.log(`the check of the protocol notices ${sessions.length - 1 - missed.length} of ${sessions.length - 1} faults`);
process.exit(missed.length || wrong.length ? 1 : 0);
