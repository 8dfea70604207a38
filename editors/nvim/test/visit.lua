-- A short visit to qmark in Neovim, for editors/try without a terminal: goes through a bank with a few faults as a
-- person would, and prints what the editor showed. From the environment:
--   QMARK   the server's binary
--   BANK    a temporary copy of content/; it is changed
-- The exit code is 1 when something is not seen.
local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
package.path = here .. '/?.lua;' .. package.path
local Editor = require('editor')

local GROUP = 'backend/backend.md'

local function say(text) io.stdout:write(text .. '\n') io.stdout:flush() end
local function show(title, text) say('\n' .. title .. '\n  ' .. text:gsub('\n+$', ''):gsub('\n', '\n  ')) end

-- Faults that such banks have had: an answer file that was never committed, a topic misspelt, a quote not closed.
local function break_bank(root)
  local lines = vim.fn.readfile(root .. '/' .. GROUP)
  local function replace(old, new)
    for number, line in ipairs(lines) do
      if line:find(old, 1, true) then
        lines[number] = line:gsub(vim.pesc(old), new)
        return
      end
    end
    error('the bank has changed, there is no ' .. old)
  end
  assert(os.remove(root .. '/backend/content/rest-principles.md'))
  replace("- 'Databases'", "- 'Databses'")
  replace('question: How does a web application remember', 'question: "How does a web application remember')
  vim.fn.writefile(lines, root .. '/' .. GROUP)
end

local function show_findings(editor)
  local findings = editor:wait('three findings', function()
    local findings, codes = editor:findings(), {}
    for _, it in ipairs(findings) do codes[it.code] = true end
    return codes['missing-answer'] and codes['near-topic'] and codes['invalid-yaml'] and findings
  end)
  local lines = vim.tbl_map(function(it)
    return ('%d:%d %s: %s\n    underlined: %s'):format(it.line + 1, it.first + 1, it.code, it.message, vim.trim(it.text))
  end, findings)
  show('Findings in ' .. GROUP, table.concat(lines, '\n'))
  return findings
end

local function show_definition(editor, root)
  editor:put(editor:find('answer: sql-or-nosql.md'), 'sql-or')
  editor:keys('gd')
  local answer = root .. '/backend/content/sql-or-nosql.md'
  editor:wait('the answer', function() return editor:buffer() == answer end)
  show('gd on `answer: sql-or-nosql.md` opened backend/content/sql-or-nosql.md', editor:line(1))
  editor:keys('<C-o>')
  editor:wait('the group', function() return editor:buffer() == root .. '/' .. GROUP end)
end

local function show_hover(editor)
  editor:put(editor:find('answer: sql-or-nosql.md'), 'sql-or')
  editor:keys('K')
  show('K on it', editor:wait('the hover', function() return editor:float() end))
end

local function show_completion(editor)
  editor:put(editor:find("- 'Databses'"), '-')
  editor:keys("o- 'Ca<C-x><C-o>")
  local menu = editor:wait('the menu', function() return editor:menu() end)
  show("<C-x><C-o> behind `- 'Ca` in topics", table.concat(menu, '\n'))
  editor:keys('<C-n><C-y><Esc>')
  local line = editor:wait('the topic', function()
    local line = editor:lua('return vim.api.nvim_get_current_line()')
    return line:find(menu[1], 1, true) and line
  end)
  show('<C-n><C-y> made of it', line)
end

local function visit()
  local root = vim.loop.fs_realpath(vim.env.BANK)
  break_bank(root)
  local editor = Editor.start(here .. '/../try.lua', { cwd = root, env = { QMARK = vim.env.QMARK } })
  local passed, failure = pcall(function()
    editor:open(GROUP)
    show_findings(editor)
    show_definition(editor, root)
    show_hover(editor)
    show_completion(editor)
  end)
  if not passed then
    editor:kill()
    error(failure, 0)
  end
  editor:leave()
end

local version = vim.version()
say(('Neovim %d.%d.%d with %s'):format(version.major, version.minor, version.patch, vim.env.QMARK))
local passed, failure = pcall(visit)
if not passed then say('\nFAILED: ' .. tostring(failure)) end
vim.cmd(passed and 'qall!' or 'cquit')
