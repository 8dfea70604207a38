-- Completion in Neovim before 0.11, see 'omnifunc'. Its own goes by the text of an item: for it, `Cach` does not lead to
-- the topic `'Caching'`, which is written with its quotes. This one goes by what the server says the item is called.
local M = {}

-- What the server offers at the cursor, in its order, and how it counts columns.
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
      local lines = vim.split(item.textEdit.newText, '\r?\n')
      local data = { qmark = { behind = line:sub(cursor + 1, byte(item.textEdit.range['end'])), lines = lines } }
      table.insert(found, { word = lines[1], abbr = item.label, menu = item.detail, equal = 1, user_data = data })
    end
  end
  return start
end

-- The first place to fill in among the lines of an item, as the number of a line and a column in it: behind a key, or
-- between quotes. The end when there is none.
local function first_stop(lines)
  for number, line in ipairs(lines) do
    if line:find("''$") or line:find('""$') then return number, #line - 1 end
    if line:find(': $') then return number, #line end
  end
  return #lines, #lines[#lines]
end

-- Finishes what an accepted item begins: the editor itself only puts one line in place of what is before the cursor. Its
-- further lines follow, and what it replaces behind the cursor, such as a closing quote, goes.
function M.finish()
  local item = vim.v.completed_item
  local data = type(item.user_data) == 'table' and item.user_data.qmark
  if not data or (data.behind == '' and #data.lines == 1) then return end
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local line = vim.api.nvim_get_current_line()
  local before, behind = line:sub(1, column), line:sub(column + 1, column + #data.behind)
  if before:sub(-#item.word) ~= item.word or behind ~= data.behind then return end
  -- Its first line is there.
  local further = { '', unpack(data.lines, 2) }
  vim.api.nvim_buf_set_text(0, row - 1, column, row - 1, column + #behind, further)
  if #data.lines == 1 then return end
  local number, stop = first_stop(data.lines)
  vim.api.nvim_win_set_cursor(0, { row + number - 1, (number == 1 and column - #item.word or 0) + stop })
end

-- The value of 'completeopt' with which an item can be looked at before its text comes, made of the user's `value`.
-- Without `noinsert` or `noselect` Neovim types the name of the first item at once, and expands nothing when it is the
-- only one; without `menuone` it shows no menu for one item.
function M.options(value)
  local flags = vim.tbl_filter(function(flag) return flag ~= '' and flag ~= 'menu' end, vim.split(value, ','))
  if not vim.tbl_contains(flags, 'menuone') then table.insert(flags, 1, 'menuone') end
  if not (vim.tbl_contains(flags, 'noselect') or vim.tbl_contains(flags, 'noinsert')) then table.insert(flags, 'noinsert') end
  return table.concat(flags, ',')
end

-- Sets 'completeopt' for a buffer, where Neovim has one for each (0.12). The user's own stays what it is elsewhere.
function M.prepare(buf)
  if not vim.api.nvim_get_option_info('completeopt').global_local then return end
  local value = vim.bo[buf].completeopt
  if value == '' then value = vim.go.completeopt end
  if M.options(value) ~= value then vim.bo[buf].completeopt = M.options(value) end
end

-- Whether the cursor is at an `answer` without a value.
local function is_at_answer()
  local line, column = vim.api.nvim_get_current_line(), vim.api.nvim_win_get_cursor(0)[2]
  return line:sub(1, column):find('^[%s-]*answer:%s+[\'"]?$') and line:sub(column + 1):find('^[\'"]?%s*$')
end

-- Opens the list of answers when a snippet's place for one is reached, once for each line. Neovim has snippets from 0.10
-- on, and expands those of a server from 0.11 on.
function M.offer_answers(buf)
  if not (vim.snippet and vim.lsp.completion) then return end
  local offered
  local function is_due()
    return vim.snippet.active() and vim.api.nvim_get_mode().mode == 'i' and vim.fn.pumvisible() == 0 and is_at_answer()
  end
  vim.api.nvim_create_autocmd('CursorMovedI', {
    group = vim.api.nvim_create_augroup('qmark_answers_' .. buf, { clear = true }),
    buffer = buf,
    callback = function()
      if not vim.snippet.active() then offered = nil end
      local row = vim.api.nvim_win_get_cursor(0)[1]
      if row == offered or not is_due() then return end
      offered = row
      vim.schedule(function()
        if vim.api.nvim_get_current_buf() ~= buf or not is_due() or vim.bo.omnifunc == '' then return end
        vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes('<C-x><C-o>', true, true, true), 'n', false)
      end)
    end,
  })
end

-- The marks that a list or the options of a question go on with: a hyphen, a box, a letter.
local MARKS = { '^%s*%S+ $', '^%s*[-*+] %S+ $', '^%s*[-*+] %[ %] $', '^%s*[-*+] %[ %] %S+ $' }

-- Neovim leaves the cursor before a mark that a formatting inserts at it, as in a line without indentation.
local function go_after_mark()
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local line = vim.api.nvim_get_current_line()
  if vim.api.nvim_get_mode().mode ~= 'i' or not line:sub(1, column):find('^%s*$') then return end
  for _, mark in ipairs(MARKS) do
    if line:find(mark) then return vim.api.nvim_win_set_cursor(0, { row, #line }) end
  end
end

-- Has lists of strings and options go on as Enter is typed. Neovim can ask for that from 0.12 on. The server formats nothing else.
function M.continue_lists(client, buf)
  if not vim.lsp.on_type_formatting then return end
  vim.lsp.on_type_formatting.enable(true, { client_id = client.id })
  vim.api.nvim_create_autocmd('LspRequest', {
    group = vim.api.nvim_create_augroup('qmark_lists_' .. buf, { clear = true }),
    buffer = buf,
    callback = function(event)
      local request = event.data.request
      if request.method == 'textDocument/onTypeFormatting' and request.type == 'complete' then vim.schedule(go_after_mark) end
    end,
  })
end

return M
