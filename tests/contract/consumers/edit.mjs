// A client on vscode-languageserver-protocol: opens a file, edits it, repairs it, and prints what it saw as JSON.
// node edit.mjs FOLDER COMMAND...
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const modules = createRequire(`${process.env.MODULES}/`);
const protocol = modules("vscode-languageserver-protocol/node");
const { TextDocument } = modules("vscode-languageserver-textdocument");

const [folder, command, ...args] = process.argv.slice(2);
const server = spawn(command, args, { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
const connection = protocol.createProtocolConnection(
  new protocol.StreamMessageReader(server.stdout),
  new protocol.StreamMessageWriter(server.stdin),
);
connection.listen();
const { capabilities } = await connection.sendRequest(protocol.InitializeRequest.type, {
  processId: process.pid,
  rootUri: pathToFileURL(folder).href,
  workspaceFolders: null,
  capabilities: { textDocument: { diagnostic: {} }, general: { positionEncodings: ["utf-16"] } },
});
await connection.sendNotification(protocol.InitializedNotification.type, {});

const uri = pathToFileURL(`${folder}/a.py`).href;
let text = TextDocument.create(uri, "python", 1, readFileSync(`${folder}/a.py`, "utf-8"));
const opened = { uri, languageId: "python", version: 1, text: text.getText() };
await connection.sendNotification(protocol.DidOpenTextDocumentNotification.type, { textDocument: opened });
const pull = async () => {
  const report = await connection.sendRequest(protocol.DocumentDiagnosticRequest.type, { textDocument: { uri } });
  return report.items.map((item) => ({ code: item.code, text: text.getText(item.range), line: item.range.start.line }));
};
const change = async (range, newText) => {
  const contentChanges = [{ range, text: newText }];
  text = TextDocument.update(text, contentChanges, text.version + 1);
  const textDocument = { uri, version: text.version };
  await connection.sendNotification(protocol.DidChangeTextDocumentNotification.type, { textDocument, contentChanges });
};

const before = await pull();
await change({ start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, "# 😀\n");
const after = await pull();
const actions = await connection.sendRequest(protocol.CodeActionRequest.type, {
  textDocument: { uri },
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  context: { diagnostics: [], only: ["source.fixAll.qualitygate"] },
});
const repaired = TextDocument.applyEdits(text, actions[0].edit.changes[uri]);
const source = new protocol.CancellationTokenSource();
const slow = connection.sendRequest(protocol.DocumentDiagnosticRequest.type, { textDocument: { uri } }, source.token);
source.cancel();
const cancelled = await slow.then(() => "answered", (error) => error.code);
await connection.sendRequest(protocol.ShutdownRequest.type);
await connection.sendNotification(protocol.ExitNotification.type);
server.on("exit", (code) => {
  console.log(JSON.stringify({ encoding: capabilities.positionEncoding, before, after, repaired, cancelled, code }));
  process.exit(0);
});
