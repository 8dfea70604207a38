-- Every kind of fix once, by ../../fixes.json, which the test of VS Code goes through, too: a finding, the fix with its
-- title, and the bytes of all files afterwards; and the change that costs most when half of it is made. One
-- editor makes all fixes, one after the other, in one copy of the bank.
local bank = require('bank')
local visit, read, same, say = bank.visit, bank.read, bank.same, bank.say
local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')

local steps = {}

-- The bytes of all files below a folder, by their paths in it.
local function tree(folder)
  local files = {}
  local function walk(inside)
    for name, kind in vim.loop.fs_scandir_next, vim.loop.fs_scandir(folder .. '/' .. inside) do
      if kind == 'directory' then walk(inside .. name .. '/') else files[inside .. name] = read(folder .. '/' .. inside .. name) end
    end
  end
  walk('')
  return files
end

-- The files that are not what they were; NIL for those that are gone.
local function changed(before, after)
  local found = {}
  for name, text in pairs(after) do
    if before[name] ~= text then found[name] = text end
  end
  for name in pairs(before) do
    if not after[name] then found[name] = vim.NIL end
  end
  return found
end

-- What files are after changes, in the form of fixes.json: a text, null for a file that goes, or what makes it of the old.
local function expected(before, changes)
  local function after(name, change)
    if type(change) ~= 'table' then return change end
    if change.moved then return before[change.moved] end
    if change.append then return before[name] .. change.append end
    return bank.with(before[name], change.swap[1], change.swap[2])
  end
  local found = {}
  for name, change in pairs(changes) do found[name] = after(name, change) end
  return found
end

-- Whether a finding marks some of the text from one byte of `text` to another.
local function marks(finding, text, first, last)
  local function place(at)
    local above = text:sub(1, at - 1)
    return select(2, above:gsub('\n', '')), #above:match('[^\n]*$')
  end
  local function is_before(line, column, other, behind) return line < other or line == other and column <= behind end
  local from, column = place(first)
  local to, behind = place(last + 1)
  return is_before(finding.line, finding.first, to, behind) and is_before(from, column, finding.last_line, finding.last)
end

local function find(editor, fix)
  local text = editor:text()
  local first, last = text:find(fix.at[2], 1, true)
  assert(first, 'there is no ' .. fix.at[2])
  return editor:wait('the finding', function()
    for _, it in ipairs(editor:findings()) do
      if it.code == fix.of and marks(it, text, first, last) then return it end
    end
  end)
end

local function count(editor, code)
  return #vim.tbl_filter(function(it) return it.code == code end, editor:findings())
end

-- Waits until exactly these files have changed, all buffers written, and compares them.
local function see(editor, root, before, wanted)
  local made = pcall(editor.wait, editor, 'the change', function()
    editor:command('wall')
    return vim.deep_equal(changed(before, tree(root)), wanted)
  end)
  if not made then same(changed(before, tree(root)), wanted, 'the files that changed') end
end

-- Makes a fix, looks at all files, and sees its finding go.
local function make(editor, root, fix)
  for name, text in pairs(expected(tree(root), fix.given or {})) do
    editor:open(name)
    editor:fill(text)
    editor:command('write')
  end
  local name = fix.at[1]
  editor:open(name)
  local finding = find(editor, fix)
  local before, found = tree(root), count(editor, fix.of)
  editor:lua('vim.api.nvim_win_set_cursor(0, {...})', finding.line + 1, finding.first)
  editor:choose(fix.title)
  see(editor, root, before, expected(before, fix.makes))
  editor:commands_end()
  if fix.makes[name] == vim.NIL then return end
  editor:open(name)
  editor:wait('the finding gone', function() return count(editor, fix.of) < found end)
end

function steps.every_kind_of_fix_is_made()
  local all = vim.fn.json_decode(read(here .. '/../../fixes.json'))
  visit(all.bank, function(editor, root)
    -- Whoever is asked says no: nothing of a change may hang on that.
    editor:lua('vim.fn.confirm = function() return 2 end')
    local failures = {}
    for _, fix in ipairs(all.fixes) do
      local made, failure = pcall(make, editor, root, fix)
      if not made then table.insert(failures, ('%s: %s\n%s'):format(fix.of, fix.title, failure)) end
    end
    say(('  %d of %d made'):format(#all.fixes - #failures, #all.fixes))
    assert(#failures == 0, table.concat(failures, '\n'))
  end)
end

function steps.selected_questions_move_to_another_group()
  visit('broken', function(editor, root)
    editor:lua('vim.fn.confirm = function() return 2 end')
    local from, to = 'networks/networks.md', 'transport/transport.md'
    local before = tree(root)
    local first = assert(before[from]:find('  - question: What are the two parts', 1, true))
    local last = assert(before[from]:find('  # answer-outside-content', 1, true)) - 1
    local questions = before[from]:sub(first, last)
    editor:open(from)
    editor:put(editor:find('question: What are the two parts'), 'What')
    editor:select(editor:find('answer: subnet-mask.md') - editor:find('question: What are the two parts'))
    editor:choose('Move 2 questions to `transport/transport.md`')
    local wanted = expected(before, {
      [from] = { swap = { questions, '' } },
      [to] = { swap = { '---\n\nEverything', questions .. '---\n\nEverything' } },
    })
    for _, answer in ipairs { 'ip-address.md', 'subnet-mask.md' } do
      wanted['networks/content/' .. answer] = vim.NIL
      wanted['transport/content/' .. answer] = before['networks/content/' .. answer]
    end
    see(editor, root, before, wanted)
  end)
end

return steps
