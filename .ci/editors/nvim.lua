-- What somebody does in Neovim: open, type, see, fix, silence, hover, complete, close. Each line that is printed names a
-- check and says whether it holds. The client is set up with the lines of docs/editors.md.

local setup, file = vim.env.WHYS_SETUP, vim.env.WHYS_FILE
local code = nil
local function on_exit(exit)
  code = exit
end

local function check(what, holds, detail)
  io.stdout:write((holds and "ok " or "FAILED ") .. what .. (holds and "" or ": " .. vim.inspect(detail)) .. "\n")
end

local function wait(holds)
  return vim.wait(20000, holds, 20) == true
end

vim.cmd("filetype on")
if vim.lsp.config then
  dofile(setup)
  vim.lsp.config("whys", { on_exit = on_exit })
else
  local start = vim.lsp.start_client
  vim.lsp.start_client = function(config)
    config.on_exit = on_exit
    return start(config)
  end
  dofile(setup)
end
vim.cmd("edit " .. file)

local function found()
  local codes = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    codes[one.code or one.user_data.lsp.code] = one
  end
  return codes
end

local function line(number)
  return vim.api.nvim_buf_get_lines(0, number, number + 1, false)[1]
end

local function ask(method, row, column, more)
  local place = { line = row, character = column }
  local params = { textDocument = { uri = vim.uri_from_bufnr(0) }, position = place }
  for key, value in pairs(more or {}) do
    params[key] = value
  end
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 60000) or {}) do
    return answer.result
  end
end

local function act(row, column, title)
  if vim.lsp.config then
    vim.api.nvim_win_set_cursor(0, { row + 1, column })
    vim.lsp.buf.code_action({
      apply = true,
      filter = function(action) return action.title:find(title, 1, true) ~= nil end,
    })
    return
  end
  local place = { line = row, character = column }
  local more = { range = { start = place, ["end"] = place }, context = { diagnostics = {} } }
  for _, action in ipairs(ask("textDocument/codeAction", row, column, more) or {}) do
    if action.title:find(title, 1, true) then
      action = action.edit and action or vim.lsp.buf_request_sync(0, "codeAction/resolve", action, 60000)[1].result
      return vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
    end
  end
end

check("the findings of an open document are seen", wait(function() return found()["unknown-key"] and found()["judgement-word"] end), found())
vim.api.nvim_buf_set_lines(0, 10, 10, false, { "", "🚨 It was human error." })
check("what is typed is judged", wait(function() return found()["human-error"] end), found())
local typed = found()["human-error"]
check("at its place behind a sign of two units", typed and line(typed.lnum):sub(typed.col + 1, typed.end_col) == "human error", typed)
vim.api.nvim_buf_set_lines(0, 11, 12, false, { "🚨 The chart had no limit." })
check("and forgotten when it is gone", wait(function() return not found()["human-error"] end), found())

act(3, 2, "(unknown-key)")
check("an action fixes a key", wait(function() return line(3) == "severity: SEV2" end), line(3))
local hover = ask("textDocument/hover", 9, 30)
check("hovering tells what to ask", hover and hover.contents.value:find("Ask:", 1, true), hover)
act(9, 30, "silence judgement-word here")
check("an action silences", wait(function() return line(9):find("whys: allow judgement-word:  -->", 1, true) end), line(9))
check("not without a reason", wait(function() return found()["bad-silencer"] end), found())
vim.api.nvim_buf_set_lines(0, 9, 10, false, { (line(9):gsub("judgement%-word:  ", "judgement-word: quoted from the chat ")) })
check("with the reason it is silent", wait(function() return not found()["judgement-word"] and not found()["bad-silencer"] end), found())
local offered = ask("textDocument/completion", 2, 8)
check("a status is completed", offered and offered.items and offered.items[1].label == "live", offered)
local symbols = ask("textDocument/documentSymbol", 0, 0)
check("there are symbols", symbols and #symbols > 0, symbols)

vim.cmd("bwipeout!")
vim.lsp.stop_client(vim.lsp.get_clients and vim.lsp.get_clients() or vim.lsp.get_active_clients())
check("the server ends well", wait(function() return code ~= nil end) and code == 0, code)
vim.cmd("qall!")
