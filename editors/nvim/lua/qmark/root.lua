-- Which folder is the bank that a file belongs to, and which buffers are the server's business.
local M = {}

local function parent(path) return vim.fn.fnamemodify(path, ':h') end
local function exists(path) return vim.loop.fs_stat(path) ~= nil end

-- The nearest folder above `path` that holds `name`, or nil.
local function holding(path, name)
  local folder = parent(path)
  while not exists(folder .. '/' .. name) do
    local next = parent(folder)
    if next == folder then return nil end
    folder = next
  end
  return folder
end

-- The folder above the group that `path` is the file or an answer of, going by names: <bank>/<group>/<group>.md and
-- <bank>/<group>/content/<answer>.md, with any extension. Nil for any other file.
local function above_group(path)
  local folder = parent(path)
  if vim.fn.fnamemodify(path, ':t:r') == vim.fn.fnamemodify(folder, ':t') then return parent(folder) end
  if vim.fn.fnamemodify(folder, ':t') == 'content' then return parent(parent(folder)) end
end

-- The root of the bank that the file at `path`, absolute, is in: the folder with qmark.yaml, else with .git, else the
-- one above the group. Nil when there is none; the server then goes by the file alone. A home folder is no root for
-- being under version control: it would be read as a whole.
function M.of(path)
  local git = holding(path, '.git')
  if git == vim.fn.fnamemodify(vim.loop.os_homedir(), ':p:h') then git = nil end
  return holding(path, 'qmark.yaml') or git or above_group(path)
end

-- Whether a buffer is for the server: a file, not the preview in a hover, which is markdown too.
function M.is_ours(buf)
  local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buf), ':t')
  if vim.api.nvim_buf_get_option(buf, 'buftype') ~= '' or name == '' then return false end
  local filetype = vim.api.nvim_buf_get_option(buf, 'filetype')
  return filetype == 'markdown' or filetype == 'mdx' or name == 'qmark.yaml'
end

return M
