-- Opens a file, edits it, repairs it, and writes what it saw as JSON.
local seen = {}
local function diagnostics()
  local found = {}
  for _, each in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, { code = each.code, line = each.lnum, column = each.col, stop = each.end_col })
  end
  table.sort(found, function(a, b) return a.line * 1000 + a.column < b.line * 1000 + b.column end)
  return found
end
local function wait_for(test) vim.wait(20000, test, 20) end

vim.cmd('edit a.py')
vim.cmd('setfiletype python')
wait_for(function() return #diagnostics() > 0 end)
seen.before = diagnostics()
vim.api.nvim_buf_set_lines(0, 0, 0, false, { '# a comment' })
wait_for(function() return #diagnostics() > 0 and diagnostics()[1].line == 1 end)
seen.after = diagnostics()
vim.cmd('write')
seen.saved = vim.api.nvim_buf_get_lines(0, 0, -1, false)
vim.fn.writefile({ vim.json and vim.json.encode(seen) or vim.fn.json_encode(seen) }, 'seen.json')
vim.cmd('quitall!')
