-- Paths as the systems write them. Each function takes whether the system is Windows, for tests; it is this system's when not
-- given. Windows separates names by `\` and by `/`, and does not tell capitals from small letters.
local M = {}

local function on_windows(given)
  if given == nil then return vim.fn.has('win32') == 1 end
  return given
end

-- The path with `/` between its names and none at its end.
local function plain(path, windows)
  if windows then path = path:gsub('\\', '/') end
  return (path:gsub('/*$', ''))
end

-- The path without separators at its end.
function M.bare(path, windows)
  return (path:gsub(on_windows(windows) and '[/\\]*$' or '/*$', ''))
end

-- What is after `folder` in `path`, from the separator on: empty when they are the same. Nil when `path` is not in it.
function M.inside(path, folder, windows)
  windows = on_windows(windows)
  local whole, start = plain(path, windows), plain(folder, windows)
  local rest = whole:sub(#start + 1)
  local head = whole:sub(1, #start)
  if windows then head, start = head:lower(), start:lower() end
  if head ~= start or not (rest == '' or rest:sub(1, 1) == '/') then return nil end
  return rest
end

-- Whether `path` is below `folder`.
function M.is_below(path, folder, windows)
  local rest = M.inside(path, folder, windows)
  return rest ~= nil and rest ~= ''
end

-- Whether it is a name alone, in no folder.
function M.is_name(path, windows)
  return not path:find(on_windows(windows) and '[/\\:]' or '/')
end

return M
