-- Drives one Neovim from another: keys are typed into the child as a person types them, and what it shows is asked for
-- over its RPC. Everything that is waited for has a deadline, and a wait that fails says what the child showed.
-- Runs in Neovim 0.7 and later, both sides.
local Editor = {}
Editor.__index = Editor

local DEADLINE = 20000 -- ms; far beyond what anything takes, for machines that are busy with something else
local PAUSE = 20 -- ms between two looks

-- Notes which banks have been read. It is heard by a handler, for every version has another event for it.
local HEAR_PROGRESS = [[
  banks_read = 0
  local show = vim.lsp.handlers['$/progress']
  vim.lsp.handlers['$/progress'] = function(failure, progress, ...)
    if progress.value.kind == 'end' then banks_read = banks_read + 1 end
    return show(failure, progress, ...)
  end]]

-- Starts a Neovim with the configuration `init`. Options: `cwd`, and `env` as in jobstart().
function Editor.start(init, options)
  local command = { vim.v.progpath, '--embed', '--headless', '--clean', '-i', 'NONE', '-u', init }
  local job = vim.fn.jobstart(command, { rpc = true, cwd = options.cwd, env = options.env })
  assert(job > 0, 'Neovim did not start')
  local editor = setmetatable({ job = job, pid = vim.fn.jobpid(job) }, Editor)
  editor:lua(HEAR_PROGRESS)
  return editor
end

function Editor:keys(keys) vim.rpcrequest(self.job, 'nvim_input', keys) end
function Editor:command(line) vim.rpcrequest(self.job, 'nvim_command', line) end

function Editor:mode() return vim.rpcrequest(self.job, 'nvim_get_mode').mode end

-- Runs Lua code in the child and gives what it returns; its arguments are `...` there.
function Editor:lua(code, ...)
  local value = vim.rpcrequest(self.job, 'nvim_exec_lua', code, { ... })
  if value == vim.NIL then return nil end
  return value
end

-- Whether the child waits for a key in the middle of something: it answers no other question then.
function Editor:is_blocked() return vim.rpcrequest(self.job, 'nvim_get_mode').blocking end

-- Waits until `look` gives something, which is returned with the time it took in ms. `what` is for the failure.
function Editor:wait(what, look)
  local start, seen = vim.loop.hrtime(), nil
  local function has_come()
    if self:is_blocked() then return false end
    seen = look()
    return seen and true or false
  end
  if not vim.wait(DEADLINE, has_come, PAUSE) then error('never seen: ' .. what .. '\n' .. self:state(), 0) end
  return seen, (vim.loop.hrtime() - start) / 1e6
end

-- What the child shows, for a failure.
function Editor:state()
  if self:is_blocked() then return 'Neovim waits for a key' end
  return 'messages:\n' .. self:lua('return vim.api.nvim_exec("messages", true)')
    .. '\nbuffer: ' .. self:buffer() .. ', cursor: ' .. vim.inspect(self:lua('return vim.api.nvim_win_get_cursor(0)'))
    .. ', mode: ' .. self:mode()
    .. '\nfindings: ' .. vim.inspect(self:findings())
end

-- Opens a file and waits until qmark has it and has read its bank. Gives what client() does.
function Editor:open(path)
  self:command('edit ' .. vim.fn.fnameescape(path))
  self:wait('the bank read', function() return self:lua('return banks_read > 0') end)
  return self:wait('qmark attached to ' .. path, function() return self:client() end)
end

-- The client of the current buffer, once the server has answered `initialize`.
function Editor:client()
  return self:lua([[
    local clients = vim.lsp.get_clients and vim.lsp.get_clients { bufnr = 0 } or vim.lsp.buf_get_clients(0)
    for _, client in pairs(clients) do
      if client.name == 'qmark' and client.server_capabilities and client.initialized ~= false then
        local folder = (client.workspace_folders or {})[1]
        local can = client.config.capabilities or vim.lsp.protocol.make_client_capabilities()
        local watching = (can.workspace or {}).didChangeWatchedFiles or {}
        return { root = folder and folder.name, watches_files = watching.dynamicRegistration == true }
      end
    end]])
end

-- The number of the process that is the server, nil when none runs.
function Editor:server() return vim.api.nvim_get_proc_children(self.pid)[1] end

-- The path of the current buffer.
function Editor:buffer() return self:lua('return vim.api.nvim_buf_get_name(0)') end

-- All of the current buffer as it would be written.
function Editor:text()
  return self:lua([[
    local eol = vim.bo.fileformat == 'dos' and '\r\n' or '\n'
    return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), eol) .. (vim.bo.eol and eol or '')]])
end

-- Makes `text` all of the current buffer, with the line breaks that the buffer has.
function Editor:fill(text)
  local lines = vim.split(text, '\r?\n')
  if lines[#lines] == '' then table.remove(lines) end
  self:lua('vim.api.nvim_buf_set_lines(0, 0, -1, false, ...)', lines)
end

function Editor:line(number)
  return self:lua('return vim.api.nvim_buf_get_lines(0, ... - 1, ..., false)[1]', number)
end

-- Waits until no command runs. What one shows comes before its answer, and would take the window from what comes next.
function Editor:commands_end()
  self:wait('the answers to the commands', function()
    return self:lua([[
      for _, client in pairs((vim.lsp.get_clients or vim.lsp.get_active_clients)()) do
        for _, request in pairs(client.requests) do
          if request.method == 'workspace/executeCommand' and request.type == 'pending' then return false end
        end
      end
      return true]])
  end)
end

-- The number, from 1, of the first line that holds `part`.
function Editor:find(part)
  return assert(self:lua([[
    for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
      if line:find(..., 1, true) then return number end
    end]], part), 'the bank has changed, there is no ' .. part)
end

-- Puts the cursor on the first `part` of the nth line, both from 1.
function Editor:put(number, part)
  local column = assert(self:line(number):find(part, 1, true), part) - 1
  self:lua('vim.api.nvim_win_set_cursor(0, {...})', number, column)
end

-- The current buffer's findings, by place: line, first and last column (both from 0, in bytes), code, severity, message,
-- the text in the range, and the highlight that underlines it on the screen.
function Editor:findings()
  return self:lua([[
    local findings = {}
    for _, it in ipairs(vim.diagnostic.get(0)) do
      local lsp = (it.user_data or {}).lsp or {}
      local shown = vim.diagnostic.get_namespace(it.namespace).user_data.underline_ns
      local mark = shown and vim.api.nvim_buf_get_extmarks(
        0, shown, { it.lnum, it.col }, { it.lnum, it.col }, { details = true })[1]
      local line = vim.api.nvim_buf_get_lines(0, it.lnum, it.lnum + 1, false)[1] or ''
      table.insert(findings, {
        line = it.lnum, first = it.col, last_line = it.end_lnum, last = it.end_col,
        code = it.code or lsp.code, severity = it.severity, message = it.message, source = it.source,
        text = it.end_lnum == it.lnum and line:sub(it.col + 1, it.end_col) or line:sub(it.col + 1),
        underline = mark and mark[4].hl_group,
      })
    end
    table.sort(findings, function(a, b)
      if a.line ~= b.line then return a.line < b.line end
      if a.first ~= b.first then return a.first < b.first end
      return a.code < b.code
    end)
    return findings]])
end

-- Waits until the buffer has exactly one finding, of this code.
function Editor:only_finding(code)
  return self:wait('one finding, ' .. code, function()
    local findings = self:findings()
    return #findings == 1 and findings[1].code == code and findings[1]
  end)
end

function Editor:no_findings()
  return self:wait('no findings', function() return #self:findings() == 0 end)
end

-- The words in the open completion menu, or nil.
function Editor:menu()
  return self:lua([[
    local info = vim.fn.complete_info { 'items', 'pum_visible' }
    if info.pum_visible == 0 then return nil end
    return vim.tbl_map(function(item) return item.abbr ~= '' and item.abbr or item.word end, info.items)]])
end

-- The text in the floating window, or nil.
function Editor:float()
  return self:lua([[
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
      end
    end]])
end

-- The texts that are shown beside or above the lines of the buffer, in one string. Some are made when the screen is
-- drawn, which nobody looks at here: so it is asked for.
function Editor:virtual()
  return self:lua([[
    vim.cmd('redraw!')
    local shown = {}
    for _, space in pairs(vim.api.nvim_get_namespaces()) do
      for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, space, 0, -1, { details = true })) do
        local lines = vim.list_extend({ mark[4].virt_text or {} }, mark[4].virt_lines or {})
        for _, line in ipairs(lines) do
          for _, piece in ipairs(line) do table.insert(shown, piece[1]) end
        end
      end
    end
    return table.concat(shown, '\n')]])
end

-- Runs the lens at the cursor, once the words of all lenses are there: a list that comes again is without them for a
-- moment, and Neovim 0.7 then fails.
function Editor:run_lens()
  self:wait('the lenses', function()
    return self:lua([[
      local can_enable = vim.lsp.codelens.enable ~= nil
      local lenses = vim.lsp.codelens.get(can_enable and { bufnr = 0 } or 0)
      for _, it in ipairs(lenses) do
        if not (it.lens or it).command then return false end
      end
      if #lenses > 0 then vim.lsp.codelens.run() end
      return #lenses > 0]])
  end)
end

-- Selects the cursor's line and so many below it.
function Editor:select(below)
  self:keys('V' .. below .. 'j')
  self:wait('the selection', function()
    return self:mode() == 'V' and self:lua("return vim.fn.line('.') - vim.fn.line('v')") == below
  end)
end

-- Chooses the code action at the cursor, or for what is selected, with this title from the menu that Neovim shows; and
-- `next` from the menu that comes after it, if one does. `kind` is for actions that are offered only if it is asked for.
-- Questions after that are answered by prompt(): the choice is made when its menu has been seen, for Neovim cannot tell of a
-- menu while it waits for an answer.
function Editor:choose(title, next, kind)
  self:lua([[
    local title, next, kind = ...
    offered, offered_last, chosen = nil, nil, nil
    own_select = own_select or vim.ui.select
    vim.ui.select = function(items, options, on_choice)
      local names = vim.tbl_map(options.format_item or tostring, items)
      local wanted = offered and next or title
      offered, offered_last = offered or names, names
      for place, name in ipairs(names) do
        if name == wanted then
          chosen, choose_it = name, function() on_choice(items[place], place) end
          if name == (next or title) then vim.ui.select = own_select end
          return
        end
      end
      on_choice(nil)
    end
    -- Neovim 0.7 has another for what is selected, or was last.
    local selects = vim.fn.mode() == 'V'
    if selects and vim.fn.has('nvim-0.8') == 0 then
      vim.cmd('normal! \27')
      return vim.lsp.buf.range_code_action()
    end
    local context = kind and { only = { kind }, diagnostics = {} }
    vim.lsp.buf.code_action(vim.fn.has('nvim-0.8') == 1 and { context = context } or context)]], title, next, kind)
  self:wait('the menu of actions', function() return self:lua('return offered') end)
  if not self:lua('return chosen') then
    error('no action `' .. title .. '`, but ' .. vim.inspect(self:lua('return offered')), 0)
  end
  local function choose_it() vim.rpcnotify(self.job, 'nvim_exec_lua', 'choose_it()', {}) end
  choose_it()
  if next then
    self:wait('`' .. next .. '` in the next menu', function() return self:lua('return chosen == ...', next) end)
    choose_it()
  end
end

-- Types an answer once Neovim waits for one, as in a menu of choices. From 0.12 on it answers others meanwhile.
function Editor:prompt(keys)
  local function asks()
    local mode = vim.rpcrequest(self.job, 'nvim_get_mode')
    -- Before, a question that comes between two of ours would leave the second without an answer.
    local answers = vim.fn.has('nvim-0.12') == 1 and mode.mode == 'c'
    return mode.blocking or answers and self:lua('return vim.fn.getcmdtype()'):find('[@-]')
  end
  assert(vim.wait(DEADLINE, function() return asks() and true or false end, PAUSE), 'Neovim asks nothing')
  self:keys(keys)
end

-- The entries of the quickfix or location list that is shown: file and line.
function Editor:listed()
  return self:lua([[
    local list = vim.fn.getqflist()
    if #list == 0 then list = vim.fn.getloclist(0) end
    return vim.tbl_map(function(it) return { vim.api.nvim_buf_get_name(it.bufnr), it.lnum, it.text } end, list)]])
end

-- Leaves Neovim as a person does, and waits until it and the servers that it started are gone.
function Editor:leave()
  local servers = vim.api.nvim_get_proc_children(self.pid)
  vim.rpcnotify(self.job, 'nvim_command', 'qall!')
  assert(vim.fn.jobwait({ self.job }, DEADLINE)[1] == 0, 'Neovim did not leave')
  local function is_gone(pid) return vim.loop.kill(pid, 0) ~= 0 end
  for _, pid in ipairs(servers) do
    assert(vim.wait(DEADLINE, function() return is_gone(pid) end, PAUSE), 'the server outlives Neovim')
  end
  return #servers
end

-- Ends Neovim after a failed step, whatever it is doing.
function Editor:kill() vim.fn.jobstop(self.job) end

return Editor
