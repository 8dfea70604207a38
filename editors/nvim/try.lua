-- The configuration that editors/try and the tests start Neovim with: qmark and a few keys, nothing else. QMARK is the
-- server's path.
local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
vim.opt.runtimepath:prepend(here)
require('qmark').setup { cmd = { vim.env.QMARK or 'qmark', 'server' } }

vim.api.nvim_create_autocmd('FileType', {
  pattern = { 'markdown', 'yaml' },
  callback = function(event)
    local function key(keys, action) vim.keymap.set('n', keys, action, { buffer = event.buf }) end
    key('gd', vim.lsp.buf.definition)
    key('K', vim.lsp.buf.hover)
    key(']d', vim.diagnostic.goto_next)
    key('[d', vim.diagnostic.goto_prev)
  end,
})

vim.diagnostic.config { virtual_text = true }
vim.opt.completeopt = { 'menuone', 'noselect' }
vim.opt.swapfile = false
vim.opt.signcolumn = 'yes'
vim.opt.laststatus = 2
vim.opt.statusline = ' %f%m  gd definition | K about it | ]d next finding | insert mode: <C-x><C-o> complete | :qa! leave'
