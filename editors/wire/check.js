// Holds what a server said to the protocol: its messages' types (types.js), and what types cannot say: one answer to each
// request, whole numbers, who may send what and when, progress that begins and ends.
'use strict';
const { methods, misfits } = require('./types.js');

const OWN = /^(?:data|arguments|registerOptions)$/; // whatever numbers stand there are the server's own business
/// What a server may send before it has answered `initialize`.
const EARLY = ['window/showMessage', 'window/logMessage', 'telemetry/event', 'window/showMessageRequest', '$/progress'];

/// All complaints about the sessions: `[{ name, entries: [{ from, message } | { ended }] }]`, each with where it is.
exports.check = function check(sessions) {
  const complaints = [];
  for (const { name, entries } of sessions) {
    const session = { asked: { editor: new Map(), server: new Map() }, tokens: new Map(), isInitialized: false, isDismissed: false };
    entries.forEach(({ from, message }, index) => {
      if (message) follow(session, from, message, (text) => complaints.push(`${name}:${index + 1}: ${text}`));
    });
    if (!tookLeave(entries)) continue;
    for (const [id, { method, isOwed }] of session.asked.editor) {
      if (isOwed) complaints.push(`${name}: ${method} ${id} was never answered`);
    }
    const { ended } = entries.find((entry) => 'ended' in entry);
    if (ended !== 0) complaints.push(`${name}: the server was asked to shut down, and ended with ${ended}`);
  }
  return complaints;
};

/// Whether a server was asked to shut down and then ended by itself: it owes no answer. One that is killed owes many.
exports.tookLeave = tookLeave;
function tookLeave(entries) {
  return entries.some(({ message }) => message?.method === 'shutdown') && entries.some(({ ended }) => typeof ended === 'number');
}

/// Whether the editor said that the server can go, after it was ready to. Helix does not wait for its end, but kills it.
exports.wasDismissed = function wasDismissed(entries) {
  return entries.some(({ from, message }) => from === 'editor' && message?.method === 'exit');
};

// Follows a message in its session.
function follow(session, from, message, complain) {
  const say = from === 'server' ? complain : () => {};
  if (message.jsonrpc !== '2.0') say('it is not JSON-RPC 2.0');
  if (message.method === undefined) return answer(session, from, message, say);
  parts(message, ['method', 'params'], message.method, say);
  if (message.id !== undefined) ask(session, from, message, say);
  if (from === 'server') said(session, message, say);
  else if (message.method === 'exit') session.isDismissed = true;
}

// What an envelope may have in it besides.
function parts(message, allowed, method, say) {
  for (const name of Object.keys(message)) if (!['jsonrpc', 'id', ...allowed].includes(name)) say(`${method}: a message has no \`${name}\``);
}

// A request, and the tokens by which parts of its answer may come. After `exit` no server reads: Neovim 0.12 still asks for
// the titles of lenses then, when it draws the last ones that it got while the server restarts.
function ask(session, from, { id, method, params }, say) {
  if (typeof id !== 'string' && !Number.isInteger(id)) say(`${method}: ${JSON.stringify(id)} is no id`);
  if (session.asked[from].has(id)) say(`${method}: the id ${id} is taken`);
  const tokens = [];
  const give = (token, type) => {
    if (token === undefined || token === null) return;
    session.tokens.set(token, { type, state: 'new' });
    tokens.push(token);
  };
  if (from === 'editor') {
    give(params?.workDoneToken, 'Progress');
    give(params?.partialResultToken, `Part ${method}`);
  } else if (method === 'window/workDoneProgress/create') {
    session.tokens.set(params?.token, { type: 'Progress', state: 'new' });
  }
  session.asked[from].set(id, { method, tokens, isOwed: !session.isDismissed });
}

// A request or notification of the server.
function said(session, { id, method, params }, say) {
  const known = methods.get(method);
  if (!session.isInitialized && !EARLY.includes(method)) say(`${method}: comes before the answer to initialize`);
  if (!known) {
    if (!['$/progress', '$/logTrace', '$/cancelRequest'].includes(method)) say(`${method}: there is no such method`);
    if (method === '$/progress') progress(session, params, say);
    return;
  }
  if (known.direction === 'clientToServer') say(`${method}: is not for the server to send`);
  if (known.isRequest !== (id !== undefined)) say(`${method}: is ${known.isRequest ? 'a request and lacks' : 'no request and has'} an id`);
  fits(`Params ${method}`, params, method, say);
  for (const one of (method === 'client/registerCapability' && params?.registrations) || []) {
    if (!methods.has(one.method)) say(`${method}: there is no method \`${one.method}\``);
    fits(`Options ${one.method}`, one.registerOptions, `${method} of ${one.method}`, say);
  }
}

function answer(session, from, message, say) {
  const asked = session.asked[from === 'server' ? 'editor' : 'server'];
  const request = asked.get(message.id);
  if (request === undefined) return say(`an answer to ${JSON.stringify(message.id)}, which nobody asked or which was answered`);
  const { method, tokens } = request;
  asked.delete(message.id);
  for (const token of tokens) session.tokens.delete(token);
  parts(message, ['result', 'error'], method, say);
  const { result, error } = message;
  if ((result === undefined) === (error === undefined)) say(`${method}: it has to have either a result or an error`);
  if (error !== undefined) {
    if (!Number.isInteger(error?.code) || typeof error?.message !== 'string') say(`${method}: the error lacks its code or message`);
    for (const name of Object.keys(error ?? {})) if (!['code', 'message', 'data'].includes(name)) say(`${method}: an error has no \`${name}\``);
    return;
  }
  if (method === 'initialize') session.isInitialized = true;
  if (from === 'server') fits(`Result ${method}`, result, method, say);
}

// A part of an answer, or news of work: under a token that was agreed on, of its type, from beginning to end.
function progress(session, params, say) {
  const { token, value, ...more } = params ?? {};
  const known = session.tokens.get(token);
  if (Object.keys(more).length > 0) say(`$/progress: has no \`${Object.keys(more)[0]}\``);
  if (!known) return say(`$/progress: nobody waits for ${JSON.stringify(token)}`);
  fits(known.type, value, `$/progress ${token}`, say);
  if (known.type !== 'Progress') return;
  const may = { new: ['begin'], begun: ['report', 'end'], ended: [] }[known.state];
  if (!may.includes(value?.kind)) say(`$/progress: ${value?.kind} of ${token}, which is ${known.state}`);
  known.state = value?.kind === 'end' ? 'ended' : 'begun';
}

function fits(type, value, at, say) {
  for (const misfit of misfits(type, value)) say(`${at}: ${misfit}`);
  numbers(value, at, say);
}

// Numbers are whole and not negative wherever the server's messages have any.
function numbers(value, at, say) {
  if (typeof value === 'number' && !(Number.isInteger(value) && value >= 0 && value < 2 ** 31)) say(`${at}: ${value} is no number of the protocol`);
  if (value === null || typeof value !== 'object' || at === 'workspace/executeCommand') return;
  for (const [key, it] of Object.entries(value)) if (!OWN.test(key)) numbers(it, `${at}.${key}`, say);
}
