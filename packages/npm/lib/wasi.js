'use strict';
// Runs a program of WebAssembly with the files, the variables and the streams of this process.

const { readFile } = require('node:fs/promises');
const os = require('node:os');
const { guestArgument, guestPath, openFolders } = require('./paths.js');

/** Node's interface, without its note that it is an experimental one. */
function quietWasi() {
  const { emitWarning } = process;
  process.emitWarning = (warning, ...rest) => {
    if (rest[0] !== 'ExperimentalWarning') emitWarning.call(process, warning, ...rest);
  };
  try {
    return require('node:wasi').WASI;
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** The time zone of this system, by which the program tells the date. */
function timeZone() {
  return process.env.TZ || Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Runs the program in `file` with these arguments. Returns its exit code. */
async function run(file, args, platform = process.platform) {
  const WASI = quietWasi();
  const here = process.cwd();
  const home = os.homedir();
  const wasi = new WASI({
    version: 'preview1',
    args: ['qmark', ...args.map((argument) => guestArgument(argument, platform))],
    env: { ...process.env, PWD: guestPath(here, platform), HOME: guestPath(home, platform), TZ: timeZone() },
    preopens: openFolders([here, home, ...args], platform),
    returnOnExit: true,
  });
  const module = await WebAssembly.compile(await readFile(file));
  return wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject()));
}

module.exports = { run };
