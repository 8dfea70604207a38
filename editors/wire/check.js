// Holds what a server said to the protocol. The protocol's types are those of `vscode-languageserver-protocol`, the
// source that the meta model is made from, and TypeScript is the judge: each message becomes a value of the type that
// it should have. What types cannot say (one answer to each request, whole numbers, who may send what) is looked at here.
'use strict';
const protocol = require('vscode-languageserver-protocol');
const ts = require('typescript');

const NUMBERS = /^(?:data|arguments|registerOptions)$/; // whatever stands there is the server's own business

// Methods by name: the export that describes each, and who sends it.
const methods = new Map();
for (const [name, it] of Object.entries(protocol)) {
  if (typeof it?.method === 'string' && it.type) methods.set(it.method, { name, direction: it.messageDirection });
}

/// All complaints about the sessions: `[{ name, entries: [{ from, message } | { ended }] }]`, each with where it is.
exports.check = function check(sessions) {
  const complaints = [];
  const values = new Map(); // the type of a value → its JSON → where it was met first
  for (const { name, entries } of sessions) {
    const session = { asked: { editor: new Map(), server: new Map() } };
    entries.filter(({ message }) => message).forEach(({ from, message }, index) => {
      const where = `${name}:${index + 1}`;
      const say = (text) => complaints.push(`${where}: ${text}`);
      const typed = follow(session, from, message, say);
      if (from !== 'server' || !typed) return;
      numbers(typed.value, typed.method, say);
      const json = JSON.stringify(shortened(typed.value));
      if (!values.has(typed.type)) values.set(typed.type, new Map());
      if (!values.get(typed.type).has(json)) values.get(typed.type).set(json, `${where}: ${typed.method}`);
    });
    if (!tookLeave(entries)) continue;
    for (const [id, method] of session.asked.editor) complaints.push(`${name}: ${method} ${id} was never answered`);
    const { ended } = entries.find((entry) => 'ended' in entry);
    if (ended !== 0) complaints.push(`${name}: the server was asked to shut down, and ended with ${ended}`);
  }
  return complaints.concat(judged(values));
};

/// Whether a server was asked to shut down and then ended by itself: it owes no answer. One that is killed owes many.
exports.tookLeave = tookLeave;
function tookLeave(entries) {
  return entries.some(({ message }) => message?.method === 'shutdown') && entries.some(({ ended }) => typeof ended === 'number');
}

// Follows a message in its session. Gives the type that its content has to have, and the content.
function follow(session, from, message, say) {
  const other = from === 'server' ? 'editor' : 'server';
  const own = from === 'server' ? say : () => {};
  if (message.jsonrpc !== '2.0') own('it is not JSON-RPC 2.0');
  if (message.method === undefined) return answer(session.asked[other], message, own);
  const { method } = message;
  const known = methods.get(method);
  const isRequest = message.id !== undefined;
  if (isRequest) {
    if (session.asked[from].has(message.id)) own(`${method}: the id ${message.id} is taken`);
    session.asked[from].set(message.id, method);
  }
  if (!known) {
    if (!['$/progress', '$/logTrace', '$/cancelRequest'].includes(method)) own(`${method}: there is no such method`);
    return null;
  }
  if (known.direction === (from === 'server' ? 'clientToServer' : 'serverToClient')) own(`${method}: is not for the ${from} to send`);
  if (message.params === null) own(`${method}: params are null`);
  return { method, type: `Params<typeof p.${known.name}.type>`, value: message.params };
}

function answer(asked, message, say) {
  const method = asked.get(message.id);
  if (method === undefined) return say(`an answer to ${JSON.stringify(message.id)}, which nobody asked or which was answered`);
  asked.delete(message.id);
  const { result, error } = message;
  if ((result === undefined) === (error === undefined)) say(`${method}: it has to have either a result or an error`);
  if (error !== undefined) {
    if (!Number.isInteger(error?.code) || typeof error?.message !== 'string') say(`${method}: the error lacks its code or message`);
    return null;
  }
  const known = methods.get(method);
  return known && { method, type: `Result<typeof p.${known.name}.type>`, value: result };
}

// Numbers are whole and not negative wherever the server's messages have any.
function numbers(value, at, say) {
  if (typeof value === 'number' && !(Number.isInteger(value) && value >= 0 && value < 2 ** 31)) say(`${at}: ${value} is no number of the protocol`);
  if (value === null || typeof value !== 'object' || at === 'workspace/executeCommand') return;
  for (const [key, it] of Object.entries(value)) if (!NUMBERS.test(key)) numbers(it, `${at}.${key}`, say);
}

// Long lists of numbers (tokens) say no more than short ones.
function shortened(value) {
  if (Array.isArray(value)) return (value.length > 5 && value.every((it) => typeof it === 'number') ? value.slice(0, 5) : value).map(shortened);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, shortened(it)]));
}

const HEAD = `import * as p from 'vscode-languageserver-protocol';
type Params<T> = T extends p.ProtocolRequestType<infer P, any, any, any, any> ? P
  : T extends p.ProtocolRequestType0<any, any, any, any> ? undefined
  : T extends p.ProtocolNotificationType<infer P, any> ? P : undefined;
type Null<R> = 0 extends 1 & R ? any : [R] extends [void] ? null : void extends R ? Exclude<R, void> | null : R;
type Result<T> = T extends p.ProtocolRequestType<any, infer R, any, any, any> ? Null<R>
  : T extends p.ProtocolRequestType0<infer R, any, any, any> ? Null<R> : never;
`;

// What TypeScript says about the values.
function judged(values) {
  let text = HEAD;
  let line = HEAD.split('\n').length;
  const places = new Map();
  for (const [type, jsons] of values) {
    for (const [json, where] of jsons) {
      text += `export const v${line}: ${type} = ${json};\n`;
      places.set(line, where);
      line += 1;
    }
  }
  const file = `${__dirname}/messages.ts`;
  const options = {
    strict: true, noEmit: true, exactOptionalPropertyTypes: true, skipLibCheck: true, types: [],
    module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16, target: ts.ScriptTarget.ES2022,
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (path) => path === file || fileExists(path);
  host.readFile = (path) => (path === file ? text : readFile(path));
  host.getSourceFile = (path, ...rest) => (path === file ? ts.createSourceFile(path, text, rest[0], true) : getSourceFile(path, ...rest));
  const program = ts.createProgram([file], options, host);
  const found = ts.getPreEmitDiagnostics(program);
  return found.map((it) => {
    const said = ts.flattenDiagnosticMessageText(it.messageText, ' | ').slice(0, 600);
    if (!it.file || it.file.fileName !== file) return `the types themselves: ${said}`;
    const at = it.file.getLineAndCharacterOfPosition(it.start);
    const around = text.split('\n')[at.line].slice(Math.max(0, at.character - 60), at.character + 80);
    return `${places.get(at.line + 1) ?? `line ${at.line + 1}`}: ${said}\n    at … ${around} …`;
  });
}
