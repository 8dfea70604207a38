// Runs the journeys: each in a window of its own of one workbench, with the packaged extension installed.
//
// usage: node drive.mjs WORKBENCH VSIX [JOURNEY…]        WORKBENCH is what ./install printed
//
// A journey runs inside VS Code's extension host, with the real API. What a person does and sees is done and seen in the
// page: the journey asks for it over HTTP (`page` in ../journeys/steps.js), and gets an answer when it is done.
//
// Each has copies of the banks of its own. One that fails is run once more, on fresh copies: a browser on a busy machine
// loses a movement of the pointer now and then, and what is wrong stays wrong the second time.
//
// With the folder WIRE, what the packaged server says is recorded there (see editors/wire). No process may be left at
// the end.
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startWorkbench } from './server.mjs';

const [workbench, vsix, ...wanted] = process.argv.slice(2);
const test = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const top = path.resolve(test, '../../..');
const { chromium } = createRequire(path.join(workbench, 'x.js'))('playwright-core');
const out = path.join(test, 'out');

/** How long a journey may take, and a step in the page, in milliseconds. */
const JOURNEY = 200_000, STEP = 20_000;

/** Told, so that a failure can be looked into. */
const SETTINGS = { 'qmark.trace.server': 'messages' };

/** What a journey can have done in the page. */
const STEPS = {
    press: (page, { key }) => page.keyboard.press(key),
    type: (page, { text }) => page.keyboard.type(text, { delay: 20 }),
    click: (page, { selector, text, button = 'left' }) => place(page, selector, text).click({ button, timeout: STEP }),
    hover: (page, { selector, text }) => place(page, selector, text).hover({ timeout: STEP }),
    see: (page, { selector, text, patience = STEP }) => place(page, selector, text).waitFor({ state: 'attached', timeout: patience }),
    gone: (page, { selector, text }) => place(page, selector, text).waitFor({ state: 'detached', timeout: STEP }),
    texts: (page, { selector }) => page.locator(selector).allInnerTexts(),
    count: (page, { selector }) => page.locator(selector).count(),
    shot: async (page, { name }) => {
        // Blinking carets and fading scroll bars come to rest.
        await page.waitForTimeout(400);
        await page.screenshot({ path: path.join(out, `${name}.png`) });
    },
    values: (page, { selector, name }) => page.locator(selector).evaluateAll((all, name) => all.map((it) => it.getAttribute(name)), name),
    frame: (page, { text }) => inFrame(page, text).then(() => true),
    follow: (page, { text }) => inFrame(page, text, 'a').then((link) => link.click({ timeout: STEP })),
    colours: (page, { text }) => inFrame(page, text).then((found) => found.evaluate((it) => {
        const [body, own] = [it.ownerDocument.body, it].map((part) => it.ownerDocument.defaultView.getComputedStyle(part));
        return { background: body.backgroundColor, ink: own.color };
    })),
};

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'qmark-vscode-'));
const at = (...parts) => path.join(temporary, ...parts);
const run = { workbench: null, browser: null, settings: null, windows: 0, steps: 0, server: null };
let failed = true;
// A run that is given up on takes its workbench along.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
        await Promise.allSettled([run.browser?.close(), run.workbench?.stop()]);
        fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
        process.exit(1);
    });
}
try {
    fs.rmSync(out, { recursive: true, force: true });
    fs.mkdirSync(out, { recursive: true });
    run.workbench = await startWorkbench(workbench, vsix, temporary, {
        settings: SETTINGS,
        flags: ['--enable-smoke-test-driver'],
        env: { QMARK_TEST_FOLDER: temporary },
        log: fs.createWriteStream(path.join(out, 'workbench.log')),
    });
    run.server = path.join(run.workbench.extension, 'server/qmark');
    if (process.env.WIRE) {
        record(run.server);
    }
    run.browser = await chromium.launch({
        executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true,
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
    const files = fs.readdirSync(path.join(test, 'journeys')).sort();
    const all = files.filter((name) => source(name).includes('exports.run')).map((name) => path.parse(name).name);
    const journeys = wanted.length > 0 ? wanted : all;
    const unknown = journeys.filter((journey) => !all.includes(journey));
    if (unknown.length > 0) {
        throw new Error(`there is no journey \`${unknown[0]}\`, but ${all.join(', ')}`);
    }
    run.settings = fs.readFileSync(at('data/User/settings.json'));
    const lost = [];
    for (const journey of journeys) {
        if (await attempt(journey) === 0) {
            continue;
        }
        console.log(`== ${journey} failed: once more`);
        if (await attempt(journey) !== 0) {
            lost.push(journey);
        }
    }
    if (lost.length > 0) {
        console.error(`failed twice: ${lost.join(', ')}`);
    }
    const isNothing = process.env.STEPS && run.steps === 0;
    if (isNothing) {
        console.error(`no step's name matches \`${process.env.STEPS}\``);
    }
    failed = lost.length > 0 || isNothing;
} catch (error) {
    console.error(error);
} finally {
    await run.browser?.close();
    await run.workbench?.stop();
    failed = await someAreLeft() || failed;
    keepLogs();
    fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
}
process.exit(failed ? 1 : 0);

/** Puts the recorder in a server's place, and the server beside it. */
function record(server) {
    const real = `${server}-real`;
    fs.renameSync(server, real);
    const recorder = path.join(top, 'editors/wire/record');
    fs.writeFileSync(server, `#!/bin/sh\nexport QMARK_REAL='${real}' WIRE='${path.resolve(process.env.WIRE)}'\nexec '${process.execPath}' '${recorder}' "$@"\n`, { mode: 0o755 });
}

/** Whether a process of the workbench, or one that it started, is left. Says which, and ends them. */
async function someAreLeft() {
    // A server that lost its editor takes a moment.
    for (const end = Date.now() + STEP; Date.now() < end && left().length > 0;) {
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const stayed = left();
    for (const { id, command } of stayed) {
        console.error(`process ${id} is left: ${command}`);
        process.kill(id, 'SIGKILL');
    }
    return stayed.length > 0;
}

/** The processes of the workbench and those that they started: they have its environment. */
function left() {
    const read = (id, what) => {
        try {
            return fs.readFileSync(`/proc/${id}/${what}`, 'utf8').replaceAll('\0', ' ').trim();
        } catch {
            return ''; // It has just ended, or is somebody else's.
        }
    };
    const ids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
    return ids.filter((id) => read(id, 'environ').includes(`QMARK_TEST_FOLDER=${temporary}`)).map((id) => ({ id, command: read(id, 'cmdline') }));
}

/**
 * A folder with copies of the banks, one of which has a program of its own in its settings, one of documents, and with one
 * that is none.
 * The user's settings are as at first, but that workspaces may have to be trusted.
 */
function prepare(isTrustAsked) {
    run.windows += 1;
    const folder = at(`window-${run.windows}`);
    const inside = (...parts) => path.join(folder, ...parts);
    // The groups alone, and the documents in a bank of their own.
    const filter = (from) => !['documents', 'debugging', 'exercises'].includes(path.basename(from));
    fs.cpSync(path.join(top, 'content'), inside('banks/content'), { recursive: true, filter });
    fs.cpSync(path.join(top, 'tests/banks/broken'), inside('banks/broken'), { recursive: true, filter });
    fs.cpSync(path.join(top, 'content/documents'), inside('documents'), { recursive: true });
    fs.writeFileSync(inside('documents/qmark.yaml'), '# The root of a bank.\n');
    fs.mkdirSync(inside('plain'));
    fs.writeFileSync(inside('plain/notes.md'), '# Notes\n\nNothing is asked here.\n');
    fs.writeFileSync(inside('banks.code-workspace'), JSON.stringify({ folders: [{ path: 'banks/content' }, { path: 'banks/broken' }] }));
    fs.cpSync(path.join(top, 'tests/banks/broken'), inside('untrusted'), { recursive: true, filter });
    fs.mkdirSync(inside('untrusted/.vscode'));
    fs.writeFileSync(inside('untrusted/.vscode/settings.json'), JSON.stringify({ 'qmark.server.path': inside('untrusted/tool') }));
    fs.writeFileSync(inside('untrusted/tool'), `#!/bin/sh\necho "$$" >>'${inside('tool-was-run')}'\nexec '${run.server}' "$@"\n`, { mode: 0o755 });
    const settings = { ...JSON.parse(run.settings), 'security.workspace.trust.enabled': isTrustAsked };
    fs.writeFileSync(at('data/User/settings.json'), JSON.stringify(settings));
    return folder;
}

/** Keeps what the extension wrote to its output, of each window. */
function keepLogs() {
    const logs = fs.readdirSync(temporary, { recursive: true }).filter((name) => path.basename(name) === 'qmark.log').sort();
    logs.forEach((name, number) => fs.cpSync(at(name), path.join(out, `output-${number + 1}.log`)));
}

function source(name) {
    return fs.readFileSync(path.join(test, 'journeys', name), 'utf8');
}

/** Runs one journey, and returns its exit code. A window that does not open is a failure like any other. */
function attempt(journey) {
    return travel(run.workbench.base, journey).catch((error) => {
        console.error(error);
        return 1;
    });
}

/** Runs one journey in a window of its own, and returns its exit code. */
async function travel(base, journey) {
    const suite = path.join(test, 'journeys', `${journey}.js`);
    console.log(`== ${journey}`);
    const [, opens] = /^\/\/ opens: (\w+)/.exec(source(`${journey}.js`)) ?? [];
    const folder = prepare(opens === 'untrusted');
    const page = await run.browser.newPage({ viewport: { width: 1280, height: 800 } });
    const host = new URL(base).host;
    await page.route('**/*', (route) => {
        const url = new URL(route.request().url());
        const isOutside = ['http:', 'https:'].includes(url.protocol) && url.host !== host;
        return isOutside ? route.abort() : route.continue();
    });
    const asked = await serve(page);
    fs.writeFileSync(at('journey.json'), JSON.stringify({ folder, page: `http://127.0.0.1:${asked.address().port}` }));
    let exit;
    const exited = new Promise((resolve) => { exit = resolve; });
    await page.exposeFunction('codeAutomationLog', (_type, words) => {
        // The page has much to say of itself.
        if (/^(ok|FAIL|note) /.test(words[0])) {
            console.log(...words);
            run.steps += /^\w+ +[^! ]/.test(words[0]) ? 1 : 0;
        }
    });
    await page.exposeFunction('codeAutomationExit', (code) => exit(code));
    const remote = (file) => `vscode-remote://${host}${file}`;
    const payload = JSON.stringify([['extensionDevelopmentPath', remote(path.join(test, 'probe'))], ['extensionTestsPath', remote(suite)], ['skipWelcome', 'true']]);
    const opened = opens ? `folder=${folder}/${opens}` : `workspace=${folder}/banks.code-workspace`;
    const timer = setTimeout(() => {
        console.error(`the journey took longer than ${JOURNEY / 1000} s`);
        exit(124);
    }, JOURNEY);
    // How long the page takes to load is the journey's time: the first window comes from a cold disk.
    page.goto(`${base}/?${opened}&payload=${encodeURIComponent(payload)}`, { timeout: 0 }).catch((error) => {
        console.error(error);
        exit(1);
    });
    const code = await exited;
    clearTimeout(timer);
    if (code !== 0) {
        await page.screenshot({ path: path.join(out, `${journey}-FAILED.png`) }).catch(() => {});
    }
    asked.close();
    await page.close();
    return code;
}

function place(page, selector, text) {
    return page.locator(selector, text === undefined ? {} : { hasText: text }).first();
}

/** What shows a text in a page inside the page, such as a webview's. */
async function inFrame(page, text, selector = '*') {
    for (const end = Date.now() + STEP; Date.now() < end; await page.waitForTimeout(100)) {
        for (const frame of page.frames()) {
            const found = frame.locator(selector === '*' ? `text=${text}` : selector, selector === '*' ? {} : { hasText: text });
            if (await found.count().catch(() => 0) > 0) {
                return found.first();
            }
        }
    }
    throw new Error(`no frame shows ${text}`);
}

function serve(page) {
    const server = http.createServer(async (request, response) => {
        const parts = [];
        for await (const part of request) {
            parts.push(part);
        }
        const answer = { value: null, error: null };
        try {
            const { step, ...what } = JSON.parse(Buffer.concat(parts).toString());
            answer.value = await STEPS[step](page, what) ?? null;
        } catch (error) {
            answer.error = String(error.message ?? error);
        }
        response.end(JSON.stringify(answer));
    });
    return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
