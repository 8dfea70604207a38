-- `:Qmark`, typed as a person types it, and files that move.
local bank = require('bank')
local visit, read, write, exists = bank.visit, bank.read, bank.write, bank.exists
local with, line_of, same, GROUP = bank.with, bank.line_of, bank.same, bank.GROUP

local steps = {}

-- Waits until the editor has told something that holds `part`.
local function told(editor, part)
  return editor:wait('a message with ' .. part, function()
    local said = editor:lua('return vim.api.nvim_exec("messages", true)')
    return said:find(part, 1, true) and said
  end)
end

local function sum(text, pattern) return select(2, text:gsub(pattern, '')) end

-- How many questions there are in both groups of the bank.
local function questions(root)
  local found = 0
  for _, group in ipairs { GROUP, 'git/git.md' } do
    found = found + sum(read(root .. '/' .. group), '\n  %- question:')
  end
  return found
end

function steps.the_command_and_its_words_complete()
  visit('content', function(editor)
    editor:open(GROUP)
    same(editor:lua([[return vim.fn.getcompletion('Qmark ', 'cmdline')]]), {
      'create-missing', 'goto', 'log', 'new-group', 'new-question', 'reload', 'rename', 'restart', 'state', 'stats',
      'translations',
    }, 'all')
    same(editor:lua([[return vim.fn.getcompletion('Qmark re', 'cmdline')]]), { 'reload', 'rename', 'restart' }, 'those with re')
    same(editor:lua([[return vim.fn.getcompletion('Qmark create-missing ', 'cmdline')]]), { 'group' }, 'of which')
    same(editor:lua([[return vim.fn.getcompletion('Qmark rename backend/b', 'cmdline')]]), { GROUP }, 'paths')
    editor:keys(':Qmark resta<Tab><C-b>"<CR>')
    editor:wait('the name typed in full', function()
      return editor:lua([[return vim.fn.getreg(':')]]) == '"Qmark restart'
    end)
    editor:keys(':Qmark dance<CR>')
    told(editor, 'no `:Qmark dance`')
  end)
end

function steps.a_command_says_that_no_server_runs()
  visit('content', function(editor, root)
    editor:keys(':Qmark state<CR>')
    told(editor, 'no server is running')
    editor:open(root .. '/' .. GROUP)
  end)
end

-- A folder with a program called xdg-open, which writes what it is to open to a file. Gives both.
local function browser()
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, 'p')
  write(folder .. '/xdg-open', '#!/bin/sh\necho "$1" >"' .. folder .. '/opened.new" && mv "' .. folder .. '/opened.new" "' .. folder .. '/opened"\n')
  assert(vim.fn.setfperm(folder .. '/xdg-open', 'rwxr-xr-x') == 1)
  return folder, folder .. '/opened'
end

function steps.statistics_open_in_the_browser()
  local folder, opened = browser()
  visit('content', function(editor, root)
    editor:open(GROUP)
    editor:keys(':Qmark stats<CR>')
    told(editor, ('%d questions in 2 groups'):format(questions(root)))
    editor:wait('the page', function() return exists(opened) end)
    local page = vim.uri_to_fname(vim.trim(read(opened)))
    assert(read(page):find('<!DOCTYPE html>', 1, true) or read(page):find('<!doctype html>', 1, true), page)
  end, { PATH = folder .. ':' .. vim.env.PATH })
end

function steps.a_new_question_is_written_and_shown()
  visit('content', function(editor, root)
    local before = read(root .. '/' .. GROUP)
    editor:open(GROUP)
    editor:keys(':Qmark new-question What is a mutex?<CR>')
    editor:wait('the question', function() return editor:text():find('What is a mutex?', 1, true) end)
    local number = editor:find('question: What is a mutex?')
    assert(number > line_of(before, "question: How do SQL and NoSQL databases differ?"), 'it stands before the others')
    editor:wait('the cursor at it', function()
      return editor:lua('return vim.api.nvim_win_get_cursor(0)')[1] == number
    end)
    local answer = root .. '/backend/content/what-is-a-mutex.md'
    editor:wait('the answer beside it', function() return editor:lua('return vim.fn.bufwinid(...)', answer) ~= -1 end)
    same(editor:buffer(), root .. '/' .. GROUP, 'where the cursor is')
    editor:command('wall')
    same(sum(read(root .. '/' .. GROUP), '\n  %- question:'), sum(before, '\n  %- question:') + 1, 'the questions on disk')
    assert(exists(answer), 'there is no answer file')
  end)
end

function steps.a_new_question_comes_after_the_one_at_the_cursor()
  visit('content', function(editor, root)
    local path = root .. '/' .. GROUP
    local before = read(path)
    editor:open(GROUP)
    editor:put(line_of(before, 'question: '), 'question')
    editor:keys(':Qmark new-question What is a mutex?<CR>')
    editor:wait('the question', function() return editor:text():find('What is a mutex?', 1, true) end)
    local texts = {}
    for text in editor:text():gmatch('%- question: ([^\n]*)') do table.insert(texts, text) end
    same(texts[2], 'What is a mutex?', 'the second question')
    local new = editor:text():match('\n  %- question: What is a mutex%?.-(\n  %- question: )') and editor:text()
    local without = new:gsub('\n  %- question: What is a mutex%?.-(\n  %- question: )', '%1')
    -- The number in its titles follows.
    same(without, (before:gsub('50 Backend', '51 Backend')), 'all others')
  end)
end

function steps.the_translation_of_a_question_opens()
  visit('documents', function(editor, root)
    editor:open('testing.md')
    editor:put(editor:find('the format that two services'), 'slower')
    editor:keys(':Qmark translations<CR>')
    editor:wait('the question in German', function()
      local line = editor:lua('return vim.api.nvim_get_current_line()')
      return editor:buffer() == root .. '/testing.de.md' and vim.startswith(line, '### 4.')
    end)
    same(editor:lua('return #vim.api.nvim_list_wins()'), 2, 'the windows')
    editor:open('http-quiz.md')
    editor:keys(':Qmark translations<CR>')
    told(editor, 'no question with a translation here')
  end)
end

function steps.a_new_group_is_made_and_opened()
  visit('content', function(editor, root)
    local group = root .. '/operating-systems/operating-systems.md'
    editor:open(GROUP)
    editor:keys(':Qmark new-group<CR>')
    editor:keys('Operating systems<CR>')
    editor:wait('the group', function() return editor:buffer() == group end)
    editor:command('wall')
    local text = read(group)
    assert(text:find('Operating systems', 1, true) and text:find('\nquestions:\n', 1, true), text)
  end)
end

function steps.missing_answers_are_created()
  visit('content', function(editor, root)
    local gone = { 'backend/content/sql-or-nosql.md', 'backend/content/rest-principles.md' }
    editor:open(GROUP)
    for _, path in ipairs(gone) do assert(os.remove(root .. '/' .. path)) end
    editor:wait('both missed', function() return #editor:findings() == 2 end)
    editor:keys(':Qmark create-missing group<CR>')
    told(editor, '2 answers created')
    editor:wait('both files', function()
      return editor:lua([[
        for _, path in ipairs { ... } do
          if vim.fn.bufloaded(path) == 0 then return false end
        end
        return true]], root .. '/' .. gone[1], root .. '/' .. gone[2])
    end)
    editor:command('wall')
    assert(read(root .. '/' .. gone[1]):find('How do SQL and NoSQL databases differ?', 1, true), 'it lacks its question')
    editor:command('edit ' .. GROUP)
    editor:wait('nothing missed', function()
      return #vim.tbl_filter(function(it) return it.code == 'missing-answer' end, editor:findings()) == 0
    end)
  end)
end

function steps.the_bank_is_read_again()
  visit('content', function(editor, root)
    editor:open(GROUP)
    editor:keys(':Qmark reload<CR>')
    told(editor, ('read %d questions in 2 groups'):format(questions(root)))
  end)
end

function steps.the_server_tells_its_state()
  visit('content', function(editor, root)
    editor:open(GROUP)
    editor:keys(':Qmark state<CR>')
    local float = editor:wait('the state', function() return editor:float() end)
    assert(float:find(root, 1, true), float)
    assert(float:find(('questions: %d'):format(questions(root)), 1, true), float)
  end)
end

function steps.a_question_is_chosen_by_its_words()
  visit('content', function(editor, root)
    local number = line_of(read(root .. '/' .. GROUP), 'How do SQL and NoSQL')
    editor:open('git/git.md')
    editor:keys(':Qmark goto nosql differ<CR>')
    editor:prompt('1<CR>')
    editor:wait('the group', function() return editor:buffer() == root .. '/' .. GROUP end)
    same(editor:lua('return vim.api.nvim_win_get_cursor(0)')[1], number, 'the line')
    editor:keys(':Qmark goto<CR>')
    editor:keys('zebra crossing quux<CR>')
    told(editor, 'no question, topic or group matches `zebra crossing quux`')
  end)
end

function steps.the_server_is_started_again()
  visit('content', function(editor, root)
    local answer = root .. '/backend/content/sql-or-nosql.md'
    editor:open(GROUP)
    local before = assert(editor:server(), 'no server')
    editor:keys(':Qmark restart<CR>')
    editor:wait('another server', function()
      local now = editor:server()
      return now and now ~= before and editor:client()
    end)
    assert(os.remove(answer))
    editor:only_finding('missing-answer')
  end)
end

function steps.a_server_that_died_is_started_again()
  visit('content', function(editor, root)
    editor:open(GROUP)
    vim.loop.kill(editor:server(), 'sigkill')
    editor:wait('it gone', function() return not editor:client() end)
    editor:keys(':Qmark restart<CR>')
    editor:wait('another server', function() return editor:client() end)
    assert(os.remove(root .. '/backend/content/sql-or-nosql.md'))
    editor:only_finding('missing-answer')
  end)
end

function steps.the_log_is_shown()
  visit('content', function(editor)
    editor:open(GROUP)
    editor:keys(':Qmark log<CR>')
    editor:wait('the log', function() return vim.endswith(editor:buffer(), 'lsp.log') end)
  end)
end

function steps.a_renamed_answer_takes_its_citation_along()
  visit('content', function(editor, root)
    local folder = root .. '/backend/content/'
    local group, answer = read(root .. '/' .. GROUP), read(folder .. 'sql-or-nosql.md')
    editor:open(GROUP)
    editor:open('backend/content/sql-or-nosql.md')
    editor:keys('Gofar<Esc>')
    editor:keys(':Qmark rename which-database.md<CR>')
    editor:wait('the new name', function() return editor:buffer() == folder .. 'which-database.md' end)
    told(editor, '1 file is changed and not written')
    editor:command('wall')
    same(exists(folder .. 'sql-or-nosql.md'), false, 'the old file')
    same(read(folder .. 'which-database.md'), answer .. 'far\n', 'the new file')
    same(read(root .. '/' .. GROUP), with(group, 'sql-or-nosql.md', 'which-database.md'), 'the group')
    editor:no_findings()
    editor:command('edit ' .. GROUP)
    editor:no_findings()
  end)
end

function steps.a_file_is_renamed_by_a_name_that_is_typed()
  visit('content', function(editor, root)
    local folder = root .. '/backend/content/'
    editor:open('backend/content/sql-or-nosql.md')
    editor:keys(':Qmark rename<CR>')
    editor:keys('<C-u>rest-principles.md<CR>')
    told(editor, 'already exists')
    editor:keys(':Qmark rename<CR>')
    editor:keys('<C-w><C-w><C-w>databases.md<CR>')
    editor:wait('the new name', function() return editor:buffer():find('databases.md', 1, true) end)
    assert(exists(editor:buffer()) and not exists(folder .. 'sql-or-nosql.md'), 'it did not move')
  end)
end

function steps.a_renamed_group_folder_takes_its_open_files_along()
  visit('content', function(editor, root)
    editor:open('git/content/' .. vim.fn.fnamemodify(vim.fn.globpath(root .. '/git/content', '*.md', false, true)[1], ':t'))
    local open = editor:buffer()
    editor:lua([[require('qmark').rename_file(...)]], root .. '/git', root .. '/versions')
    editor:wait('the new folder', function() return editor:buffer() == open:gsub('/git/', '/versions/') end)
    same({ exists(root .. '/git'), exists(editor:buffer()) }, { false, true }, 'the folders')
    same(editor:text(), read(editor:buffer()), 'the text')
  end)
end

return steps
