'use strict';
// Paths as a program in WebAssembly sees them. It knows folders below `/` only: the drive `C:\` is `/C:`, and the share
// `\\server\share` is `/UNC/server/share`.

/** The root of an absolute path of Windows: how the program names it, where it is, and the rest of the path. */
function windowsRoot(path) {
  const drive = /^([A-Za-z]:)[\\/]/.exec(path);
  if (drive) {
    const name = drive[1].toUpperCase();
    return { name: `/${name}`, place: `${name}\\`, rest: path.slice(3) };
  }
  const share = /^\\\\([^\\/?.][^\\/]*)[\\/]([^\\/]+)[\\/]?/.exec(path);
  if (share) {
    const [all, server, folder] = share;
    return { name: `/UNC/${server}/${folder}`, place: `\\\\${server}\\${folder}\\`, rest: path.slice(all.length) };
  }
  return undefined;
}

/** A path as the program sees it. */
function guestPath(path, platform) {
  if (platform !== 'win32') return path;
  const root = windowsRoot(path);
  const rest = (root ? root.rest : path).replaceAll('\\', '/').replace(/\/+$/, '');
  return root ? [root.name, rest].filter(Boolean).join('/') : rest || path;
}

/**
 * An argument as the program sees it: a path, or an option with one. What is in braces is JSON, and what has a space after
 * a word is not a path.
 */
function guestArgument(argument, platform) {
  if (platform !== 'win32' || !argument.includes('\\') && !windowsRoot(argument)) return argument;
  const [, option, value] = /^(--[a-z-]+=)?(.*)$/s.exec(argument);
  return /^\s*[{[]/.test(value) ? argument : (option ?? '') + guestPath(value, platform);
}

/** The folders that the program may open, by the name that it knows them by: those of all these paths. */
function openFolders(paths, platform) {
  if (platform !== 'win32') return { '/': '/' };
  const roots = paths.map((path) => windowsRoot(path.replace(/^--[a-z-]+=/, ''))).filter(Boolean);
  return Object.fromEntries(roots.map(({ name, place }) => [name, place]));
}

module.exports = { guestPath, guestArgument, openFolders };
