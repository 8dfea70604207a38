-- A document with questions in Neovim: outline, the contents, hover, findings; and without a configuration, where the
-- program alone says whether there is a bank.
local bank = require('bank')
local visit, silent, same, write, read = bank.visit, bank.visit_in_silence, bank.same, bank.write, bank.read
local with = bank.with

local FILE = 'testing.md'
local QUIZ = 'http-quiz.md'
local ROW = '| 3 | ['
local HEADING = '### 3. Why should tests'

local steps = {}

local function line(editor) return editor:lua('return vim.api.nvim_win_get_cursor(0)[1]') end

function steps.a_document_has_an_outline()
  visit('documents', function(editor)
    editor:open(FILE)
    local number = editor:find(HEADING)
    editor:lua('vim.lsp.buf.document_symbol()')
    editor:wait('the question in the outline', function()
      for _, entry in ipairs(editor:listed()) do
        if entry[2] == number and entry[3]:find('Why should tests', 1, true) then return true end
      end
    end)
  end)
end

function steps.the_contents_lead_to_the_question_and_back()
  visit('documents', function(editor)
    editor:open(FILE)
    local row, heading = editor:find(ROW), editor:find(HEADING)
    editor:put(row, 'should tests')
    editor:keys('gd')
    editor:wait('the question', function() return line(editor) == heading end)
    editor:keys('<C-o>')
    editor:wait('the row', function() return line(editor) == row end)
    editor:put(heading, 'should tests')
    editor:lua('vim.lsp.buf.references()')
    editor:wait('the row among the references', function()
      for _, entry in ipairs(editor:listed()) do
        if entry[2] == row then return true end
      end
    end)
  end)
end

function steps.hover_on_a_question_of_a_document_shows_its_answer()
  visit('documents', function(editor)
    editor:open(FILE)
    editor:put(editor:find(HEADING), 'should tests')
    editor:keys('K')
    local float = editor:wait('the hover', function() return editor:float() end)
    assert(float:find('Because then their order matters', 1, true), float)
  end)
end

function steps.a_row_that_is_gone_from_the_contents_is_missed()
  visit('documents', function(editor)
    editor:open(FILE)
    editor:put(editor:find(ROW), '3')
    editor:keys('dd')
    local finding = editor:only_finding('missing-from-contents')
    same(finding.line + 1, editor:find(HEADING), 'the line')
    editor:keys('u')
    editor:no_findings()
  end)
end

function steps.the_next_question_completes_in_the_form_of_the_document()
  visit('documents', function(editor, root)
    local text = read(root .. '/' .. FILE)
    editor:open(FILE)
    editor:keys('Go<CR><C-x><C-o>')
    same(editor:wait('the menu', function() return editor:menu() end), { 'new question' }, 'the menu')
    editor:keys('<C-n><C-y>')
    editor:wait('the question', function() return editor:text():find('### 13. New question?', 1, true) end)
    -- Neovim that knows snippets goes from place to place by itself.
    local knows = vim.fn.has('nvim-0.11') == 1
    if knows then editor:wait('the selected text', function() return editor:mode() == 's' end) end
    editor:keys((knows and 'Why?<Tab>' or '') .. 'Because.<Esc>')
    local asked = knows and 'Why?' or 'New question?'
    local expected = text .. '\n### 13. ' .. asked .. '\n\nBecause.\n'
    editor:wait('all that was filled in', function() return editor:text() == expected end)
    editor:command('write')
    same(read(root .. '/' .. FILE), expected, 'the bytes on disk')
  end)
end

-- Neovim asks for this from 0.12 on.
function steps.options_go_on_and_end_as_enter_is_typed()
  if not vim.lsp.on_type_formatting then return end
  visit('documents', function(editor, root)
    local text = read(root .. '/' .. QUIZ)
    local last = '- [x] 204\n- [ ] 400\n- [ ] 500\n'
    editor:open(QUIZ)
    editor:keys('GA<CR>')
    local function line() return editor:lua('return vim.api.nvim_get_current_line()') end
    editor:wait('the box', function() return line() == '- [ ] ' end)
    editor:keys('502<CR>')
    local expected = with(text, last, last .. '- [ ] 502\n- [ ] \n')
    editor:wait('the next box', function() return editor:text() == expected end)
    editor:keys('<CR>')
    expected = with(text, last, last .. '- [ ] 502\n\n')
    editor:wait('the end of the options', function() return editor:text() == expected end)
  end)
end

-- Nothing is seen for so long, in ms, once the program has answered; the steps that see something show that it would be.
local QUIET = 500

-- Makes the documents a folder without a configuration, with a page in it that asks nothing.
local function without_configuration(root)
  assert(os.remove(root .. '/qmark.yaml'))
  write(root .. '/notes.md', '# Notes\n\nNothing is asked here.\n')
end

local function settings(editor, infer)
  editor:lua([[require('qmark').setup { cmd = { vim.env.QMARK, 'server' }, settings = { infer = ... } }]], infer)
end

local function messages(editor) return editor:lua('return vim.api.nvim_exec("messages", true)') end

-- Opens a file and sees nothing of qmark.
local function sees_nothing(editor, path)
  editor:command('edit ' .. path)
  local function processes() return #vim.api.nvim_get_proc_children(editor.pid) end
  editor:wait('the answer of the program', function() return processes() == 0 end)
  vim.wait(QUIET, function() return false end)
  same(processes(), 0, 'the processes')
  same(editor:client(), nil, 'the client')
  same(messages(editor), '', 'the messages')
end

function steps.a_page_without_a_bank_starts_nothing()
  silent('documents', function(editor, root)
    without_configuration(root)
    assert(os.remove(root .. '/' .. FILE))
    sees_nothing(editor, 'notes.md')
  end)
end

function steps.without_inference_a_document_starts_nothing()
  silent('documents', function(editor, root)
    without_configuration(root)
    settings(editor, false)
    sees_nothing(editor, FILE)
  end)
end

function steps.a_document_is_found_once_it_may_be()
  visit('documents', function(editor, root)
    without_configuration(root)
    settings(editor, false)
    sees_nothing(editor, FILE)
    settings(editor, true)
    local client = editor:wait('the server', function() return editor:client() end)
    same(client.root, root, 'the root')
  end)
end

function steps.a_document_brings_the_pages_around_it()
  visit('documents', function(editor, root)
    without_configuration(root)
    sees_nothing(editor, 'notes.md')
    same(editor:open(FILE).root, root, 'the root')
    editor:command('buffer notes.md')
    editor:wait('the server for the page', function() return editor:client() end)
  end)
end

function steps.questions_that_are_written_start_the_server()
  visit('documents', function(editor, root)
    without_configuration(root)
    sees_nothing(editor, 'notes.md')
    editor:fill(read(root .. '/' .. FILE))
    editor:command('write')
    editor:wait('the server', function() return editor:client() end)
  end)
end

-- A list of questions with a gap in its numbers.
local function numbered()
  local lines = { '# Questions', '' }
  for number = 1, 12 do
    if number ~= 7 then table.insert(lines, ('%d. What is part %d for?'):format(number, number)) end
  end
  return table.concat(lines, '\n') .. '\n'
end

function steps.a_text_is_read_once_the_configuration_names_it()
  visit('documents', function(editor, root)
    write(root .. '/parts.txt', numbered())
    editor:open('parts.txt')
    same(editor:lua('return vim.bo.filetype'), 'text', 'the file type')
    editor:no_findings()
    write(root .. '/qmark.yaml', 'documents:\n  - {files: parts.txt}\n')
    editor:command('edit qmark.yaml')
    editor:command('write')
    editor:command('buffer parts.txt')
    editor:only_finding('number-gap')
    editor:lua('vim.lsp.buf.document_symbol()')
    editor:wait('the outline', function() return #editor:listed() >= 11 end)
  end)
end

function steps.a_text_outside_of_a_bank_starts_nothing()
  silent('documents', function(editor, root)
    without_configuration(root)
    write(root .. '/parts.txt', numbered())
    sees_nothing(editor, 'parts.txt')
  end)
end

function steps.a_document_can_be_said_to_be_none()
  visit('documents', function(editor, root)
    without_configuration(root)
    editor:open(FILE)
    editor:put(editor:find(ROW), '3')
    editor:keys('dd')
    editor:only_finding('missing-from-contents')
    editor:put(1, '#')
    editor:choose('This is not a question bank')
    editor:no_findings()
    editor:wait('the rule', function()
      return editor:lua([[
        local config = vim.fn.bufnr('qmark.yaml')
        return config > 0 and table.concat(vim.api.nvim_buf_get_lines(config, 0, -1, false)):find('shape: none', 1, true)]])
    end)
  end)
end

return steps
