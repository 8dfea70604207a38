// Serves a workbench with the extension on a folder until it is interrupted, and says where.
//
// usage: node open.mjs WORKBENCH VSIX FOLDER
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startWorkbench } from './server.mjs';

const [tools, vsix, folder] = process.argv.slice(2);
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'qmark-try-'));
let isInterrupted = false;
const interrupted = new Promise((resolve) => {
    ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, () => resolve(isInterrupted = true)));
});
try {
    const { base, stop } = await startWorkbench(tools, vsix, home);
    console.log(`\n  ${base}/?folder=${encodeURIComponent(folder)}\n\nOpen this address in a browser on this machine. Ctrl+C ends it.`);
    await interrupted;
    await stop();
} catch (error) {
    // Who interrupts the start knows why it failed.
    await Promise.race([interrupted, new Promise((resolve) => setTimeout(resolve, 100))]);
    if (!isInterrupted) {
        console.error(`qmark: ${error.message}`);
        process.exitCode = 1;
    }
} finally {
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
