-- What the server's features look like in Neovim: findings, completion, definition, hover, renaming, fixes, settings.
local bank = require('bank')
local visit, read, write, exists = bank.visit, bank.read, bank.write, bank.exists
local with, line_of, same, say, GROUP = bank.with, bank.line_of, bank.same, bank.say, bank.GROUP

local steps = {}

function steps.attaches_at_the_root_of_the_bank()
  visit('content', function(editor, root)
    local client = editor:open(GROUP)
    same(client.root, root, 'the root')
    -- What follows about deleted files is the server's own watching.
    same(client.watches_files, false, 'Neovim watches files')
    local first = editor:buffer()
    editor:open('git/git.md')
    assert(editor:buffer() ~= first)
    same(editor:lua('return vim.tbl_count((vim.lsp.get_clients or vim.lsp.get_active_clients)())'), 1, 'clients')
  end)
end

function steps.a_finding_has_its_code_its_range_and_its_underline()
  visit('content', function(editor, root)
    local text = read(root .. '/' .. GROUP)
    local number = line_of(text, 'answer: sql-or-nosql.md')
    editor:open(GROUP)
    editor:put(number, 'sql-or-nosql.md')
    editor:keys('Cnowhere.md<Esc>')
    local finding = editor:only_finding('missing-answer')
    same({ finding.line, finding.first, finding.last_line, finding.last }, { number - 1, 12, number - 1, 22 }, 'the range')
    same({ finding.text, finding.severity, finding.source }, { 'nowhere.md', 1, 'qmark' }, 'the finding')
    assert(finding.message:find('nowhere.md', 1, true), finding.message)
    editor:wait('the underline', function()
      local seen = editor:findings()[1]
      return seen and seen.underline == 'DiagnosticUnderlineError'
    end)
    editor:keys('u')
    editor:no_findings()
  end)
end

local function complete_topic(typed)
  visit('content', function(editor, root)
    local text = read(root .. '/' .. GROUP)
    editor:open(GROUP)
    editor:put(line_of(text, "- 'Databases'"), '-')
    editor:keys('o' .. typed .. '<C-x><C-o>')
    local menu = editor:wait('the menu', function() return editor:menu() end)
    same(menu, { 'Caching' }, 'the menu')
    editor:keys('<C-n><C-y><Esc>')
    local line = "      - 'Databases'\n"
    local expected = with(text, line, line .. "      - 'Caching'\n")
    editor:wait('the topic', function() return editor:text() == expected end)
    editor:command('write')
    same(read(root .. '/' .. GROUP), expected, 'the bytes on disk')
    editor:no_findings()
  end)
end

function steps.a_topic_completes() complete_topic('- Cach') end
function steps.a_topic_completes_behind_its_quote() complete_topic("- 'Cach") end

function steps.a_topic_completes_before_its_closing_quote()
  visit('content', function(editor, root)
    local text = read(root .. '/' .. GROUP)
    editor:open(GROUP)
    editor:put(line_of(text, "- 'Databases'"), 'Databases')
    editor:keys("ct'Cach<C-x><C-o>")
    editor:wait('the menu', function() return editor:menu() end)
    editor:keys('<C-n><C-y><Esc>')
    local expected = with(text, "- 'Databases'", "- 'Caching'")
    editor:wait('the topic in its quotes', function() return editor:text() == expected end)
  end)
end

function steps.an_answer_file_completes()
  visit('content', function(editor, root)
    local text = read(root .. '/' .. GROUP)
    write(root .. '/backend/content/written-yesterday.md', 'Nobody cites this answer yet.\n')
    local number = line_of(text, 'answer: sql-or-nosql.md')
    editor:open(GROUP)
    editor:put(number, 'sql-or-nosql.md')
    editor:keys('C<C-x><C-o>')
    local menu = editor:wait('the menu', function() return editor:menu() end)
    -- Those that nobody cites come first: this one, and the question's own, which it has just lost.
    same({ menu[1], menu[2] }, { 'sql-or-nosql.md', 'written-yesterday.md' }, 'what comes first')
    editor:keys('<C-n><C-n><C-y><Esc>')
    local expected = with(text, 'sql-or-nosql.md', 'written-yesterday.md')
    editor:wait('the file name', function() return editor:text() == expected end)
  end)
end

-- Completes a whole question at the end of a group, fills in its places, and compares the bytes. `before` is the last
-- line of the question that is the last one, with the line break of the file behind it.
local function complete_question(name, before, topic)
  visit(name == GROUP and 'content' or 'broken', function(editor, root)
    local text = read(root .. '/' .. name)
    local eol = before:match('\r?\n$')
    editor:open(name)
    editor:put(line_of(text, before .. '---'), '-')
    editor:keys('o<C-u>  <C-x><C-o>')
    same(editor:wait('the menu', function() return editor:menu() end), { 'new question' }, 'the menu')
    editor:keys('<C-n><C-y>')
    editor:wait('the question', function() return editor:text():find('\n  %- question: \r?\n') end)
    -- Neovim that knows snippets goes from place to place by itself.
    local knows = vim.fn.has('nvim-0.11') == 1
    -- An older one has the level written, to be changed by hand.
    local answer, first_topic = knows and '<Tab>' or '<Down><End>', knows and '<Tab>' or "<Esc>jjci'"
    editor:keys('Why?' .. answer .. 'Because.' .. first_topic)
    -- There is a level to type over, which Neovim selects a moment later.
    if knows then editor:wait('the selected level', function() return editor:mode() == 's' end) end
    editor:keys(topic .. '<Esc>')
    local added = { '  - question: Why?', '    answer: Because.', '    topics:', "      - '" .. topic .. "'", '' }
    local expected = with(text, before .. '---', before .. table.concat(added, eol) .. '---')
    editor:wait('all that was filled in', function() return editor:text() == expected end)
    editor:command('write')
    same(read(root .. '/' .. name), expected, 'the bytes on disk')
  end)
end

function steps.a_whole_question_completes()
  complete_question(GROUP, "      - 'Reliability'\n", 'Databases')
end

function steps.a_whole_question_completes_between_lines_with_crlf()
  complete_question('databases/databases.md', "      - 'SQL'\r\n", 'SQL')
end

-- However 'completeopt' is set, nothing is typed before an item is chosen, and choosing it expands it. Before 0.12 a
-- buffer has no 'completeopt' of its own.
function steps.a_question_completes_however_completeopt_is_set()
  if not vim.api.nvim_get_option_info('completeopt').global_local then return end
  for _, value in ipairs { 'menu,popup', 'menu,preview', 'menu', '', 'menuone,noinsert', 'menu,popup,fuzzy', 'menu,longest', 'menuone,noselect' } do
    visit('content', function(editor, root)
      local text = read(root .. '/' .. GROUP)
      editor:lua('vim.o.completeopt = ...', value)
      editor:open(GROUP)
      editor:put(line_of(text, "      - 'Reliability'\n---"), '-')
      editor:keys('o<C-u>  <C-x><C-o>')
      same(editor:wait('the menu', function() return editor:menu() end), { 'new question' }, 'the menu with ' .. value)
      same(editor:lua('return vim.api.nvim_get_current_line()'), '  ', 'what is typed with ' .. value)
      local selects = value:find('noselect') or value:find('longest')
      editor:keys((selects and '<C-n>' or '') .. '<C-y>')
      editor:wait('the question with ' .. value, function() return editor:text():find('\n  %- question: \r?\n') end)
      same(editor:lua('return vim.go.completeopt'), value, 'the user\'s option')
    end)
  end
end

function steps.the_answers_are_listed_when_a_snippet_comes_to_them()
  if vim.fn.has('nvim-0.11') == 0 then return end
  visit('content', function(editor, root)
    local text = read(root .. '/' .. GROUP)
    write(root .. '/backend/content/written-yesterday.md', 'Nobody cites this answer yet.\n')
    editor:open(GROUP)
    editor:put(line_of(text, "      - 'Reliability'\n---"), '-')
    editor:keys('o<C-u>  <C-x><C-o>')
    editor:wait('the menu', function() return editor:menu() end)
    editor:keys('<C-n><C-y>')
    editor:wait('the question', function() return editor:text():find('\n  %- question: \n') end)
    editor:keys('Why?')
    editor:wait('its text', function() return editor:text():find('question: Why?\n', 1, true) end)
    same(editor:menu(), nil, 'the menu at the question')
    editor:keys('<Tab>')
    local menu = editor:wait('the answers', function() return editor:menu() end)
    same(menu[1], 'written-yesterday.md', 'what comes first')
    editor:keys('<C-n><C-y>')
    editor:wait('the answer', function() return editor:text():find('answer: written-yesterday.md\n', 1, true) end)
  end)
end

-- Neovim asks for this from 0.12 on.
function steps.a_list_goes_on_and_ends_as_enter_is_typed()
  if not vim.lsp.on_type_formatting then return end
  visit('content', function(editor, root)
    local text = read(root .. '/' .. GROUP)
    editor:open(GROUP)
    local number = line_of(text, "      - 'Reliability'\n---")
    editor:put(number, '-')
    editor:keys('A<CR>')
    local function line() return editor:lua('return vim.api.nvim_get_current_line()') end
    editor:wait('the hyphen', function() return line() == '      - ' end)
    editor:keys("'SQL'<CR>")
    local expected = with(text, "      - 'Reliability'\n---", "      - 'Reliability'\n      - 'SQL'\n      - \n---")
    editor:wait('the next hyphen', function() return editor:text() == expected end)
    editor:keys('<CR>')
    editor:wait('the end of the list', function() return editor:text() == with(expected, '      - \n---', '  \n---') end)
    editor:keys('x')
    editor:wait('the cursor there', function() return line() == '  x' end)
  end)
end

function steps.definition_opens_the_answer()
  visit('content', function(editor, root)
    local text = read(root .. '/' .. GROUP)
    local answer = root .. '/backend/content/sql-or-nosql.md'
    editor:open(GROUP)
    for _, part in ipairs { 'sql-or-nosql.md', 'SQL and NoSQL' } do
      editor:put(line_of(text, part), part)
      editor:keys('gd')
      editor:wait('the answer of ' .. part, function() return editor:buffer() == answer end)
      same(editor:text(), read(answer), 'the answer')
      editor:keys('<C-o>')
      editor:wait('the group', function() return editor:buffer() == root .. '/' .. GROUP end)
    end
  end)
end

function steps.hover_tells_of_the_answer()
  visit('content', function(editor, root)
    local text = read(root .. '/' .. GROUP)
    editor:open(GROUP)
    editor:put(line_of(text, 'answer: sql-or-nosql.md'), 'sql-or-nosql.md')
    editor:keys('K')
    local float = editor:wait('the hover', function() return editor:float() end)
    local opening = read(root .. '/backend/content/sql-or-nosql.md'):match('^%w+ %w+')
    assert(float:find(opening, 1, true), 'the hover lacks the answer\'s opening, ' .. opening .. ':\n' .. float)
  end)
end

function steps.a_file_deleted_outside_is_missed_until_it_is_back()
  visit('content', function(editor, root)
    local answer = root .. '/backend/content/sql-or-nosql.md'
    local kept = read(answer)
    editor:open(GROUP)
    same(editor:findings(), {}, 'the findings before')
    assert(os.remove(answer))
    local finding, took = editor:only_finding('missing-answer')
    same(finding.text, 'sql-or-nosql.md', 'the range')
    say(('  missed after %d ms'):format(took))
    write(answer, kept)
    took = select(2, editor:no_findings())
    say(('  found again after %d ms'):format(took))
  end)
end

function steps.broken_yaml_costs_one_question()
  visit('content', function(editor, root)
    local text = read(root .. '/' .. GROUP)
    local first = line_of(text, 'question: How do SQL and NoSQL databases differ?')
    local following = line_of(text, 'question: What makes an API RESTful?')
    editor:open(GROUP)
    editor:put(first, 'How')
    editor:keys('i"<Esc>')
    local findings = editor:wait('findings', function()
      local findings = editor:findings()
      return #findings > 0 and findings
    end)
    same(#findings, 1, 'the number of findings of ' .. vim.inspect(findings))
    same(findings[1].code, 'invalid-yaml', 'the code')
    assert(findings[1].line >= first - 1 and findings[1].line < following - 1, 'it stands at another question')
    -- The others still work.
    editor:put(following, 'RESTful')
    editor:keys('gd')
    local answer = root .. '/backend/content/rest-principles.md'
    editor:wait('the next answer', function() return editor:buffer() == answer end)
  end)
end

function steps.a_topic_is_renamed_in_every_group()
  visit('content', function(editor, root)
    local group, other = root .. '/' .. GROUP, root .. '/git/git.md'
    local before, elsewhere = read(group), read(other)
    write(other, with(elsewhere, 'topics:\n', "topics:\n      - 'Databases'\n"))
    editor:open(GROUP)
    editor:put(line_of(before, "- 'Databases'"), 'Databases')
    editor:lua([[vim.lsp.buf.rename("Data: stores")]])
    local expected = before:gsub("%- 'Databases'", "- 'Data: stores'")
    editor:wait('the new name', function() return editor:text() == expected end)
    editor:command('wall')
    same(read(group), expected, 'the group on disk')
    same(read(other), with(elsewhere, 'topics:\n', "topics:\n      - 'Data: stores'\n"), 'the other group on disk')
    -- One undo takes it back here.
    editor:keys('u')
    editor:wait('the old name', function() return editor:text() == before end)
  end)
end

function steps.an_answer_is_renamed_with_its_citation()
  visit('content', function(editor, root)
    local before = read(root .. '/' .. GROUP)
    local folder = root .. '/backend/content/'
    local answer = read(folder .. 'sql-or-nosql.md')
    editor:open(GROUP)
    editor:put(line_of(before, 'sql-or-nosql.md'), 'sql-or-nosql.md')
    editor:lua([[vim.lsp.buf.rename('which-database')]])
    local expected = with(before, 'sql-or-nosql.md', 'which-database.md')
    editor:wait('the new citation', function() return editor:text() == expected end)
    editor:command('wall')
    same({ exists(folder .. 'sql-or-nosql.md'), read(folder .. 'which-database.md') }, { false, answer }, 'the files')
    editor:no_findings()
  end)
end

function steps.a_name_that_is_taken_is_refused()
  visit('content', function(editor, root)
    local before = read(root .. '/' .. GROUP)
    editor:open(GROUP)
    editor:put(line_of(before, 'sql-or-nosql.md'), 'sql-or-nosql.md')
    editor:lua([[vim.lsp.buf.rename('rest-principles.md')]])
    editor:wait('the reason', function()
      local said = editor:lua('return vim.api.nvim_exec("messages", true)')
      return said:find('rest-principles.md', 1, true)
    end)
    same(editor:text(), before, 'the text')
  end)
end

function steps.a_missing_answer_is_created()
  visit('content', function(editor, root)
    local answer = root .. '/backend/content/sql-or-nosql.md'
    local text = read(root .. '/' .. GROUP)
    editor:open(GROUP)
    assert(os.remove(answer))
    editor:only_finding('missing-answer')
    editor:put(line_of(text, 'sql-or-nosql.md'), 'sql-or-nosql.md')
    editor:choose('Create `content/sql-or-nosql.md`')
    editor:wait('the new file', function() return editor:lua('return vim.fn.bufloaded(...)', answer) == 1 end)
    editor:command('wall')
    assert(read(answer):find('How do SQL and NoSQL databases differ?', 1, true), 'it lacks its question')
    editor:command('edit ' .. GROUP)
    editor:wait('the finding gone', function()
      return #vim.tbl_filter(function(it) return it.code == 'missing-answer' end, editor:findings()) == 0
    end)
  end)
end

function steps.an_orphan_is_listed()
  visit('content', function(editor, root)
    local orphan = root .. '/backend/content/what-is-idempotence.md'
    write(orphan, '# What is idempotence?\n\nThat doing it twice is doing it once.\n')
    local before = read(root .. '/' .. GROUP)
    editor:open('backend/content/what-is-idempotence.md')
    editor:only_finding('orphan-answer')
    editor:choose('Add it to `backend.md` as “What is idempotence?” (`Beginner`, `Databases`)')
    editor:wait('no orphan', function() return #editor:findings() == 0 end)
    editor:command('wall')
    local after = read(root .. '/' .. GROUP)
    assert(after:find("question: What is idempotence?\n    answer: what-is-idempotence.md\n", 1, true), after)
    same(#after > #before, true, 'something was added')
  end)
end

function steps.a_question_is_found_by_its_words()
  visit('content', function(editor, root)
    local number = line_of(read(root .. '/' .. GROUP), 'How do SQL and NoSQL')
    editor:open('git/git.md')
    editor:lua([[vim.lsp.buf.workspace_symbol('nosql differ')]])
    local list = editor:wait('the list', function()
      local list = editor:listed()
      return #list > 0 and list
    end)
    same({ list[1][1], list[1][2] }, { root .. '/' .. GROUP, number }, 'the best')
  end)
end

function steps.uses_of_a_topic_are_listed()
  visit('content', function(editor, root)
    local text = read(root .. '/' .. GROUP)
    local uses = select(2, text:gsub("%- 'Databases'", ''))
    editor:open(GROUP)
    editor:put(line_of(text, "- 'Databases'"), 'Databases')
    editor:lua([[vim.lsp.buf.references()]])
    editor:wait('all uses', function() return #editor:listed() == uses end)
  end)
end

-- Sets the plugin up, as a person may do again at any time.
local function set(editor, settings)
  editor:lua([[require('qmark').setup { cmd = { vim.env.QMARK, 'server' }, settings = ... }]], settings)
end

function steps.settings_count_at_once()
  visit('content', function(editor)
    local function severity(name)
      return function()
        local finding = editor:findings()[1]
        return finding and finding.code == 'wrong-type' and finding.severity == vim.diagnostic.severity[name]
      end
    end
    set(editor, { rules = { ['wrong-type'] = 'hint' } })
    editor:open(GROUP)
    editor:put(line_of(editor:text(), 'isNew: true'), 'true')
    editor:keys('Cmaybe<Esc>')
    editor:wait('a hint', severity('HINT'))
    set(editor, { rules = { ['wrong-type'] = 'warning' } })
    editor:wait('a warning', severity('WARN'))
    set(editor, { rules = { ['wrong-type'] = 'off' } })
    editor:no_findings()
    set(editor, {})
    editor:wait('the error that it is', severity('ERROR'))
    -- They hold on, for servers to come and for files.
    set(editor, { rules = { ['wrong-type'] = 'warning' } })
    editor:open('git/git.md')
    same(editor:lua('return vim.tbl_count((vim.lsp.get_clients or vim.lsp.get_active_clients)())'), 1, 'servers')
    editor:command('buffer ' .. GROUP)
    local before = editor:server()
    editor:keys(':Qmark restart<CR>')
    editor:wait('another server', function() return editor:server() ~= before and editor:client() end)
    editor:wait('its warning', severity('WARN'))
  end)
end

function steps.the_configuration_is_checked()
  visit('content', function(editor)
    editor:open('qmark.yaml')
    editor:keys('Goauthorz: []<Esc>')
    same(editor:only_finding('unknown-key').text, 'authorz', 'the range')
  end)
end

-- The findings that `qmark check` prints for one file of a bank, in the form of editor.lua.
local function checked(root, path)
  local printed = vim.fn.system { vim.env.QMARK, 'check', '--format', 'json', root }
  local lines = vim.split(read(root .. '/' .. path), '\r?\n')
  local findings = {}
  for _, it in ipairs(vim.fn.json_decode(printed).findings) do
    if it.path == path then
      local function column(at) return vim.str_byteindex(lines[at.line] or '', at.column - 1) end
      local from, to = it.range.start, it.range['end']
      table.insert(findings, { it.code, from.line - 1, column(from), to.line - 1, column(to), it.message })
    end
  end
  return findings
end

function steps.the_editor_shows_what_check_prints()
  visit('broken', function(editor, root)
    -- The second has CRLF line breaks.
    for _, path in ipairs { 'python/python.md', 'databases/databases.md', 'transport/transport.md', 'web/web.md' } do
      local expected = checked(root, path)
      assert(#expected > 0, 'check finds nothing in ' .. path)
      editor:open(path)
      local seen
      local function agree()
        seen = vim.tbl_map(function(it)
          return { it.code, it.line, it.first, it.last_line, it.last, it.message }
        end, editor:findings())
        local function by_place(a, b) return vim.inspect(a) < vim.inspect(b) end
        table.sort(seen, by_place)
        table.sort(expected, by_place)
        return vim.deep_equal(seen, expected)
      end
      local agreed, failure = pcall(editor.wait, editor, 'the findings of check', agree)
      if not agreed then same(seen, expected, path .. ': ' .. failure) end
    end
  end)
end

-- The root that a file's bank is found to have.
local function root_of(editor, path)
  editor:lua([[
    found_root = nil
    local buf = vim.fn.bufadd(...)
    vim.fn.bufload(buf)
    require('qmark.root').find(buf, require('qmark').command(), nil, function(root) found_root = root end)]], path)
  return editor:wait('the root of ' .. path, function() return editor:lua('return found_root') end)
end

function steps.the_root_is_found()
  visit('content', function(editor, bank)
    local function root(path) return root_of(editor, bank .. '/' .. path) end
    vim.fn.mkdir(bank .. '/loose/tree', 'p')
    write(bank .. '/loose/tree/tree.md', '---\nquestions:\n  - question: What?\n    answer: So.\n---\n')
    same(root('backend/content/sql-or-nosql.md'), bank, 'by qmark.yaml')
    same(root('qmark.yaml'), bank, 'of qmark.yaml')
    assert(os.remove(bank .. '/qmark.yaml'))
    same(root(GROUP), bank, 'above the group')
    same(root('backend/content/sql-or-nosql.md'), bank, "above the answer's group")
    same(root('backend/content/not-yet.md'), bank, 'of a new answer')
    same(root('loose/tree/tree.md'), bank .. '/loose', 'above another group')
    vim.fn.mkdir(bank .. '/.git')
    same(root('loose/tree/tree.md'), bank, 'by .git')
  end)
end

return steps
