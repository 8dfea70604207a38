-- Files that move, with what leads to them: the server is asked what changes with a move, and told when it was made.
local paths = require('qmark.paths')
local server = require('qmark.server')
local M = {}

local PATIENCE = 10000 -- ms; a whole folder of a large bank may move

local function renames(from, to)
  return { files = { { oldUri = vim.uri_from_fname(from), newUri = vim.uri_from_fname(to) } } }
end

-- Whether a server wants to know: `what` is "willRename" or "didRename".
local function wants(client, what)
  local workspace = client.server_capabilities.workspace or {}
  return (workspace.fileOperations or {})[what] ~= nil
end

-- Makes the changes that go with moving a file or folder, before it moves: citations and links follow. Paths are
-- absolute. Gives whether it may move; false when the server refused, which the user has been told.
function M.will_rename(from, to)
  for _, client in ipairs(server.clients()) do
    if wants(client, 'willRename') then
      local buf = vim.api.nvim_get_current_buf()
      local answer, failure = server.call(client, 'request_sync', 'workspace/willRenameFiles', renames(from, to), PATIENCE, buf)
      failure = not answer and (failure or 'no answer') or (answer.err and answer.err.message)
      if failure then
        server.say(('references to `%s` cannot be updated: %s'):format(vim.fn.fnamemodify(from, ':t'), failure), 'ERROR')
        return false
      end
      if answer.result and answer.result ~= vim.NIL then
        vim.lsp.util.apply_workspace_edit(answer.result, client.offset_encoding)
      end
    end
  end
  return true
end

-- Tells the servers that a file or folder has moved.
function M.did_rename(from, to)
  for _, client in ipairs(server.clients()) do
    if wants(client, 'didRename') then
      server.call(client, 'notify', 'workspace/didRenameFiles', renames(from, to))
    end
  end
end

-- Makes the folders of files that an edit creates, as the protocol wants it. Neovim before 0.10 fails where they are not
-- there.
local function make_folders(edit)
  for _, change in ipairs(edit.documentChanges or {}) do
    local uri = change.kind == 'create' and change.uri or change.kind == 'rename' and change.newUri
    if uri then vim.fn.mkdir(vim.fn.fnamemodify(vim.uri_to_fname(uri), ':h'), 'p') end
  end
end

-- Takes the last line break from what an edit writes into files that it creates: Neovim ends an empty file with one of its
-- own, and would write both.
local function end_new_files_once(edit)
  local created = {}
  for _, change in ipairs(edit.documentChanges or {}) do
    if change.kind == 'create' then
      created[change.uri] = not vim.loop.fs_stat(vim.uri_to_fname(change.uri))
    elseif change.edits and #change.edits == 1 and created[change.textDocument.uri] then
      change.edits[1].newText = change.edits[1].newText:gsub('\r?\n$', '')
    end
  end
end

local is_adjusted = false

-- Has Neovim make edits as they are meant.
function M.adjust_edits()
  if is_adjusted then return end
  is_adjusted = true
  local apply = vim.lsp.util.apply_workspace_edit
  vim.lsp.util.apply_workspace_edit = function(edit, ...)
    make_folders(edit)
    end_new_files_once(edit)
    return apply(edit, ...)
  end
end

-- The loaded buffers of a file, or of the files below a folder, with the path that each has once `from` is `to`.
local function buffers_of(from, to)
  local found = {}
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    local name = vim.api.nvim_buf_get_name(buf)
    local inside = paths.inside(name, from)
    if inside and vim.api.nvim_buf_is_loaded(buf) then
      table.insert(found, { buf = buf, path = to .. inside })
    end
  end
  return found
end

-- Shows the file at `path` in every window that shows `buf`, at the same place, and drops `buf`.
local function replace(buf, path)
  local new = vim.fn.bufadd(path)
  vim.api.nvim_buf_set_option(new, 'buflisted', vim.api.nvim_buf_get_option(buf, 'buflisted'))
  for _, window in ipairs(vim.fn.win_findbuf(buf)) do
    vim.api.nvim_win_call(window, function()
      local view = vim.fn.winsaveview()
      vim.cmd('keepalt buffer ' .. new)
      vim.fn.winrestview(view)
    end)
  end
  vim.api.nvim_buf_delete(buf, { force = true })
end

-- Moves a file or folder on disk, and its buffers. What is in them is written first, or it would be lost.
local function move(from, to)
  local buffers = buffers_of(from, to)
  for _, it in ipairs(buffers) do
    vim.api.nvim_buf_call(it.buf, function() vim.cmd('silent update') end)
  end
  vim.fn.mkdir(vim.fn.fnamemodify(to, ':h'), 'p')
  local moved, failure = vim.loop.fs_rename(from, to)
  if not moved then return failure end
  for _, it in ipairs(buffers) do replace(it.buf, it.path) end
end

-- Where `to` leads: a name without a folder stays in the folder of `from`, a folder keeps the name.
local function destination(from, to)
  to = vim.fn.expand(to)
  if paths.is_name(to) then to = vim.fn.fnamemodify(from, ':h') .. '/' .. to end
  to = vim.fn.fnamemodify(to, ':p')
  local is_folder = paths.bare(to) ~= to or vim.fn.isdirectory(to) == 1
  return is_folder and paths.bare(to) .. '/' .. vim.fn.fnamemodify(from, ':t') or to
end

local function say_what_changed()
  local changed = vim.tbl_filter(function(buf) return vim.api.nvim_buf_get_option(buf, 'modified') end, vim.api.nvim_list_bufs())
  if #changed == 0 then return end
  server.say(('%d %s changed and not written, see `:wall`'):format(#changed, #changed == 1 and 'file is' or 'files are'))
end

local function rename(from, to)
  to = destination(from, to)
  if to == from then return end
  if not vim.loop.fs_stat(from) then return server.say(('`%s` does not exist'):format(from), 'ERROR') end
  if vim.loop.fs_stat(to) then return server.say(('`%s` already exists'):format(to), 'ERROR') end
  if not M.will_rename(from, to) then return end
  local failure = move(from, to)
  if failure then return server.say(('`%s` cannot be moved: %s'):format(from, failure), 'ERROR') end
  M.did_rename(from, to)
  say_what_changed()
end

-- Moves a file or folder of a bank, and has what leads to it follow. `from` is the current file when not given; `to`, a
-- name in the same folder or a path, is asked for.
function M.rename_file(from, to)
  from = paths.bare(vim.fn.fnamemodify(from or vim.api.nvim_buf_get_name(0), ':p'))
  if to and to ~= '' then return rename(from, to) end
  local shown = vim.fn.fnamemodify(from, ':~:.')
  vim.ui.input({ prompt = 'New name or path: ', default = shown, completion = 'file' }, function(typed)
    if typed and typed ~= '' then rename(from, typed == shown and from or typed) end
  end)
end

return M
