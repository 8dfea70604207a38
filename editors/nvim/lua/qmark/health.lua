-- `:checkhealth qmark`: what a question about a problem has to begin with.
local server = require('qmark.server')
local M = {}

-- The functions that reports are made with have other names before 0.10.
local health = vim.health or require('health')
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local warn = health.warn or health.report_warn
local fail = health.error or health.report_error

local function check_neovim()
  local version = vim.version()
  local name = ('Neovim %d.%d.%d'):format(version.major, version.minor, version.patch)
  if vim.fn.has('nvim-0.7') == 0 then return fail(name .. ' is too old', { 'Install Neovim 0.7 or later' }) end
  ok(name .. (vim.lsp.enable and ', started with vim.lsp.enable' or ', started by the plugin'))
end

local function check_program()
  local command = require('qmark').command()
  if type(command) ~= 'table' then return ok('the server is started by your function') end
  local path = vim.fn.exepath(command[1])
  if path == '' then
    return fail(('`%s` is not a program'):format(command[1]),
      { 'In a checkout of qmark: cargo install --path .', "Or name it: require('qmark').setup { cmd = { '/path/to/qmark', 'server' } }" })
  end
  local said = vim.trim(vim.fn.system { path, '--version' })
  if vim.v.shell_error ~= 0 then return fail(('`%s --version` failed: %s'):format(path, said)) end
  ok(('%s, at `%s`'):format(said, path))
end

local OFFERS = {
  definition = 'definitionProvider', completion = 'completionProvider', hover = 'hoverProvider',
  references = 'referencesProvider', rename = 'renameProvider', fixes = 'codeActionProvider',
  lenses = 'codeLensProvider', hints = 'inlayHintProvider', tokens = 'semanticTokensProvider',
  commands = 'executeCommandProvider', search = 'workspaceSymbolProvider',
}

local function check_client(client)
  local folder = (client.workspace_folders or {})[1]
  local files = 0
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    if vim.tbl_contains(vim.tbl_map(function(it) return it.id end, server.clients(buf)), client.id) then files = files + 1 end
  end
  ok(('server %d: root `%s`, files open: %d, columns in %s'):format(client.id, folder and folder.name or 'none, by the file alone', files, client.offset_encoding))
  local offered = vim.tbl_filter(function(name) return client.server_capabilities[OFFERS[name]] end, vim.tbl_keys(OFFERS))
  table.sort(offered)
  ok('it offers ' .. table.concat(offered, ', '))
  local answer = server.call(client, 'request_sync', 'workspace/executeCommand', { command = 'qmark.serverState' }, 2000, 0)
  if not answer or answer.err then return warn('it did not return its state', { 'Look at `:Qmark log`, or try `:Qmark restart`' }) end
  for _, bank in ipairs(answer.result.banks) do
    local found = bank.findings
    ok(('bank `%s`: %d questions in %s; findings: %d errors, %d warnings, %d hints'):format(
      vim.uri_to_fname(bank.root), bank.questions, bank.shapes, found.error, found.warning, found.hint))
  end
end

function M.check()
  start('qmark')
  check_neovim()
  check_program()
  local clients = server.clients()
  if #clients == 0 then
    return warn('no server is running', { 'Open a markdown file of a bank; `qmark detect FILE` says what it is read as', "Is there `require('qmark').setup {}` or `vim.lsp.enable('qmark')` in your configuration?" })
  end
  for _, client in ipairs(clients) do check_client(client) end
end

return M
