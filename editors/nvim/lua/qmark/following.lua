-- What the server's own commands do here, where Neovim has a better place for it than the server knows of.
local server = require('qmark.server')
local M = {}

-- Calls a command of the server that offered it, and hands what it gives to `done`.
local function execute(context, command, argument, done)
  local client = vim.lsp.get_client_by_id(context.client_id)
  if not client then return end
  local params = { command = command, arguments = { argument } }
  server.call(client, 'request', 'workspace/executeCommand', params, function(failure, result)
    if failure then return server.say(failure.message or vim.inspect(failure), 'ERROR') end
    if done then done(result) end
  end)
end

-- Brings questions to a group or document that the user picks among all.
local function move_questions(command, context)
  local chosen = command.arguments[1]
  execute(context, command.command, vim.tbl_extend('force', chosen, { list = true }), function(result)
    vim.ui.select(result.groups, { prompt = result.title, kind = 'qmark' }, function(to)
      if to then execute(context, command.command, vim.tbl_extend('force', chosen, { to = to })) end
    end)
  end)
end

-- Lists the findings of the file in the location list, and goes there.
local function show_findings(_, context)
  local buf = context.bufnr or 0
  if buf ~= 0 and buf ~= vim.api.nvim_get_current_buf() then
    local window = vim.fn.win_findbuf(buf)[1]
    if window then vim.api.nvim_set_current_win(window) end
  end
  vim.diagnostic.setloclist { title = 'qmark' }
end

-- Has Neovim do these itself.
function M.define()
  vim.lsp.commands['qmark.moveQuestions'] = move_questions
  vim.lsp.commands['qmark.showFindings'] = show_findings
end

return M
