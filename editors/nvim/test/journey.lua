-- What a person sees of qmark in Neovim, end to end: the real editor, the real server, copies of the real banks.
-- Started by ./run in one Neovim, and drives another (see editor.lua, and bank.lua for the environment). STEPS is a
-- pattern that the names of the steps to run match; all are run when it is not set.
-- Each step starts an editor of its own on copies of its own. The exit code is 1 when a step fails; the others run.
local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
package.path = here .. '/?.lua;' .. here .. '/../lua/?.lua;' .. package.path
local say = require('bank').say

local steps = {}
for _, part in ipairs { 'features', 'choosing', 'fixes', 'commands', 'plugin', 'documents', 'writing' } do
  for name, step in pairs(require(part)) do
    assert(not steps[name], 'two steps are called ' .. name)
    steps[name] = step
  end
end

local version = vim.version()
say(('Neovim %d.%d.%d'):format(version.major, version.minor, version.patch))
local pattern = vim.env.STEPS or ''
local names, failed = vim.tbl_filter(function(name) return name:find(pattern) end, vim.tbl_keys(steps)), 0
table.sort(names)
assert(#names > 0, 'no step matches ' .. pattern)
for _, name in ipairs(names) do
  local passed, failure = pcall(steps[name])
  say((passed and 'ok      ' or 'FAILED  ') .. name:gsub('_', ' '))
  if not passed then
    failed = failed + 1
    say((tostring(failure):gsub('\nstack traceback:.*', '')))
  end
end
say(('%d of %d steps passed'):format(#names - failed, #names))
vim.cmd(failed == 0 and 'qall!' or 'cquit')
