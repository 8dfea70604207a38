-- What every step needs: copies of the banks, an editor in one, and looks at files and texts. From the environment:
--   QMARK   the server's binary
--   BANKS   a temporary folder with copies: `content`, the groups of the healthy bank, `documents`, its documents, and
--           `broken`, with every kind of fault
local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
local Editor = require('editor')
local M = {}

local INIT = here .. '/../try.lua'

-- The group that most steps are about.
M.GROUP = 'backend/backend.md'

function M.say(text) io.stdout:write(text .. '\n') io.stdout:flush() end

function M.same(actual, expected, what)
  if vim.deep_equal(actual, expected) then return end
  error(('%s\nexpected: %s\nseen: %s'):format(what, vim.inspect(expected), vim.inspect(actual)), 2)
end

function M.exists(path) return vim.loop.fs_stat(path) ~= nil end

function M.read(path)
  local file = assert(io.open(path, 'rb'))
  local text = file:read('*a')
  file:close()
  return text
end

function M.write(path, text)
  local file = assert(io.open(path, 'wb'))
  file:write(text)
  file:close()
end

-- The text with the first `part`, literally, replaced.
function M.with(text, part, new)
  local first, last = text:find(part, 1, true)
  assert(first, 'the bank has changed, there is no ' .. part)
  return text:sub(1, first - 1) .. new .. text:sub(last + 1)
end

-- The number, from 1, of the line that holds the first `part`.
function M.line_of(text, part)
  local first = assert(text:find(part, 1, true), 'the bank has changed, there is no ' .. part)
  return select(2, text:sub(1, first):gsub('\n', '')) + 1
end

local copies = 0

-- A fresh copy of a bank: its path, with links resolved as the editor does.
function M.copy(bank)
  copies = copies + 1
  local path = vim.env.BANKS .. '/copy' .. copies
  vim.fn.system({ 'cp', '-R', vim.env.BANKS .. '/' .. bank, path })
  assert(vim.v.shell_error == 0, 'cannot copy ' .. bank)
  return vim.loop.fs_realpath(path)
end

-- Runs `step` with an editor in a copy of `bank`, and leaves the editor. `env` is for the editor. Gives how many servers
-- ran at the end.
local function run(bank, step, env)
  local root = M.copy(bank)
  env = vim.tbl_extend('force', { QMARK = vim.env.QMARK }, env or {})
  local editor = Editor.start(INIT, { cwd = root, env = env })
  local passed, failure = pcall(step, editor, root)
  if not passed then
    editor:kill()
    error(failure, 0)
  end
  return editor:leave()
end

-- The same where a server is to run.
function M.visit(...) assert(run(...) > 0, 'no server ran') end

-- The same where none is.
function M.visit_in_silence(...) assert(run(...) == 0, 'a server ran') end

return M
