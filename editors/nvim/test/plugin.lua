-- What the plugin brings of its own: help, health, lenses, hints, colours.
local bank = require('bank')
local visit, read, line_of, same, copy, GROUP = bank.visit, bank.read, bank.line_of, bank.same, bank.copy, bank.GROUP
local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')

local steps = {}

function steps.help_is_found_by_its_tags()
  visit('content', function(editor)
    editor:open(GROUP)
    for _, tag in ipairs { 'qmark', ':Qmark', 'qmark.setup()', 'qmark.rename_file()', 'qmark-health' } do
      editor:keys(':help ' .. tag .. '<CR>')
      editor:wait('the help of ' .. tag, function()
        return vim.endswith(editor:buffer(), 'doc/qmark.txt')
          and editor:lua('return vim.api.nvim_get_current_line()'):find('*' .. tag .. '*', 1, true)
      end)
      editor:keys(':helpclose<CR>')
    end
  end)
end

function steps.the_tags_are_those_of_the_help()
  local doc = vim.fn.tempname()
  vim.fn.mkdir(doc, 'p')
  vim.fn.writefile(vim.fn.readfile(here .. '/../doc/qmark.txt'), doc .. '/qmark.txt')
  vim.cmd('helptags ' .. doc)
  same(read(here .. '/../doc/tags'), read(doc .. '/tags'), 'editors/nvim/doc/tags, which `:helptags` makes')
end

function steps.paths_are_understood_on_every_system()
  local paths = require('qmark.paths')
  local unix, windows = false, true
  for _, case in ipairs {
    { '/bank/go/a.md', '/bank', unix, '/go/a.md' },
    { '/bank/go', '/bank/go/', unix, '' },
    { '/bank2/a.md', '/bank', unix, nil },
    { '/a.md', '/', unix, '/a.md' },
    { '/Bank/a.md', '/bank', unix, nil },
    { 'C:\\Bank\\go\\a.md', 'c:/bank', windows, '/go/a.md' },
    { 'C:\\bank\\', 'C:\\bank', windows, '' },
    { 'C:\\bank2\\a.md', 'C:\\bank', windows, nil },
    { '\\\\server\\share\\a.md', '//server/share/', windows, '/a.md' },
  } do
    local path, folder, system, inside = unpack(case, 1, 4)
    same(inside, paths.inside(path, folder, system), path .. ' in ' .. folder)
    same(inside ~= nil and inside ~= '', paths.is_below(path, folder, system), path .. ' below ' .. folder)
  end
  same('/bank', paths.bare('/bank//', unix), 'without separators')
  same('/a\\', paths.bare('/a\\', unix), 'a name with a backslash')
  same('C:\\bank', paths.bare('C:\\bank\\', windows), 'without separators')
  for path, is_name in pairs { ['a.md'] = true, ['x/a.md'] = false, ['x\\a.md'] = false, ['C:a.md'] = false } do
    same(is_name, paths.is_name(path, windows), path)
  end
  same(true, paths.is_name('x\\a.md', unix), 'a name with a backslash')
end

local function health(editor)
  editor:keys(':checkhealth qmark<CR>')
  return editor:wait('the report', function()
    local text = editor:text()
    return text:find('qmark', 1, true) and text:find('server', 1, true) and not text:find('Running healthchecks', 1, true) and text
  end)
end

function steps.health_tells_of_the_server_and_the_bank()
  visit('content', function(editor, root)
    editor:open(GROUP)
    local report = health(editor)
    for _, part in ipairs { vim.env.QMARK, 'Neovim 0.', 'root `' .. root .. '`', 'definition', 'questions in 2 groups' } do
      assert(report:find(part, 1, true), 'it lacks ' .. part .. ':\n' .. report)
    end
    assert(not report:find('ERROR', 1, true) and not report:find('WARNING', 1, true), report)
  end)
end

function steps.health_tells_of_a_program_that_is_not_there()
  visit('content', function(editor)
    editor:open(GROUP)
    editor:lua([[require('qmark').setup { cmd = { '/nowhere/qmark', 'server' } }]])
    local report = health(editor)
    assert(report:find('ERROR', 1, true) and report:find('`/nowhere/qmark` is not a program', 1, true), report)
  end)
end

function steps.a_program_that_is_not_there_is_said_once()
  visit('content', function(editor, root)
    local function said()
      local messages = editor:lua('return vim.api.nvim_exec("messages", true)')
      return select(2, messages:gsub('qmark: there is no program `/nowhere/qmark`, see `:checkhealth qmark`', ''))
    end
    editor:lua([[require('qmark').setup { cmd = { '/nowhere/qmark', 'server' } }]])
    editor:command('edit ' .. GROUP)
    editor:wait('the message', function() return said() == 1 end)
    editor:command('edit git/git.md')
    editor:keys(':Qmark state<CR>')
    editor:wait('it again, to one who asks', function() return said() == 2 end)
    assert(not editor:lua('return vim.api.nvim_exec("messages", true)'):find('Spawning', 1, true), 'Neovim says it, too')
    -- The one that is named then is taken.
    editor:lua([[require('qmark').setup { cmd = { vim.env.QMARK, 'server' } }]])
    editor:wait('the server', function() return editor:client() end)
    same(editor:buffer(), root .. '/git/git.md', 'the file')
    same(said(), 2, 'times that it was said')
  end)
end

function steps.lenses_are_shown_and_followed()
  visit('content', function(editor, root)
    editor:lua([[require('qmark').setup { cmd = { vim.env.QMARK, 'server' }, codelens = true }]])
    editor:open(GROUP)
    editor:wait('the levels above the group', function() return editor:virtual():find('Beginner', 1, true) end)
    editor:open('backend/content/sql-or-nosql.md')
    local question = 'How do SQL and NoSQL databases differ?'
    editor:wait('the question above the answer', function() return editor:virtual():find(question, 1, true) end)
    editor:keys('gg')
    editor:run_lens()
    editor:wait('the group', function() return editor:buffer() == root .. '/' .. GROUP end)
    same(editor:lua('return vim.api.nvim_win_get_cursor(0)')[1], line_of(read(root .. '/' .. GROUP), question), 'the line')
  end)
end

function steps.hints_are_shown_where_neovim_can()
  visit('content', function(editor)
    editor:lua([[
      require('qmark').setup {
        cmd = { vim.env.QMARK, 'server' }, inlay_hints = true, settings = { inlayHints = { answers = true } },
      }]])
    editor:open(GROUP)
    if vim.fn.has('nvim-0.10') == 0 then return same(editor:lua('return vim.lsp.inlay_hint'), nil, 'hints') end
    -- They are drawn on a screen only, and there is none.
    editor:wait('the length of an answer', function()
      return editor:lua([[
        local hint = vim.lsp.inlay_hint.get({ bufnr = 0 })[1]
        local label = hint and hint.inlay_hint.label
        return label and (type(label) == 'table' and label[1].value or label):find('%d+ words') ~= nil]])
    end)
  end)
end

-- The highlight groups that stand for a token at the cursor, and what the first of them is linked to in the end.
local function token(editor)
  return editor:lua([[
    for _, it in ipairs(vim.inspect_pos().semantic_tokens) do
      if it.opts.hl_group:find('@lsp.type', 1, true) then return { it.opts.hl_group, it.opts.hl_group_link } end
    end]])
end

function steps.tokens_have_colours_where_neovim_can()
  visit('content', function(editor)
    editor:open(GROUP)
    if vim.fn.has('nvim-0.9') == 0 then return end
    local function colour(part, expected)
      editor:put(editor:find(part), part)
      local seen = editor:wait('the token of ' .. part, function() return token(editor) end)
      same(seen, expected, part)
    end
    colour('How do SQL', { '@lsp.type.question.markdown', 'Title' })
    colour('sql-or-nosql.md', { '@lsp.type.answerFile.markdown', 'Directory' })
    colour("Databases'", { '@lsp.type.topic.markdown', 'Constant' })
    colour("Beginner'", { '@lsp.type.level.markdown', 'Type' })
    editor:command('colorscheme blue')
    colour('How do SQL', { '@lsp.type.question.markdown', 'Title' })
    editor:command('highlight link @lsp.type.question Error')
    colour('How do SQL', { '@lsp.type.question.markdown', 'Error' })
  end)
end

return steps
