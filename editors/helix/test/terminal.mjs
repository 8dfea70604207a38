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
  return {
    screen,
    /// Text as it would be typed.
    type: (text) => tmux('send-keys', '-l', '--', text.replace(/;$/, '\\;')),
    /// Keys by tmux' names: `Enter`, `Escape`, `C-n`.
    keys: (...keys) => keys.forEach((key) => tmux('send-keys', key)),
    /// The match of `pattern` on the screen, as soon as there is one; with `absent`, as soon as there is none.
    async wait(pattern, { absent = false } = {}) {
      const limit = Date.now() + PATIENCE;
      for (;;) {
        const shown = screen();
        const match = shown.match(pattern);
        if (Boolean(match) !== absent) return match;
        if (Date.now() > limit) throw new Error(`${absent ? 'still to be seen' : 'never seen'}: ${pattern}\n${shown}`);
        await pause(50);
      }
    },
    close() {
      try {
        tmux('kill-server');
      } catch {
        // It ended with its program.
      }
    },
  };
}
