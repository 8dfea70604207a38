---@brief
---
--- https://github.com/OWNER/qmark
---
--- Language server for question banks written in markdown: interview, quiz and exam questions.
---
--- The root is the folder with `qmark.yaml`, else the repository. In a folder without questions the server shows nothing.
--- The plugin in the repository starts no server there, and adds commands.

---@type vim.lsp.Config
return {
  cmd = { 'qmark', 'server' },
  filetypes = { 'markdown', 'markdown.mdx' },
  root_markers = { 'qmark.yaml', '.git' },
}
