#!/usr/bin/env node
'use strict';
// Runs qmark: the program for this system if npm installed its package, else the one in WebAssembly.

const { spawn } = require('node:child_process');
const path = require('node:path');

/** The program for this system; undefined where there is none. QMARK_WASM asks for WebAssembly all the same. */
function program() {
  if (process.env.QMARK_WASM) return undefined;
  const name = process.platform === 'win32' ? 'qmark.exe' : 'qmark';
  try {
    return require.resolve(`qmark-cli-${process.platform}-${process.arch}/bin/${name}`);
  } catch {
    return undefined;
  }
}

function runWebAssembly() {
  const { run } = require('../lib/wasi.js');
  run(path.join(__dirname, '..', 'qmark.wasm'), process.argv.slice(2)).then(
    (code) => { process.exitCode = code; },
    (error) => {
      console.error(`qmark: error: ${error.message}`);
      process.exitCode = 2;
    },
  );
}

function runProgram(file) {
  const child = spawn(file, process.argv.slice(2), { stdio: 'inherit', windowsHide: true });
  // Such as one that is linked to another C library than this system's.
  child.on('error', runWebAssembly);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    for (const name of signals) process.removeAllListeners(name);
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code;
  });
}

const file = program();
if (file) runProgram(file);
else runWebAssembly();
