'use strict';
// How paths are given to the program in WebAssembly, on every system: node packages/npm/paths.test.js

const assert = require('node:assert');
const { guestArgument, guestPath, openFolders } = require('./lib/paths.js');

for (const [path, expected] of [
  ['C:\\Users\\me\\bank', '/C:/Users/me/bank'],
  ['c:\\', '/C:'],
  ['d:/bank', '/D:/bank'],
  ['\\\\server\\share\\bank\\a.md', '/UNC/server/share/bank/a.md'],
  ['\\\\server\\share', '/UNC/server/share'],
  ['..\\git\\git.md', '../git/git.md'],
  ['git\\', 'git'],
  ['.', '.'],
]) {
  assert.strictEqual(guestPath(path, 'win32'), expected, path);
  assert.strictEqual(guestPath(path, 'linux'), path, path);
}
for (const [argument, expected] of [
  ['check', 'check'],
  ['--deny', '--deny'],
  ['--output=C:\\a\\b.json', '--output=/C:/a/b.json'],
  ['--output=a\\b.json', '--output=a/b.json'],
  ['--format=json', '--format=json'],
  ['--settings={"exclude":["a\\\\b"]}', '--settings={"exclude":["a\\\\b"]}'],
  ['{"exclude":["a\\\\b"]}', '{"exclude":["a\\\\b"]}'],
]) {
  assert.strictEqual(guestArgument(argument, 'win32'), expected, argument);
  assert.strictEqual(guestArgument(argument, 'darwin'), argument, argument);
}
assert.deepStrictEqual(openFolders(['C:\\a', 'c:\\b', 'check', '--output=D:\\x', '\\\\s\\f\\a'], 'win32'), {
  '/C:': 'C:\\',
  '/D:': 'D:\\',
  '/UNC/s/f': '\\\\s\\f\\',
});
assert.deepStrictEqual(openFolders(['/home/me', 'check'], 'linux'), { '/': '/' });
