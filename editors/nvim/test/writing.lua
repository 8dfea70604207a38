-- Questions that are written in Neovim: a journey for each shape, in which one thing is done after the other, and the bytes
-- of the files at its end. Groups and files have no numbers and no contents.
local bank = require('bank')
local visit, same, write, read, with, exists = bank.visit, bank.same, bank.write, bank.read, bank.with, bank.exists

-- Neovim that knows snippets goes from place to place by itself.
local KNOWS_SNIPPETS = vim.fn.has('nvim-0.11') == 1

local steps = {}

-- A document on doors with a table of contents: its questions are pairs of a number and a thing.
local function doors(...)
  local rows, bodies = {}, {}
  for _, question in ipairs { ... } do
    local number, thing = question[1], question[2]
    table.insert(rows, ('| %d | [What is a %s?](#%d-what-is-a-%s) |\n'):format(number, thing, number, thing))
    table.insert(bodies, ('\n### %d. What is a %s?\n\nQuestion %d is on a %s.\n'):format(number, thing, number, thing))
  end
  return '# Interview questions on doors\n\n| No. | Question |\n|---|---|\n' .. table.concat(rows) .. table.concat(bodies)
end

function steps.questions_are_numbered_again_and_move_and_go()
  visit('documents', function(editor, root)
    write(root .. '/doors.md', doors({ 1, 'lock' }, { 2, 'key' }, { 4, 'bolt' }, { 5, 'bell' }))
    editor:open('doors.md')
    local function make(at, title, after)
      local number = editor:find(at)
      editor:put(number, 'What')
      editor:choose(title)
      editor:prompt('1<CR>')
      editor:wait(title, function() return editor:text() == after end)
    end
    local all = doors({ 1, 'lock' }, { 2, 'key' }, { 3, 'bolt' }, { 4, 'bell' })
    make('### 4. What', 'Renumber the questions from here on', all)
    make('### 3. What', 'Move the question up', doors({ 1, 'lock' }, { 2, 'bolt' }, { 3, 'key' }, { 4, 'bell' }))
    make('### 2. What', 'Move the question down', all)
    make('### 2. What', 'Remove this question', doors({ 1, 'lock' }, { 2, 'bolt' }, { 3, 'bell' }))
    editor:put(editor:find('### 1. What'), 'What')
    editor:choose('Insert a question after this one')
    editor:prompt('1<CR>')
    editor:wait('the new question', function() return editor:text():find('### 2. New question?', 1, true) end)
    editor:find('| 2 | [New question?](#2-new-question) |')
    editor:find('| 4 | [What is a bell?](#4-what-is-a-bell) |')
  end)
end

local function line(editor) return editor:lua('return vim.api.nvim_win_get_cursor(0)[1]') end

-- Chooses the new question from the menu of what can be typed here, and fills in its answer. `stops` is how many other
-- places it has before that: they stay as they are.
local function add_question(editor, keys, stops, answer)
  editor:keys(keys .. '<C-x><C-o>')
  same(editor:wait('the menu', function() return editor:menu() end), { 'new question' }, 'the menu')
  editor:keys('<C-n><C-y>')
  editor:wait('the question', function() return editor:text():find('New question?', 1, true) end)
  if KNOWS_SNIPPETS then
    editor:wait('the selected text', function() return editor:mode() == 's' end)
    for _ = 1, stops do
      local before = line(editor)
      editor:keys('<Tab>')
      editor:wait('the next place', function() return editor:mode() == 'i' and line(editor) > before end)
    end
  elseif stops > 1 then
    editor:keys('<Esc>GA')
  end
  editor:keys(answer .. '<Esc>')
end

-- Renames what is at the cursor, and agrees to what that changes elsewhere, if it asks.
local function rename(editor, name, asks)
  editor:lua('vim.lsp.buf.rename(...)', name)
  if asks ~= false then editor:prompt('1<CR>') end
end

function steps.a_document_is_written_from_a_new_question_to_a_dead_entry()
  visit('documents', function(editor, root)
    local function crlf(text) return (text:gsub('\n', '\r\n')) end
    local guide = '# Guide 😀\n\nStart with [the bell](doors.md#%d-what-is-a-bell).\n'
    write(root .. '/doors.md', crlf(doors({ 1, 'lock' }, { 2, 'key' }, { 4, 'bolt' }, { 5, 'bell' })))
    write(root .. '/guide.md', guide:format(5))
    editor:open('doors.md')
    local expected = editor:text()
    local function see(what, text)
      expected = text
      local seen = pcall(editor.wait, editor, what, function() return editor:text() == expected end)
      if not seen then same(editor:text(), expected, what) end
    end

    add_question(editor, 'Go<CR>', 1, 'Question 6 is on a hinge.')
    see('the new question', expected .. crlf('\n### 6. New question?\n\nQuestion 6 is on a hinge.\n'))

    editor:put(editor:find('### 6. New'), 'New')
    -- Nobody has a link to a question that was just inserted.
    rename(editor, 'What is a hinge?', false)
    see('its name', with(expected, 'New question?', 'What is a hinge?'))

    local numbered = doors({ 1, 'lock' }, { 2, 'key' }, { 3, 'bolt' }, { 4, 'bell' }, { 5, 'hinge' })
    local row = '| 5 | [What is a hinge?](#5-what-is-a-hinge) |\n'
    editor:choose('Renumber the questions of the document')
    editor:prompt('1<CR>')
    see('the numbers', crlf(with(numbered, row, '')))

    editor:choose('Update the table of contents', false, 'source.updateContents.qmark')
    see('its row in the contents', crlf(numbered))

    editor:put(editor:find('[What is a key?]'), 'key)')
    editor:keys('cwkay<Esc>')
    editor:only_finding('broken-anchor')
    editor:choose('Update this entry of the table of contents')
    see('the entry', crlf(numbered))
    editor:no_findings()

    editor:command('wall')
    same(read(root .. '/doors.md'), crlf(numbered), 'the document on disk')
    same(read(root .. '/guide.md'), guide:format(4), 'the file with a link to it')
  end)
end

-- A file that is one question.
local function loaf(title, level, topics, answer)
  return ('---\ntitle: %s\ndifficulty: %s\ntags: [%s]\n---\n\n## Answer\n\n%s\n'):format(title, level, topics, answer)
end

function steps.a_file_is_written_and_renamed_with_its_path()
  visit('content', function(editor, root)
    local function path(name) return root .. '/bread/' .. name .. '.md' end
    local function dough(link)
      return loaf('Why does dough rest?', 'easy', 'dough', ('It lets [the loaf](%s.md) rise 😀.'):format(link))
    end
    local crust = loaf('What does steam do to a crust?', 'hard', 'baking', 'It keeps it soft.')
    vim.fn.mkdir(root .. '/bread')
    write(path('dough'), dough('new-question'))
    write(path('crust'), crust)
    write(path('new-question'), '')
    editor:open('bread/new-question.md')

    add_question(editor, 'i', 3, 'Gas does.')
    same(editor:text(), loaf('New question?', '', '', 'Gas does.'), 'the new question')
    editor:command('wall')

    editor:put(editor:find('title: New'), 'New')
    rename(editor, 'What lifts a loaf?')
    local new = loaf('What lifts a loaf?', '', '', 'Gas does.')
    editor:wait('the new path', function() return editor:buffer() == path('what-lifts-a-loaf') and editor:text() == new end)

    editor:command('wall')
    same(read(path('what-lifts-a-loaf')), new, 'the file at its new path')
    assert(not exists(path('new-question')), 'the old file is still there')
    same(read(path('dough')), dough('what-lifts-a-loaf'), 'the file with a link to it')
    same(read(path('crust')), crust, 'the other file')
  end)
end

function steps.a_group_is_written_from_a_new_question_to_a_dead_answer()
  visit('content', function(editor, root)
    local function item(text, answer)
      return ('  - question: %s\n    answer: %s\n    topics:\n      - Beginner\n      - Rope\n'):format(text, answer)
    end
    local function group(...) return '---\nquestions:\n' .. table.concat { ... } .. '---\n' end
    local function path(name) return root .. '/knots/' .. name end
    local bend = item('What is a bend 😀?', 'bend.md')
    local loop = item('What is a loop?', 'loop.md')
    vim.fn.mkdir(path('content'), 'p')
    write(path('knots.md'), group(bend, loop))
    write(path('content/bend.md'), 'It joins two ropes.\n')
    write(path('content/loop.md'), 'It holds a thing. See [the bend](bend.md).\n')
    editor:open('knots/knots.md')
    local function see(what, expected)
      local seen = pcall(editor.wait, editor, what, function() return editor:text() == expected end)
      if not seen then same(editor:text(), expected, what) end
    end

    editor:put(editor:find('bend 😀'), 'bend')
    editor:keys(':Qmark new-question What is a hitch?<CR>')
    local hitch = item('What is a hitch?', 'what-is-a-hitch.md')
    see('the new question', group(bend, hitch, loop))
    editor:wait('its answer', function() return editor:lua('return vim.fn.bufwinid(...)', path('content/what-is-a-hitch.md')) ~= -1 end)
    editor:command('wall | only')

    editor:put(editor:find('question: What is a hitch'), 'hitch')
    rename(editor, 'What does a hitch hold?', false)
    hitch = item('What does a hitch hold?', 'what-is-a-hitch.md')
    see('its name', group(bend, hitch, loop))

    editor:put(editor:find('answer: loop'), 'loop')
    editor:keys('ciwlop<Esc>')
    editor:only_finding('missing-answer')
    editor:choose('Write `loop.md`')
    see('the answer', group(bend, hitch, loop))
    editor:no_findings()

    editor:command('wall')
    same(read(path('knots.md')), group(bend, hitch, loop), 'the group on disk')
    same(read(path('content/what-is-a-hitch.md')), '# What is a hitch?\n\nWrite the answer here.\n', 'the new answer')
    same(read(path('content/bend.md')), 'It joins two ropes.\n', 'an answer')
    same(read(path('content/loop.md')), 'It holds a thing. See [the bend](bend.md).\n', 'the other answer')
  end)
end

return steps
