// Serves a workbench with the extension on a folder until it is interrupted, and says where.
//
// usage: node open.mjs WORKBENCH VSIX FOLDER
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startWorkbench } from './server.mjs';

const [tools, vsix, folder] = process.argv.slice(2);
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'qmark-try-'));
const interrupted = new Promise((resolve) => ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, resolve)));
const { base, stop } = await startWorkbench(tools, vsix, home);
console.log(`\n  ${base}/?folder=${encodeURIComponent(folder)}\n\nOpen this address in a browser on this machine. Ctrl+C ends it.`);
await interrupted;
await stop();
fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
