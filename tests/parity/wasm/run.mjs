// Runs a Python program under CPython 3.14 in Node: node run.mjs SITE ROOT MODULE [ARGUMENT...]
//
// SITE is a directory of installed packages, ROOT this repository; the program is a module, started as "python -m" would.
import { loadPyodide } from "pyodide";

const [site, root, module, ...rest] = process.argv.slice(2);
const python = await loadPyodide({ env: { HOME: "/tmp", PYTHONDONTWRITEBYTECODE: "1", QUALITYGATE_CI: process.env.QUALITYGATE_CI ?? "" } });
for (const [inside, outside] of [["/site", site], ["/root", root]]) {
  python.FS.mkdirTree(inside);
  python.mountNodeFS(inside, outside);
}
python.globals.set("arguments", python.toPy([module, ...rest]));
const status = await python.runPythonAsync(`
import os, runpy, sys
sys.path[:0] = ["/root", "/root/plugins", "/root/rules", "/site"]
sys.argv = list(arguments)
os.chdir("/root")
try:
    runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)
    status = 0
except SystemExit as exit:
    status = exit.code if isinstance(exit.code, int) else 0 if exit.code is None else 1
    if isinstance(exit.code, str):
        print(exit.code, file=sys.stderr)
sys.stdout.flush()
sys.stderr.flush()
status
`);
process.exit(status);
