-- `:Qmark`: a table of what it can do, and how the words after it are completed.
local server = require('qmark.server')
local M = {}

-- A command is `run`, with the words after its name, and optionally `complete`, which lists them for what is typed.
local commands = {}

local function counted(number, word) return ('%d %s%s'):format(number, word, number == 1 and '' or 's') end

-- Calls `done` with what the user types, unless it is given already.
local function ask(prompt, given, done)
  if given ~= '' then return done(given) end
  vim.ui.input({ prompt = prompt }, function(typed)
    if typed and typed ~= '' then done(typed) end
  end)
end

commands['stats'] = {
  run = function()
    local here = server.here()
    server.execute('qmark.showStatistics', here and { uri = here }, function(made)
      local totals = made.stats.totals
      server.say(('%s in %s'):format(counted(totals.questions, 'question'), counted(totals.groups, 'group')))
    end)
  end,
}

commands['new-question'] = {
  run = function(question)
    server.execute('qmark.newQuestion', {
      uri = vim.uri_from_bufnr(0), position = server.position(), question = question ~= '' and question or nil,
    })
  end,
}

commands['new-group'] = {
  run = function(given)
    local here = server.here()
    ask('Title of the group: ', given, function(title) server.execute('qmark.newGroup', { title = title, uri = here }) end)
  end,
}

commands['create-missing'] = {
  complete = function() return { 'group' } end,
  run = function(which)
    local only = which == 'group' and { uri = vim.uri_from_bufnr(0) } or nil
    server.execute('qmark.createMissingAnswers', only, function(made)
      server.say(counted(#made.uris, 'answer') .. ' created')
    end)
  end,
}

commands['translations'] = {
  run = function()
    local position = server.position()
    if not position then return server.say('go to a question of a bank first', 'WARN') end
    local at = { uri = vim.uri_from_bufnr(0), position = position, list = true }
    server.execute('qmark.openTranslations', at, function(found, client)
      if #found.locations == 0 then return server.say('there is no question with a translation here') end
      for place = #found.locations, 1, -1 do
        vim.cmd('rightbelow vsplit')
        server.show(found.locations[place], client)
      end
    end)
  end,
}

commands['reload'] = {
  run = function()
    server.execute('qmark.reloadBank', nil, function(read)
      for _, bank in ipairs(read.banks) do
        local root = vim.fn.fnamemodify(vim.uri_to_fname(bank.root), ':~')
        server.say(('read %s in %s from `%s`'):format(counted(bank.questions, 'question'), bank.shapes, root))
      end
    end)
  end,
}

commands['state'] = {
  run = function()
    server.execute('qmark.serverState', nil, function(state)
      local lines = vim.split(vim.trim(state.markdown), '\n')
      vim.lsp.util.open_floating_preview(lines, 'markdown', { border = 'rounded', focus_id = 'qmark' })
    end)
  end,
}

-- How a place is called in a list: by its words and its file.
local function place_of(symbol)
  local path = vim.fn.fnamemodify(vim.uri_to_fname(symbol.location.uri), ':~:.')
  return ('%s  (%s)'):format(symbol.name, path)
end

commands['goto'] = {
  run = function(given)
    ask('Words of the question: ', given, function(words)
      server.request('workspace/symbol', { query = words }, function(symbols, client)
        if not symbols or symbols == vim.NIL or #symbols == 0 then
          return server.say(('no question, topic or group matches `%s`'):format(words))
        end
        vim.ui.select(symbols, { prompt = 'Go to:', format_item = place_of, kind = 'qmark' }, function(chosen)
          if chosen then server.show(chosen.location, client) end
        end)
      end)
    end)
  end,
}

commands['rename'] = {
  complete = function(lead) return vim.fn.getcompletion(lead, 'file') end,
  run = function(to) require('qmark.files').rename_file(nil, to) end,
}

commands['restart'] = { run = function() require('qmark').restart() end }

commands['log'] = {
  run = function()
    local log = vim.lsp.log and vim.lsp.log.get_filename or require('vim.lsp.log').get_filename
    vim.cmd('tabedit ' .. vim.fn.fnameescape(log()))
    vim.cmd('normal! G')
  end,
}

-- Does what stands behind `:Qmark`.
function M.run(line)
  local name, words = line:match('^(%S+)%s*(.-)%s*$')
  local command = commands[name]
  if not command then return server.say(('there is no `:Qmark %s`'):format(name), 'ERROR') end
  command.run(words)
end

local function starting(words, lead)
  local fitting = vim.tbl_filter(function(word) return vim.startswith(word, lead) end, words)
  table.sort(fitting)
  return fitting
end

-- The words that may stand at the end of `line`, up to the cursor.
function M.complete(lead, line, cursor)
  local name = line:sub(1, cursor):match('^.-Qmark!?%s+(%S+)%s')
  if not name then return starting(vim.tbl_keys(commands), lead) end
  local command = commands[name]
  return command and command.complete and starting(command.complete(lead), lead) or {}
end

return M
