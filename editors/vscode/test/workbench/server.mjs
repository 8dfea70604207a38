// A workbench of VS Code with the packaged extension, on a port of this machine: a profile of its own, nothing in the home
// folder, no marketplace.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** What a workbench is like that nobody has set up: quiet, and without what asks for something. */
const SETTINGS = {
    'telemetry.telemetryLevel': 'off', 'update.mode': 'none', 'extensions.autoUpdate': false, 'extensions.autoCheckUpdates': false,
    'security.workspace.trust.enabled': false, 'workbench.startupEditor': 'none', 'workbench.tips.enabled': false,
    'workbench.enableExperiments': false, 'npm.fetchOnlinePackageInfo': false, 'git.enabled': false,
    'chat.disableAIFeatures': true, 'window.menuBarVisibility': 'hidden', 'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'editor.accessibilitySupport': 'off', 'files.autoSave': 'off', 'editor.minimap.enabled': false,
    'editor.occurrencesHighlight': 'off', 'files.simpleDialog.enable': true, 'explorer.confirmDragAndDrop': false,
    'files.refactoring.autoSave': false, 'explorer.autoReveal': false, 'workbench.editor.enablePreview': false,
};

/**
 * Makes a profile in the folder `home`, with the extension `vsix` in it, and starts a workbench.
 *
 * @param tools what ./install printed
 * @param more further settings, arguments and variables of the environment
 * @returns its address, the folder of the extension, and a function that ends it and all that it started
 */
export async function startWorkbench(tools, vsix, home, { settings = {}, flags = [], env = {}, log } = {}) {
    const main = path.join(tools, 'node_modules/code-server/lib/vscode/out/server-main.js');
    const at = (...parts) => path.join(home, ...parts);
    const folders = ['--accept-server-license-terms', '--server-data-dir', at('server'), '--user-data-dir', at('data'), '--extensions-dir', at('extensions')];
    const xdg = Object.fromEntries(['CONFIG', 'DATA', 'CACHE', 'STATE'].map((name) => [`XDG_${name}_HOME`, at('xdg')]));
    const environment = { ...process.env, ...xdg, XDG_RUNTIME_DIR: at('tmp'), TMPDIR: at('tmp'), EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...env };

    fs.mkdirSync(at('data/User'), { recursive: true });
    fs.mkdirSync(at('tmp'), { mode: 0o700 });
    fs.writeFileSync(at('data/User/settings.json'), JSON.stringify({ ...SETTINGS, ...settings }));
    const installed = spawnSync(process.execPath, [main, ...folders, '--install-extension', vsix], { env: environment, encoding: 'utf8' });
    if (installed.status !== 0) {
        throw new Error(`the extension cannot be installed: ${installed.stdout}${installed.stderr}`);
    }
    const all = [
        main, ...folders, '--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--disable-telemetry',
        '--disable-experiments', ...flags,
    ];
    // A group of its own, so that extension hosts and language servers end with it.
    const server = spawn(process.execPath, all, { env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = async () => {
        if (server.exitCode === null && server.signalCode === null) {
            const ended = new Promise((resolve) => server.on('exit', resolve));
            process.kill(-server.pid, 'SIGTERM');
            const timer = setTimeout(() => process.kill(-server.pid, 'SIGKILL'), 5000);
            await ended;
            clearTimeout(timer);
        }
    };
    const base = await address(server, log);
    const [extension] = fs.readdirSync(at('extensions')).filter((name) => name.startsWith('qmark.qmark-'));
    return { base, stop, extension: at('extensions', extension) };
}

/** The address that a server says it has. */
function address(server, log) {
    return new Promise((resolve, reject) => {
        let said = '';
        const listen = (data) => {
            log?.write(data);
            said += data;
            const found = /Web UI available at (http:\/\/[^\s?]+)/.exec(said);
            if (found) {
                resolve(found[1].replace('localhost', '127.0.0.1').replace(/\/$/, ''));
            }
        };
        server.stdout.on('data', listen);
        server.stderr.on('data', listen);
        server.on('exit', (code) => reject(new Error(`the workbench ended with ${code}: ${said}`)));
    });
}
