// Tries the check on a sound session, which it must not complain about, and on copies with one fault each, which it must.
'use strict';
const { check } = require('./check.js');

const document = { uri: 'file:///bank/go/go.md' };
const range = { start: { line: 0, character: 1 }, end: { line: 0, character: 2 } };
const ask = (id, method, params) => ({ from: 'editor', message: { jsonrpc: '2.0', id, method, params } });
const give = (id, result) => ({ from: 'server', message: { jsonrpc: '2.0', id, result } });

function sound() {
  return [
    ask(1, 'initialize', { processId: null, rootUri: null, capabilities: {} }),
    give(1, { capabilities: { textDocumentSync: 2, hoverProvider: true, completionProvider: { triggerCharacters: ['-'] } } }),
    { from: 'server', message: { jsonrpc: '2.0', method: 'textDocument/publishDiagnostics', params: { ...document, diagnostics: [{ range: structuredClone(range), severity: 2, message: 'm' }] } } },
    ask(2, 'textDocument/completion', { textDocument: document, position: range.start }),
    give(2, { isIncomplete: false, items: [{ label: 'x', kind: 12, textEdit: { range: structuredClone(range), newText: 'x' } }] }),
    ask(3, 'textDocument/definition', { textDocument: document, position: range.start }),
    give(3, null),
    ask(4, 'shutdown'),
    give(4, null),
    { ended: 0 },
  ];
}

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
  'two answers': (it) => { it.push(give(3, null)); },
  'neither result nor error': (it) => { delete it[6].message.result; },
  'an error without a code': (it) => { it[6].message = { jsonrpc: '2.0', id: 3, error: { message: 'm' } }; },
  'a method for editors only': (it) => { Object.assign(it[2].message, { method: 'textDocument/didClose', params: { textDocument: document } }); },
  'a method that there is not': (it) => { it[2].message.method = 'textDocument/publishFindings'; },
  'an end that is no good one': (it) => { it.at(-1).ended = 1; },
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
