// What the YAML extension of VS Code makes of a schema: its language server, told of it in the way that the extension tells
// what others contribute. The marketplace that has the extension itself cannot be had here.
'use strict';
const { spawn } = require('node:child_process');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const rpc = require('vscode-jsonrpc/node');

const PROGRAM = require.resolve('yaml-language-server/bin/yaml-language-server');
/** As at first in the extension, but that nothing is fetched. */
const SETTINGS = { yaml: { validate: true, completion: true, hover: true, schemaStore: { enable: false } } };
const URI = 'file:///bank/qmark.yaml';

/** Starts the server with what an extension contributes; `folder` is where that extension is. */
exports.start = async function start(manifest, folder) {
  const server = spawn(process.execPath, [PROGRAM, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = rpc.createMessageConnection(server.stdout, server.stdin);
  const told = []; // Lists of findings, each with the version of the text that it is of.
  connection.onNotification('textDocument/publishDiagnostics', (params) => { told.push(params); });
  connection.onRequest('workspace/configuration', ({ items }) => items.map(({ section }) => SETTINGS[section] ?? {}));
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: { workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } } } });
  connection.sendNotification('initialized', {});
  connection.sendNotification('json/schemaAssociations', associations(manifest, folder));
  let version = 0;
  return {
    /** Makes the text that of the bank's configuration. */
    open(text) {
      if (version > 0) connection.sendNotification('textDocument/didClose', { textDocument: { uri: URI } });
      version += 1;
      told.length = 0;
      connection.sendNotification('textDocument/didOpen', { textDocument: { uri: URI, languageId: 'yaml', version, text } });
    },
    /** What is proposed at a place of the text. */
    async proposals(line, character) {
      const list = await connection.sendRequest('textDocument/completion', { textDocument: { uri: URI }, position: { line, character } });
      return (list.items ?? list).map(({ label }) => label);
    },
    /** What the last list of findings says, if one came. */
    findings: () => told.at(-1)?.diagnostics,
    /** Ends it. */
    stop: () => new Promise((resolve) => {
      server.on('exit', resolve);
      connection.dispose();
      server.kill();
    }),
  };
};

/** A file of the bank goes by its name in whatever folder, and a schema by its place in the extension. */
function associations(manifest, folder) {
  return manifest.contributes.yamlValidation.map(({ fileMatch, url }) => ({
    fileMatch: [fileMatch].flat().map((name) => `/${name}`),
    uri: pathToFileURL(path.join(folder, url)).href,
  }));
}
