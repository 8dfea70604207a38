-- The servers that run: finding the one that is meant, asking it, starting it afresh.
local M = {}

-- The clients of qmark; those of one buffer where `buf` is given.
function M.clients(buf)
  if vim.lsp.get_clients then return vim.lsp.get_clients { name = 'qmark', bufnr = buf } end
  local all = buf and vim.lsp.buf_get_clients(buf) or vim.lsp.get_active_clients()
  return vim.tbl_filter(function(client) return client.name == 'qmark' end, all)
end

-- The program of a command that is nowhere, or nil. A function of the user's is no program to be looked for.
function M.missing(command)
  local program = type(command) == 'table' and command[1]
  if program and vim.fn.executable(program) == 0 then return program end
end

-- Why there is no client, as far as it can be told.
function M.absence()
  local program = M.missing(require('qmark').command())
  return program and ('there is no program `%s`, see `:checkhealth qmark`'):format(program)
    or 'no server is running: open a markdown file of a bank, or see `:checkhealth qmark`'
end

-- The client that is meant here: the current buffer's, else the only one. Nil, and a message, when there is none.
function M.client()
  local here = M.clients(vim.api.nvim_get_current_buf())[1]
  local all = M.clients()
  if here or #all == 1 then return here or all[1] end
  M.say(#all == 0 and M.absence() or 'several servers are running: go to a file of the bank you want', 'WARN')
end

-- Calls a client's method, which takes the client itself from 0.11 on.
function M.call(client, method, ...)
  if vim.fn.has('nvim-0.11') == 1 then return client[method](client, ...) end
  return client[method](...)
end

-- Tells the user something. `level` is a name in vim.log.levels.
function M.say(message, level) vim.notify('qmark: ' .. message, vim.log.levels[level or 'INFO']) end

-- Asks the server that is meant here, and hands its answer to `done`, with the client. A failure is told to the user.
function M.request(method, params, done)
  local client = M.client()
  if not client then return end
  M.call(client, 'request', method, params, function(failure, result)
    if failure then return M.say(failure.message or vim.inspect(failure), 'ERROR') end
    if done then done(result, client) end
  end)
end

-- Has the server do something by name. `argument` is one value, or nil.
function M.execute(command, argument, done)
  M.request('workspace/executeCommand', { command = command, arguments = { argument } }, done)
end

-- The URI of the current buffer when a server has it, else nil.
function M.here()
  if M.clients(vim.api.nvim_get_current_buf())[1] then return vim.uri_from_bufnr(0) end
end

-- Where the cursor is when a server has the current buffer, else nil.
function M.position()
  local client = M.clients(vim.api.nvim_get_current_buf())[1]
  return client and vim.lsp.util.make_position_params(0, client.offset_encoding).position
end

-- Shows a location in the current window.
function M.show(location, client)
  if vim.lsp.util.show_document then
    return vim.lsp.util.show_document(location, client.offset_encoding, { focus = true })
  end
  return vim.lsp.util.jump_to_location(location, client.offset_encoding)
end

-- Has the servers go by other settings, in the form of vim.lsp.config. Neovim 0.7 sends them along; later ones are asked.
function M.tell_settings(settings)
  for _, client in ipairs(M.clients()) do
    client.settings, client.config.settings = settings, settings
    M.call(client, 'notify', 'workspace/didChangeConfiguration', { settings = settings })
  end
end

local GRACE = 3000 -- ms that a server has to end by itself
local PAUSE = 20 -- ms between two looks

-- Ends all servers, and calls `start` when they are gone. One that does not end by itself is killed.
function M.restart(start)
  local waited = 0
  for _, client in ipairs(M.clients()) do M.call(client, 'stop') end
  local function look()
    if #M.clients() == 0 then return start() end
    waited = waited + PAUSE
    if waited == GRACE then
      for _, client in ipairs(M.clients()) do M.call(client, 'stop', true) end
    end
    vim.defer_fn(look, PAUSE)
  end
  look()
end

return M
