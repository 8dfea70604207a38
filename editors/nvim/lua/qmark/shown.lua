-- What is shown beside the text: lenses, hints, colours, and the places and pages that the server asks to be shown.
local server = require('qmark.server')
local M = {}

-- What each of the server's own kinds of token looks like unless the user or the colour scheme says otherwise.
local COLOURS = {
  question = 'Title',
  answerFile = 'Directory',
  inlineAnswer = 'String',
  topic = 'Constant',
  level = 'Type',
  author = 'Special',
  guide = 'Special',
  key = 'Identifier',
  unknownKey = 'WarningMsg',
  questionNumber = 'Number',
  rightOption = 'String',
}

-- Tells the server that its own kinds of token are known, and gives them their colours. Neovim has tokens from 0.9 on.
function M.colours(capabilities)
  local tokens = capabilities.textDocument.semanticTokens
  if not tokens then return end
  for kind, group in pairs(COLOURS) do
    table.insert(tokens.tokenTypes, kind)
    vim.cmd(('highlight default link @lsp.type.%s %s'):format(kind, group))
  end
end

-- Neovim 0.12 drops the words of a lens when the list of lenses comes again before they do, and does not ask for them
-- any more. All of ours stand at one place, so those that lack words a moment later were dropped: they are asked anew.
local function ask_again(buf)
  local group = vim.api.nvim_create_augroup('qmark_lenses_' .. buf, { clear = true })
  local function lacks_words(it) return it.lens.command == nil end
  local function look()
    if not vim.api.nvim_buf_is_loaded(buf) then return end
    if #vim.tbl_filter(lacks_words, vim.lsp.codelens.get { bufnr = buf }) == 0 then return end
    vim.lsp.codelens.enable(false, { bufnr = buf })
    vim.lsp.codelens.enable(true, { bufnr = buf })
  end
  vim.api.nvim_create_autocmd('LspRequest', {
    group = group,
    buffer = buf,
    callback = function(event)
      local request = event.data.request
      if request.method == 'codeLens/resolve' and request.type == 'complete' then vim.defer_fn(look, 300) end
    end,
  })
end

-- Shows lenses above groups and answers, and keeps them fresh.
function M.lenses(buf)
  if vim.lsp.codelens.enable then
    ask_again(buf)
    -- Switched on while the client is being attached, it would ask twice.
    return vim.schedule(function() vim.lsp.codelens.enable(true, { bufnr = buf }) end)
  end
  local function refresh()
    vim.api.nvim_buf_call(buf, function() vim.lsp.codelens.refresh { bufnr = 0 } end)
  end
  local group = vim.api.nvim_create_augroup('qmark_lenses_' .. buf, { clear = true })
  local events = { 'BufEnter', 'InsertLeave', 'TextChanged', 'DiagnosticChanged' }
  vim.api.nvim_create_autocmd(events, { group = group, buffer = buf, callback = refresh })
  refresh()
end

-- Shows hints in the text; Neovim can from 0.10 on. Which there are is set in the bank or in the settings, `inlayHints`.
function M.hints(buf)
  if vim.lsp.inlay_hint then vim.lsp.inlay_hint.enable(true, { bufnr = buf }) end
end

-- Opens a page with the program that the system has for such. Gives whether there is one.
local function browse(uri)
  for _, program in ipairs { 'xdg-open', 'open' } do
    if vim.fn.executable(program) == 1 then return vim.fn.jobstart({ program, uri }, { detach = true }) > 0 end
  end
  return false
end

-- Neovim 0.7 shows no places that a server asks for: this does.
function M.document(_, asked, context)
  if asked.external then return { success = browse(asked.uri) } end
  local start = { line = 0, character = 0 }
  local location = { uri = asked.uri, range = asked.selection or { start = start, ['end'] = start } }
  local client = vim.lsp.get_client_by_id(context.client_id)
  -- A place after the last line is an error to it.
  local buf = vim.uri_to_bufnr(asked.uri)
  vim.fn.bufload(buf)
  local first = location.range.start
  first.line = math.min(first.line, vim.api.nvim_buf_line_count(buf) - 1)
  local window = vim.api.nvim_get_current_win()
  if asked.takeFocus == false then vim.cmd('split') end
  local shown = server.show(location, client)
  if asked.takeFocus == false then vim.api.nvim_set_current_win(window) end
  return { success = shown and true or false }
end

return M
