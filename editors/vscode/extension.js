// Starts the language server, and starts it again when its command is another one.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const SECTION = "qualitygate";
let client;

function command() {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const words = vscode.workspace.getConfiguration(SECTION).get("command");
  const [program, ...args] = words.map((word) => word.replaceAll("${workspaceFolder}", folder));
  return { command: program, args };
}

// What the server knows; the rest of the section is for this file.
function settings() {
  const { select, args, run, trace } = vscode.workspace.getConfiguration(SECTION);
  return { select, args, run, trace };
}

async function start() {
  const languages = ["python", "html", "django-html", "markdown", "restructuredtext"];
  const selector = languages.flatMap((language) => [
    { scheme: "file", language },
    { scheme: "untitled", language },
  ]);
  client = new LanguageClient(SECTION, SECTION, command(), {
    documentSelector: selector,
    initializationOptions: settings(),
    middleware: {
      workspace: {
        configuration: (params) => params.items.map((item) => (item.section === SECTION ? settings() : null)),
      },
    },
  });
  await client.start();
}

async function restart() {
  await client?.stop();
  await start();
}

exports.activate = async (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand("qualitygate.restart", restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("qualitygate.command")) restart();
    }),
  );
  await start();
};

exports.deactivate = () => client?.stop();
