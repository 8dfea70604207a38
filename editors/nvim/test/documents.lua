-- A document with questions in Neovim: outline, the contents, hover, findings.
local bank = require('bank')
local visit, same = bank.visit, bank.same

local FILE = 'testing.md'
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

return steps
