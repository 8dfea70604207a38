-- `:Qmark`, for everyone who has the plugin on the runtimepath, with `setup` or without.
if vim.g.loaded_qmark then return end
vim.g.loaded_qmark = true

vim.api.nvim_create_user_command('Qmark', function(given) require('qmark.commands').run(given.args) end, {
  nargs = '+',
  complete = function(...) return require('qmark.commands').complete(...) end,
  desc = 'What qmark can do with a question bank',
})

vim.api.nvim_create_autocmd('FileType', {
  group = vim.api.nvim_create_augroup('qmark_program', { clear = true }),
  pattern = { 'markdown', 'mdx', 'text', 'yaml' },
  callback = function(event) require('qmark').miss_program(event.buf) end,
})

vim.api.nvim_create_autocmd('BufWritePost', {
  group = vim.api.nvim_create_augroup('qmark_bank', { clear = true }),
  callback = function(event) require('qmark').look_again(event.buf) end,
})

if vim.lsp.enable then
  vim.api.nvim_create_autocmd('LspAttach', {
    group = vim.api.nvim_create_augroup('qmark_completion', { clear = true }),
    callback = function(event)
      local client = vim.lsp.get_client_by_id(event.data.client_id)
      if not client or client.name ~= 'qmark' then return end
      local completion = require('qmark.completion')
      completion.prepare(event.buf)
      completion.offer_answers(event.buf)
      completion.continue_lists(client, event.buf)
    end,
  })
end
