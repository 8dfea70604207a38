-- What the author is asked or led to: a rename that merges, a move to any group, the list of findings.
local bank = require('bank')
local visit, read, write, line_of, same, GROUP = bank.visit, bank.read, bank.write, bank.line_of, bank.same, bank.GROUP

local steps = {}

-- Keeps the words of every question that Neovim lets the author answer by a number.
local NOTE_QUESTIONS = [[
  asked = {}
  local ask = vim.fn.inputlist
  vim.fn.inputlist = function(lines)
    table.insert(asked, table.concat(lines, '\n'))
    return ask(lines)
  end]]

function steps.a_rename_that_merges_two_topics_asks_first()
  visit('content', function(editor, root)
    local before = read(root .. '/' .. GROUP)
    local function uses(topic) return select(2, before:gsub("%- '" .. topic .. "'", '')) end
    editor:open(GROUP)
    editor:lua(NOTE_QUESTIONS)
    editor:put(line_of(before, "- 'Databases'"), 'Databases')
    -- The author says no.
    editor:lua([[vim.lsp.buf.rename('Caching')]])
    editor:prompt('2<CR>')
    local question = editor:wait('the question', function() return editor:lua('return asked[1]') end)
    for _, part in ipairs { '`Databases`', '`Caching`', tostring(uses('Databases')), tostring(uses('Caching')) } do
      assert(question:find(part, 1, true), 'the question lacks ' .. part .. ': ' .. question)
    end
    same(editor:text(), before, 'the text after a no')
    -- The author says yes.
    editor:lua([[vim.lsp.buf.rename('Caching')]])
    editor:prompt('1<CR>')
    local expected = before:gsub("%- 'Databases'", "- 'Caching'")
    editor:wait('one topic', function() return editor:text() == expected end)
    same(editor:lua('return #asked'), 2, 'questions')
    -- A name that is free is not asked about.
    editor:lua([[vim.lsp.buf.rename('Stores')]])
    local free = expected:gsub("%- 'Caching'", "- 'Stores'")
    editor:wait('the free name', function() return editor:text() == free end)
    same(editor:lua('return #asked'), 2, 'questions')
  end)
end

-- A question that moves takes its number along, and so its anchor: links from elsewhere may name the old one.
function steps.an_action_that_renames_an_anchor_asks_first()
  visit('content', function(editor, root)
    local name = 'doors/all.md'
    local function document(first, second)
      local asked = '\n### %d. What is a %s?\n\nA part of a door 😀.\n'
      local all = { asked:format(1, first), asked:format(2, second), asked:format(3, 'bolt'), asked:format(4, 'bell') }
      return '# Interview questions on doors\n' .. table.concat(all)
    end
    vim.fn.mkdir(root .. '/doors', 'p')
    write(root .. '/' .. name, document('lock', 'key'))
    editor:open(name)
    editor:lua(NOTE_QUESTIONS)
    local function move(answer)
      editor:put(editor:find('What is a lock'), 'What')
      editor:choose('Move the question down')
      editor:prompt(answer)
    end
    move('2<CR>')
    local question = editor:wait('the question', function() return editor:lua('return asked[1]') end)
    for _, part in ipairs { 'Move the question down: ', '`#1-what-is-a-lock` becomes `#2-what-is-a-lock`', 'Apply' } do
      assert(question:find(part, 1, true), 'the question lacks ' .. part .. ': ' .. question)
    end
    same(editor:text(), document('lock', 'key'), 'the text after a no')
    move('1<CR>')
    editor:wait('the question below the next one', function() return editor:text() == document('key', 'lock') end)
    same(editor:lua('return #asked'), 2, 'questions')
  end)
end

function steps.questions_move_to_a_group_of_the_authors_choice()
  visit('content', function(editor, root)
    -- More groups than are offered by name.
    local last = 'z20/z20.md'
    for number = 1, 20 do
      local name = ('z%02d'):format(number)
      vim.fn.mkdir(root .. '/' .. name, 'p')
      write(('%s/%s/%s.md'):format(root, name, name), '---\nquestions:\n  - question: What is ' .. name .. '?\n    answer: A group.\n---\n')
    end
    local question = 'question: How do SQL and NoSQL databases differ?'
    editor:open(GROUP)
    editor:put(editor:find(question), 'question')
    editor:select(1)
    editor:choose('Move the question to another group…', last)
    editor:wait('the question in the other group', function()
      editor:command('silent! wall')
      return read(root .. '/' .. last):find(question, 1, true)
    end)
    same(read(root .. '/' .. GROUP):find(question, 1, true), nil, 'the question in its old group')
    same({ bank.exists(root .. '/backend/content/sql-or-nosql.md'), bank.exists(root .. '/z20/content/sql-or-nosql.md') }, { false, true }, 'the answer')
    local groups = editor:lua('return offered_last')
    same(#groups, 21, 'the groups: all but its own')
  end)
end

function steps.a_question_of_a_document_moves_to_a_section_of_the_authors_choice()
  visit('content', function(editor, root)
    local name = 'cables/all.md'
    local function part(heading, names)
      local asked = vim.tbl_map(function(it) return '### What is a ' .. it .. '?\n\nA part of a cable 😀.\n\n' end, names)
      return '## ' .. heading .. '\n\n' .. table.concat(asked)
    end
    local function document(plugs, fuses)
      local rows = { '- [What is a plug?](#what-is-a-plug)', '- [What is a fuse?](#what-is-a-fuse)' }
      local text = '# Interview questions on wires\n\n' .. table.concat(rows, '\n') .. '\n\n' .. part('Plugs', plugs) .. part('Fuses', fuses)
      return vim.trim(text) .. '\n'
    end
    vim.fn.mkdir(root .. '/cables', 'p')
    write(root .. '/' .. name, document({ 'plug', 'socket', 'pin', 'plate' }, { 'fuse', 'breaker', 'relay' }))
    editor:open(name)
    editor:put(editor:find('What is a pin'), 'What')
    editor:choose('Move the question to another section or file…', name .. '#fuses')
    local after = document({ 'plug', 'socket', 'plate' }, { 'fuse', 'breaker', 'relay', 'pin' })
    editor:wait('the question in the other section', function() return editor:text() == after end)
  end)
end

function steps.the_questions_of_a_file_come_into_one_of_the_authors_choice()
  visit('content', function(editor, root)
    local function group(name, questions)
      vim.fn.mkdir(root .. '/' .. name, 'p')
      write(('%s/%s/%s.md'):format(root, name, name), '---\nquestions:\n' .. questions .. '---\n')
    end
    local old = '  - question: What is old?\n    answer: A group.\n    topics: []\n'
    local new = '  - question: What is newer?\n    answer: Another one.\n    topics: []\n'
    group('old', old)
    group('new', old .. new)
    editor:open('new/new.md')
    editor:put(1, '---')
    editor:choose('Import the questions of this file into…', 'old/old.md')
    -- One of them is there already, and is left out.
    editor:prompt('1<CR>')
    editor:wait('the question in the other group', function()
      editor:command('silent! wall')
      return read(root .. '/old/old.md'):find('What is newer?', 1, true)
    end)
    same(read(root .. '/old/old.md'), '---\nquestions:\n' .. old .. new .. '---\n', 'the group')
    same(read(root .. '/new/new.md'), '---\nquestions:\n' .. old .. new .. '---\n', 'the file of the questions')
  end)
end

function steps.the_lens_of_several_findings_opens_their_list()
  visit('content', function(editor)
    editor:lua([[require('qmark').setup { cmd = { vim.env.QMARK, 'server' }, codelens = true }]])
    editor:open(GROUP)
    for _, name in ipairs { 'sql-or-nosql.md', 'rest-principles.md' } do
      editor:put(editor:find(name), name)
      editor:keys('Cnowhere-' .. name .. '<Esc>')
    end
    editor:wait('two findings', function() return #editor:findings() == 2 end)
    editor:keys('gg')
    editor:wait('their lens', function() return editor:virtual():find('2 errors', 1, true) end)
    editor:lua([[
      vim.ui.select = function(items, options, on_choice)
        for place, item in ipairs(items) do
          if options.format_item(item):find('2 errors', 1, true) then return on_choice(item, place) end
        end
        on_choice(nil)
      end]])
    editor:run_lens()
    editor:wait('the list', function() return editor:lua([[return vim.bo.buftype == 'quickfix']]) end)
    local listed = editor:lua([[return vim.tbl_map(function(it) return it.text end, vim.fn.getloclist(0))]])
    same(#listed, 2, 'entries of ' .. vim.inspect(listed))
    assert(listed[1]:find('nowhere-', 1, true), listed[1])
  end)
end

return steps
