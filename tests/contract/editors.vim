" Opens a file, waits for ALE, and writes what it read as JSON.
edit a.py
let s:tries = 0
while s:tries < 400 && empty(get(get(g:, 'ale_buffer_info', {}), bufnr(''), {'loclist': []}).loclist)
  sleep 50m
  let s:tries += 1
endwhile
let s:found = copy(g:ale_buffer_info[bufnr('')].loclist)
call map(s:found, {_, each -> {'code': get(each, 'code', ''), 'line': each.lnum, 'column': each.col}})
call writefile([json_encode(s:found)], 'seen.json')
quitall!
