-- Which buffers the server handles, and the root of the bank of each. The program decides that (`qmark detect`): nothing
-- here reads texts. A file of no bank gets the server of a bank around it, if one runs, else none.
local paths = require('qmark.paths')
local server = require('qmark.server')
local M = {}

local function parent(path) return vim.fn.fnamemodify(path, ':h') end
local function exists(path) return vim.loop.fs_stat(path) ~= nil end

-- The nearest folder above `path` that has `name` in it, or nil.
local function folder_with(name, path)
  local folder = parent(path)
  while not exists(folder .. '/' .. name) do
    local above = parent(folder)
    if above == folder then return nil end
    folder = above
  end
  return folder
end

-- The folder under version control that `path` is in, or nil. It is a bank's root where no qmark.yaml is. A home folder
-- is not a root just because it is under version control: it would be read as a whole.
local function repository(path)
  local folder = folder_with('.git', path)
  return folder ~= vim.fn.fnamemodify(vim.loop.os_homedir(), ':p:h') and folder or nil
end

-- The path, or the nearest folder above that is there: a new file belongs to the bank that its folder is in.
local function on_disk(path)
  while not exists(path) do path = parent(path) end
  return path
end

-- The root of a running server that `path` is below, or nil.
local function served(path)
  for _, client in ipairs(server.clients()) do
    local root = client.root_dir or client.config.root_dir
    if root and paths.is_below(path, root) then return root end
  end
end

-- What the program is started with to ask about `path`: the words before `server` in the command of the server, then
-- `detect`. Nil for a command that is a function, or has no `server`.
local function question(command, path, settings)
  local asked = {}
  for _, word in ipairs(type(command) == 'table' and command or {}) do
    if word == 'server' then
      vim.list_extend(asked, { 'detect', '--settings', vim.fn.json_encode(settings or vim.empty_dict()) })
      local opened = repository(path)
      if opened then vim.list_extend(asked, { '--root', opened }) end
      return vim.list_extend(asked, { '--', on_disk(path) })
    end
    table.insert(asked, word)
  end
end

-- Asks the program, and hands `done` its answer: a table with `bank` and `root`, empty when it has none.
local function ask(words, done)
  local line = ''
  local job = vim.fn.jobstart(words, {
    stdout_buffered = true,
    on_stdout = function(_, lines) line = lines[1] or '' end,
    on_exit = function()
      local is_read, answer = pcall(vim.fn.json_decode, line)
      done(is_read and type(answer) == 'table' and answer or {})
    end,
  })
  if job <= 0 then done {} end
end

-- By the buffers that belong to no bank so far: `start`, for once one is found around them, and `again`, which asks again.
local waiting = {}

-- Starts the server for the waiting buffers in the bank at `root`.
local function bring_in(root)
  for buf, it in pairs(waiting) do
    if not vim.api.nvim_buf_is_loaded(buf) then
      waiting[buf] = nil
    elseif paths.is_below(vim.api.nvim_buf_get_name(buf), root) then
      waiting[buf] = nil
      it.start(root)
    end
  end
end

-- Calls `start` with the root of the bank that a buffer belongs to, and not at all while it belongs to none. `command` is
-- that of the server, `settings` are those that it is started with.
function M.find(buf, command, settings, start)
  local path = vim.api.nvim_buf_get_name(buf)
  local function found(answer)
    if not vim.api.nvim_buf_is_loaded(buf) then return end
    local root = answer.bank and answer.root or served(path)
    if not root then
      waiting[buf] = { start = start, again = function() M.find(buf, command, settings, start) end }
      return
    end
    waiting[buf] = nil
    start(root)
    bring_in(root)
  end
  if vim.fn.fnamemodify(path, ':t') == 'qmark.yaml' then return found { bank = true, root = parent(path) } end
  local words = question(command, path, settings)
  -- The server of a function of the user's is started without being asked: nobody knows the program.
  if not words then return found { bank = true, root = repository(path) or parent(path) } end
  ask(words, found)
end

-- Asks about a buffer that was of no bank: it was written.
function M.look_again(buf)
  local it = waiting[buf]
  if it then it.again() end
end

-- Whether a buffer is for the server: a file, not the preview in a hover, which is markdown too. Of `.txt` files the server
-- reads those that a qmark.yaml names, and answers nothing about the others in that bank.
function M.is_ours(buf)
  local path = vim.api.nvim_buf_get_name(buf)
  local name = vim.fn.fnamemodify(path, ':t')
  if vim.api.nvim_buf_get_option(buf, 'buftype') ~= '' or name == '' then return false end
  local filetype = vim.api.nvim_buf_get_option(buf, 'filetype')
  if filetype == 'text' then return name:lower():match('%.txt$') ~= nil and folder_with('qmark.yaml', path) ~= nil end
  return filetype == 'markdown' or filetype == 'mdx' or name == 'qmark.yaml'
end

return M
