#!/usr/bin/env node
'use strict';
// The system that a program is for, in the words of the Marketplace: node editors/vscode/system.js PROGRAM prints it, such
// as linux-x64. Exits 1, with the reason, for a program of another system than those that VS Code runs on.

const fs = require('node:fs');

const ELF = { 62: 'x64', 183: 'arm64', 40: 'armhf' };
const MACH_O = { 0x01000007: 'x64', 0x0100000c: 'arm64' };
const PE = { 0x8664: 'x64', 0xaa64: 'arm64' };

/** The system of a program by its first bytes; undefined where there is none. */
function systemOf(bytes) {
  const has = (count) => bytes.length >= count;
  if (has(20) && bytes.readUInt32BE(0) === 0x7f454c46) {
    const processor = ELF[bytes.readUInt16LE(18)];
    // Linked to the C library of Alpine.
    const system = bytes.includes('/lib/ld-musl-') ? 'alpine' : 'linux';
    return processor && `${system}-${processor}`;
  }
  if (has(8) && bytes.readUInt32LE(0) === 0xfeedfacf) {
    const processor = MACH_O[bytes.readUInt32LE(4)];
    return processor && `darwin-${processor}`;
  }
  if (has(64) && bytes.toString('latin1', 0, 2) === 'MZ') {
    const header = bytes.readUInt32LE(60);
    if (!has(header + 6) || bytes.toString('latin1', header, header + 4) !== 'PE\0\0') return undefined;
    const processor = PE[bytes.readUInt16LE(header + 4)];
    return processor && `win32-${processor}`;
  }
  return undefined;
}

/** The first bytes of a file: its headers, and the name of what loads it. */
function start(file) {
  const bytes = Buffer.alloc(1 << 16), open = fs.openSync(file, 'r');
  const count = fs.readSync(open, bytes, 0, bytes.length, 0);
  fs.closeSync(open);
  return bytes.subarray(0, count);
}

module.exports = { systemOf };

if (require.main === module) {
  const [program] = process.argv.slice(2);
  const system = systemOf(start(program));
  if (system) {
    console.log(system);
  } else {
    console.error(`qmark: \`${program}\` is not a program of a system that VS Code runs on`);
    process.exitCode = 1;
  }
}
