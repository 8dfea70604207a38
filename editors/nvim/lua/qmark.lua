-- qmark in Neovim 0.7 and later: starts the server for markdown files and for a bank's qmark.yaml.
--
--   require('qmark').setup { cmd = { 'qmark', 'server' }, settings = { … } }
--
-- From 0.11 on this is the server's entry for vim.lsp.config and vim.lsp.enable, see ../lsp/qmark.lua. Before, each
-- buffer is given to the client of its bank when its file type is known.
local M = {}

local function parent(path) return vim.fn.fnamemodify(path, ':h') end
local function exists(path) return vim.loop.fs_stat(path) ~= nil end

-- The nearest folder above `path` that holds `name`, or nil.
local function holding(path, name)
  local folder = parent(path)
  while not exists(folder .. '/' .. name) do
    local next = parent(folder)
    if next == folder then return nil end
    folder = next
  end
  return folder
end

-- The folder above the group that `path` is the file or an answer of, going by names: <bank>/<group>/<group>.md and
-- <bank>/<group>/content/<answer>.md. Nil for any other file.
local function above_group(path)
  local folder = parent(path)
  if vim.fn.fnamemodify(path, ':t') == vim.fn.fnamemodify(folder, ':t') .. '.md' then return parent(folder) end
  if vim.fn.fnamemodify(folder, ':t') == 'content' then return parent(parent(folder)) end
end

-- The root of the bank that the file at `path`, absolute, is in: the folder with qmark.yaml, else with .git, else the
-- one above the group. Nil when there is none; the server then goes by the file alone. A home folder is no root for
-- being under version control: it would be read as a whole.
function M.root(path)
  local git = holding(path, '.git')
  if git == vim.fn.fnamemodify(vim.loop.os_homedir(), ':p:h') then git = nil end
  return holding(path, 'qmark.yaml') or git or above_group(path)
end

-- Whether a buffer is for the server: a file, not the preview in a hover, which is markdown too.
local function is_ours(buf)
  local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buf), ':t')
  if vim.api.nvim_buf_get_option(buf, 'buftype') ~= '' or name == '' then return false end
  return vim.api.nvim_buf_get_option(buf, 'filetype') == 'markdown' or name == 'qmark.yaml'
end

-- What the server is started with, in the form of vim.lsp.config. `root_dir` calls `start` with the root, and not at
-- all for a buffer that is none of ours.
M.config = {
  cmd = { 'qmark', 'server' },
  filetypes = { 'markdown', 'yaml' },
  root_dir = function(buf, start)
    if is_ours(buf) then start(M.root(vim.api.nvim_buf_get_name(buf))) end
  end,
  -- Neovim that asks for findings (0.10 and later) asks after its own edits only: told that a file elsewhere has
  -- changed what they are, 0.10 does not ask at all, and 0.12 not for the files that are open. So it is sent them.
  before_init = function(params) params.capabilities.textDocument.diagnostic = nil end,
}

-- What the servers offer at the cursor, in their order, and how they count columns.
local function offered()
  local position = vim.lsp.util.make_position_params()
  local answers, items = vim.lsp.buf_request_sync(0, 'textDocument/completion', position, 2000) or {}, {}
  local encoding
  for id, answer in pairs(answers) do
    local client = vim.lsp.get_client_by_id(id)
    if client and client.name == 'qmark' and answer.result then
      items, encoding = answer.result.items or answer.result, client.offset_encoding
    end
  end
  table.sort(items, function(a, b) return (a.sortText or a.label) < (b.sortText or b.label) end)
  return items, encoding
end

local found = {}

-- Completion in Neovim before 0.11, see 'omnifunc'. Its own goes by the text of an item: for it, `Cach` does not lead to
-- the topic `'Caching'`, which is written with its quotes. This one goes by what the server says the item is called.
function M.omnifunc(findstart)
  if findstart == 0 then return found end
  found = {}
  local line, cursor = vim.api.nvim_get_current_line(), vim.api.nvim_win_get_cursor(0)[2]
  local items, encoding = offered()
  local first = items[1] and items[1].textEdit
  if not first then return -3 end
  local function byte(position)
    if encoding == 'utf-8' then return position.character end
    return vim.str_byteindex(line, position.character, encoding == 'utf-16')
  end
  local start = byte(first.range.start)
  local typed = line:sub(start + 1, cursor):lower()
  for _, item in ipairs(items) do
    if vim.startswith((item.filterText or item.label):lower(), typed) then
      local behind = line:sub(cursor + 1, byte(item.textEdit.range['end']))
      local data = { qmark = { behind = behind } }
      table.insert(found, { word = item.textEdit.newText, abbr = item.label, menu = item.detail, equal = 1, user_data = data })
    end
  end
  return start
end

-- Takes away what an accepted item replaces behind the cursor, such as a closing quote: the editor itself only puts its
-- word in place of what is before it.
local function drop_behind()
  local item = vim.v.completed_item
  local data = type(item.user_data) == 'table' and item.user_data.qmark
  if not data or data.behind == '' then return end
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local line = vim.api.nvim_get_current_line()
  local before, behind = line:sub(1, column), line:sub(column + 1, column + #data.behind)
  if before:sub(-#item.word) ~= item.word or behind ~= data.behind then return end
  vim.api.nvim_buf_set_text(0, row - 1, column, row - 1, column + #behind, {})
end

-- Neovim 0.7: the clients by their roots, for vim.lsp.start is not there to find them.
local clients = {}

local function start_client(config, buf)
  local key = config.root_dir or ''
  if not (clients[key] and vim.lsp.get_client_by_id(clients[key])) then clients[key] = vim.lsp.start_client(config) end
  if not clients[key] then return end
  vim.lsp.buf_attach_client(buf, clients[key])
end

-- Neovim before 0.11: gives the buffer to the client of its bank, and starts that when there is none.
local function attach(config, buf)
  config.root_dir(buf, function(root)
    local own = vim.tbl_extend('force', config, { name = 'qmark', root_dir = root })
    vim.api.nvim_buf_set_option(buf, 'omnifunc', "v:lua.require'qmark'.omnifunc")
    if not vim.lsp.start then return start_client(own, buf) end
    vim.api.nvim_buf_call(buf, function() vim.lsp.start(own) end)
  end)
end

local function attach_all(config)
  local group = vim.api.nvim_create_augroup('qmark', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = config.filetypes,
    callback = function(event) attach(config, event.buf) end,
  })
  vim.api.nvim_create_autocmd('CompleteDone', { group = group, callback = drop_behind })
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buf) then attach(config, buf) end
  end
end

-- Starts qmark for the files that are open and for those to come. `options`, all optional:
--   cmd       the server, as a list; { 'qmark', 'server' } when not given
--   settings  the keys of qmark.yaml, for banks that do not set them themselves
-- and whatever else vim.lsp.start takes (capabilities, on_attach, handlers).
function M.setup(options)
  options = vim.deepcopy(options or {})
  if options.settings then
    -- The server asks for them by its name; Neovim 0.7 is not asked, and tells them at the start.
    options.init_options = options.init_options or options.settings
    options.settings = { qmark = options.settings }
  end
  if vim.lsp.config and vim.lsp.enable then
    vim.lsp.config('qmark', options)
    vim.lsp.enable('qmark')
  else
    attach_all(vim.tbl_extend('force', M.config, options))
  end
end

return M
