-- qmark in Neovim 0.7 and later: starts the server for a bank's markdown files and its qmark.yaml. See `:help qmark`.
--
--   require('qmark').setup { cmd = { 'qmark', 'server' }, settings = { … } }
--
-- From 0.11 on this is the server's entry for vim.lsp.config and vim.lsp.enable, see ../lsp/qmark.lua. Before, each
-- buffer is given to the client of its bank when its file type is known.
local root = require('qmark.root')
local server = require('qmark.server')
local shown = require('qmark.shown')
local M = {}

function M.omnifunc(...) return require('qmark.completion').omnifunc(...) end

-- Moving files with what leads to them, for key mappings and file explorers. See qmark/files.lua.
function M.rename_file(...) return require('qmark.files').rename_file(...) end
function M.will_rename(...) return require('qmark.files').will_rename(...) end
function M.did_rename(...) return require('qmark.files').did_rename(...) end

-- Tells the server what this Neovim, with the plugin, can and cannot do.
local function before_init(params)
  require('qmark.files').adjust_edits()
  require('qmark.following').define()
  local can = params.capabilities
  -- Neovim that asks before annotated edits (0.12) asks file by file, and not about those that come, move or go: with one
  -- No, a question that moves would be nowhere. All of an edit is made, and is there to be looked at, unwritten.
  local edits = can.workspace.workspaceEdit
  if edits then edits.changeAnnotationSupport = nil end
  -- Neovim that asks for findings (0.10 and later) asks after its own edits only: told that a file elsewhere has
  -- changed what they are, 0.10 does not ask at all, and 0.12 not for the files that are open. So it is sent them.
  can.textDocument.diagnostic = nil
  if not vim.lsp.handlers['window/showDocument'] then can.window.showDocument = { support = true } end
  shown.colours(can)
end

-- What the server is started with, in the form of vim.lsp.config. `root_dir` calls `start` with the root, and not at
-- all for a buffer of no bank.
M.config = {
  cmd = { 'qmark', 'server' },
  filetypes = { 'markdown', 'mdx', 'text', 'yaml' },
  root_dir = function(buf, start)
    if root.is_ours(buf) and not server.missing(M.command()) then root.find(buf, M.command(), M.settings(), start) end
  end,
  before_init = before_init,
  -- ms; Neovim 0.12 would leave without waiting for what it asked the server last, and that would end in the middle of it.
  exit_timeout = 3000,
}
if not vim.lsp.handlers['window/showDocument'] then
  M.config.handlers = { ['window/showDocument'] = shown.document }
end

-- Neovim before 0.11: what setup() made of the configuration, and (0.7, which has no vim.lsp.start to find them) the
-- clients by their roots.
local own_config, clients

local function start_client(config, buf)
  local key = config.root_dir or ''
  if not (clients[key] and vim.lsp.get_client_by_id(clients[key])) then clients[key] = vim.lsp.start_client(config) end
  if not clients[key] then return end
  vim.lsp.buf_attach_client(buf, clients[key])
end

local is_set_up, missed = false, nil

-- Tells the user, once, that the program is not there that a buffer needs. Of themselves Neovim 0.12 starts nothing and
-- says nothing, and the ones before 0.11 say it twice for every file.
function M.miss_program(buf)
  is_set_up = is_set_up or vim.lsp.is_enabled and vim.lsp.is_enabled('qmark')
  if not is_set_up or not root.is_ours(buf) then return end
  local program = server.missing(M.command())
  -- An error that is said while a file is being opened would end that.
  if program and program ~= missed then vim.schedule(function() server.say(server.absence(), 'ERROR') end) end
  missed = program
end

-- Gives the buffer to the client of its bank, and starts that when there is none.
local function attach(config, buf)
  if server.missing(config.cmd) then return end
  config.root_dir(buf, function(folder)
    local own = vim.tbl_extend('force', config, { name = 'qmark', root_dir = folder })
    vim.api.nvim_buf_set_option(buf, 'omnifunc', "v:lua.require'qmark'.omnifunc")
    if not vim.lsp.start then return start_client(own, buf) end
    vim.api.nvim_buf_call(buf, function() vim.lsp.start(own) end)
  end)
end

local function attach_open()
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buf) then attach(own_config, buf) end
  end
end

local function attach_all(config)
  own_config, clients = config, clients or {}
  local group = vim.api.nvim_create_augroup('qmark', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = config.filetypes,
    callback = function(event) attach(own_config, event.buf) end,
  })
  vim.api.nvim_create_autocmd('CompleteDone', {
    group = group,
    callback = function() require('qmark.completion').finish() end,
  })
  attach_open()
end

-- `first`, then `second` if there is one, with the same arguments.
local function both(first, second)
  return second and function(...)
    first(...)
    second(...)
  end or first
end

-- The options of setup() in the form of vim.lsp.config.
local function config_of(options)
  local config = vim.deepcopy(options)
  config.codelens, config.inlay_hints = nil, nil
  if options.settings then
    -- The server asks for them by its name; Neovim 0.7 is not asked, and tells them at the start.
    config.init_options = options.init_options or options.settings
    config.settings = { qmark = options.settings }
  end
  config.before_init = both(before_init, options.before_init)
  config.handlers = vim.tbl_extend('force', M.config.handlers or {}, options.handlers or {})
  config.on_attach = both(function(_, buf)
    if options.codelens then shown.lenses(buf) end
    if options.inlay_hints then shown.hints(buf) end
  end, options.on_attach)
  return config
end

-- Neovim 0.11 and later: joins the configuration with what is set already, for which settings that setup() was given
-- before do not count.
local function configure(config)
  if config.settings then
    local known = vim.lsp.config.qmark or {}
    known.settings, known.init_options = nil, nil
    vim.lsp.config.qmark = known
  end
  vim.lsp.config('qmark', config)
end

-- Starts qmark for the files that are open and for those to come. `options`, all optional:
--   cmd          the server, as a list; { 'qmark', 'server' } when not given
--   settings     the keys of qmark.yaml, for banks that do not set them themselves
--   codelens     true shows lenses above groups and answers
--   inlay_hints  true shows hints in the text, from Neovim 0.10 on; the bank's `inlayHints` says which
-- and whatever else vim.lsp.start takes (capabilities, on_attach, handlers).
-- Called again, servers that run go by its settings at once; the rest counts for those that are started later.
function M.setup(options)
  local config = config_of(options or {})
  is_set_up = true
  if vim.lsp.config and vim.lsp.enable then
    configure(config)
    vim.lsp.enable('qmark')
  else
    attach_all(vim.tbl_extend('force', M.config, config))
  end
  if config.settings then server.tell_settings(config.settings) end
end

local function config_now()
  if vim.lsp.config and vim.lsp.enable then return vim.lsp.config.qmark end
  return own_config or M.config
end

-- The command that the server is started with.
function M.command() return config_now().cmd end

-- The settings that the server is started with, the keys of qmark.yaml; nil without any.
function M.settings()
  local config = config_now()
  return (config.settings or {}).qmark or config.init_options
end

-- Asks about a buffer of no bank again.
M.look_again = root.look_again

-- Ends the servers and starts them again, for all files that are open.
function M.restart()
  missed = nil
  server.restart(function()
    M.miss_program(vim.api.nvim_get_current_buf())
    if vim.lsp.enable then return vim.lsp.enable('qmark') end
    if own_config then attach_open() end
  end)
end

return M
