// A program in a terminal that nobody sees: keys go in, the screen is read. The terminal is tmux, on a socket of its own
// and without anybody's configuration.
import { execFileSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import path from 'node:path';

// Longer than anything takes on a machine that is busy with other things.
const PATIENCE = 60_000;

/// Starts `argv` in `folder`; the terminal's socket comes to `place`.
export function open(argv, { folder, place, env = {} }) {
  const socket = path.join(place, 'terminal');
  const tmux = (...args) => execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env, TMUX: '', TERM: 'xterm-256color', LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const quoted = argv.map((it) => `'${it.replaceAll("'", "'\\''")}'`).join(' ');
  tmux('new-session', '-d', '-x', '150', '-y', '50', '-c', folder, quoted);
  tmux('set', '-g', 'escape-time', '0');

  const screen = () => tmux('capture-pane', '-p');
  /// What `look` returns, as soon as that is true. An error that says `what()` when it does not become so.
  async function until(look, what, patience = PATIENCE) {
    const limit = Date.now() + patience;
    for (;;) {
      const seen = look();
      if (seen) return seen;
      if (Date.now() > limit) throw new Error(what());
      await pause(50);
    }
  }
  return {
    screen,
    until,
    /// Text as it would be typed.
    type: (text) => tmux('send-keys', '-l', '--', text.replace(/;$/, '\\;')),
    /// Keys by tmux' names: `Enter`, `Escape`, `C-n`.
    keys: (...keys) => keys.forEach((key) => tmux('send-keys', key)),
    /// Waits for a match of `pattern` on the screen; with `absent`, until there is none.
    wait: (pattern, { absent = false, patience } = {}) => until(
      () => absent !== pattern.test(screen()),
      () => `${absent ? 'still to be seen' : 'never seen'}: ${pattern}\n${screen()}`,
      patience,
    ),
    /// The program has ended, and the terminal with it.
    ended: () => until(() => {
      try {
        return !tmux('list-sessions');
      } catch {
        return true;
      }
    }, () => `it runs on:\n${screen()}`),
    close() {
      try {
        tmux('kill-server');
      } catch {
        // It ended with its program.
      }
    },
  };
}
