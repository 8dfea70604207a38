// The protocol's types, and whether a value is of one. They are those of `vscode-languageserver-protocol`, the source that
// the meta model is made from. TypeScript reads them, and a value is walked along them: a property that a type does not
// have is as wrong as one that is missing, and null is no way to leave one out.
'use strict';
const protocol = require('vscode-languageserver-protocol');
const ts = require('typescript');

const HEAD = `import * as p from 'vscode-languageserver-protocol';
type Params<T> = T extends p.ProtocolRequestType<infer P, any, any, any, any> ? P
  : T extends p.ProtocolRequestType0<any, any, any, any> ? undefined
  : T extends p.ProtocolNotificationType<infer P, any> ? P : undefined;
type Null<R> = 0 extends 1 & R ? any : [R] extends [void] ? null : void extends R ? Exclude<R, void> | null : R;
type Result<T> = T extends p.ProtocolRequestType<any, infer R, any, any, any> ? Null<R>
  : T extends p.ProtocolRequestType0<infer R, any, any, any> ? Null<R> : never;
type Part<T> = T extends p.ProtocolRequestType<any, any, infer PR, any, any> ? PR
  : T extends p.ProtocolRequestType0<any, infer PR, any, any> ? PR : never;
type Options<T> = T extends p.RegistrationType<infer RO> ? RO : undefined;
type Progress = p.WorkDoneProgressBegin | p.WorkDoneProgressReport | p.WorkDoneProgressEnd;
`;

/// Methods by name: who sends each, and whether it is a request.
exports.methods = new Map();
const names = new Map();
for (const [name, it] of Object.entries(protocol)) {
  if (typeof it?.method !== 'string' || !it.type) continue;
  const { type } = it;
  const isNotification = type instanceof protocol.ProtocolNotificationType || type instanceof protocol.ProtocolNotificationType0;
  exports.methods.set(it.method, { direction: it.messageDirection, isRequest: !isNotification });
  names.set(it.method, name);
}

const { checker, types } = load();

// The types of each method, by what they are of: `Params textDocument/hover`.
function load() {
  const file = `${__dirname}/messages.ts`;
  const wanted = [...names].flatMap(([method, name]) => ['Params', 'Result', 'Part', 'Options'].map((of) => [`${of} ${method}`, `${of}<typeof p.${name}.type>`]));
  wanted.push(['Progress', 'Progress']);
  const text = HEAD + wanted.map(([, type], number) => `export declare const v${number}: ${type};\n`).join('');
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
  const wrong = ts.getPreEmitDiagnostics(program);
  if (wrong.length > 0) throw new Error(ts.formatDiagnostics(wrong, { ...host, getCanonicalFileName: (it) => it, getNewLine: () => '\n' }));
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(file));
  const declared = new Map(checker.getExportsOfModule(module).map((it) => [it.name, checker.getTypeOfSymbol(it)]));
  return { checker, types: new Map(wanted.map(([name], number) => [name, declared.get(`v${number}`)])) };
}

/// What is wrong with a value that should be of a type: texts, each with the place in the value. None when it fits. What
/// there is no type of is not judged.
exports.misfits = (type, value) => (types.has(type) ? misfits(types.get(type), value, '') : []);

function misfits(type, value, at) {
  const say = (text) => [`${at || 'it'} ${text}`];
  const { flags } = type;
  if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return [];
  if (type.isUnion()) return ofUnion(type, value, at);
  if (value === undefined) return flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void) ? [] : say('is missing');
  const wanted = checker.typeToString(type);
  const not = () => say(`is ${JSON.stringify(value).slice(0, 80)}, not \`${wanted.slice(0, 80)}\``);
  if (flags & ts.TypeFlags.Null) return value === null ? [] : not();
  if (type.isLiteral()) return value === type.value ? [] : not();
  if (flags & ts.TypeFlags.BooleanLiteral) return String(value) === wanted && typeof value === 'boolean' ? [] : not();
  if (flags & ts.TypeFlags.StringLike) return typeof value === 'string' ? [] : not();
  if (flags & ts.TypeFlags.NumberLike) return typeof value === 'number' ? [] : not();
  if (value === null || typeof value !== 'object') return not();
  if (flags & ts.TypeFlags.NonPrimitive) return [];
  if (!(flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return not();
  if (checker.isArrayType(type) || checker.isTupleType(type)) return Array.isArray(value) ? ofList(type, value, at) : not();
  return Array.isArray(value) ? not() : ofObject(type, value, at);
}

// A value is of a union if it is of one of its types. Else the type that it is likest says what is wrong.
function ofUnion(type, value, at) {
  let least = null;
  for (const one of type.types) {
    const found = misfits(one, value, at);
    if (found.length === 0) return [];
    // One that is of another kind altogether has nothing to say of the parts.
    const weight = found.some((it) => it.startsWith(`${at || 'it'} `)) ? Infinity : found.length;
    if (!least || weight < least.weight) least = { found, weight };
  }
  if (least.weight < Infinity) return least.found;
  return [`${at || 'it'} is ${JSON.stringify(value)?.slice(0, 80)}, not \`${checker.typeToString(type).slice(0, 120)}\``];
}

function ofList(type, value, at) {
  const parts = checker.getTypeArguments(type);
  if (checker.isTupleType(type) && parts.length !== value.length) return [`${at || 'it'} has ${value.length} parts, not ${parts.length}`];
  return value.flatMap((part, number) => misfits(parts[checker.isTupleType(type) ? number : 0], part, `${at}[${number}]`));
}

function ofObject(type, value, at) {
  const properties = new Map(checker.getPropertiesOfType(type).map((it) => [it.name, it]));
  const others = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  const found = [];
  for (const [name, part] of Object.entries(value)) {
    const property = properties.get(name);
    const wanted = property ? checker.getTypeOfSymbol(property) : others;
    found.push(...(wanted ? misfits(wanted, part, `${at}.${name}`) : [`${at}.${name} is no property of \`${checker.typeToString(type).slice(0, 80)}\``]));
  }
  for (const [name, property] of properties) {
    if (!(property.flags & ts.SymbolFlags.Optional) && !(name in value)) found.push(`${at}.${name} is missing`);
  }
  return found;
}
