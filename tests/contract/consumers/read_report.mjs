// Reads reports with the npm packages of editors and CI services.
//
// Usage: node read_report.mjs NODE_MODULES. A request is a line "reader TAB file TAB file..."; its answer is a line of
// JSON, {"read": [...]}, or {"error": "..."} when the package threw.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

process.env.NO_COLOR = "1";
const modules = process.argv[2];
const require = createRequire(join(modules, "any.js"));
const text = (file) => readFileSync(file, "utf8");
const json = (file) => JSON.parse(text(file));

const readers = {
  // vscode-languageserver-types: are they diagnostics, and what does an editor underline? TEXTS maps URIs to texts.
  lsp(report, texts) {
    const { Diagnostic } = require("vscode-languageserver-types");
    const { TextDocument } = require("vscode-languageserver-textdocument");
    const documents = json(texts);
    return json(report).flatMap(({ uri, diagnostics }) => {
      const document = TextDocument.create(uri, "python", 1, documents[uri] ?? "");
      return diagnostics.map((each) => ({
        ...each,
        uri,
        valid: Diagnostic.is(each),
        line: each.range.start.line,
        flagged: document.getText(each.range),
      }));
    });
  },

  // eslint: what its own formatter shows
  async stylish(report) {
    const { ESLint } = require("eslint");
    const formatter = await new ESLint({ overrideConfigFile: true }).loadFormatter("stylish");
    return [{ text: await formatter.format(json(report)) }];
  },

  // azure-pipelines-task-lib: every line that the agent obeys
  azure(report) {
    const { commandFromString } = require("azure-pipelines-task-lib/taskcommand");
    const commands = text(report).split("\n").filter((line) => line.includes("##vso["));
    return commands.map((line) => ({ ...commandFromString(line) }));
  },

  // @actions/core: the lines that it prints for annotations, given as [level, message, properties]
  async github(annotations) {
    const core = await import(pathToFileURL(join(modules, "@actions/core/lib/core.js")));
    const lines = [];
    const write = process.stdout.write;
    process.stdout.write = (line) => lines.push({ line }) > 0;
    try {
      json(annotations).forEach(([level, message, properties]) => core[level](message, properties));
    } finally {
      process.stdout.write = write;
    }
    return lines;
  },

  // jsonschema, with which GitHub's upload-sarif validates: the errors, of which those about formats are warnings there
  jsonschema(report, schema) {
    const { errors } = new (require("jsonschema").Validator)().validate(json(report), json(schema));
    return errors.map((error) => ({ name: error.name, text: error.stack }));
  },
};

// JSON.stringify escapes half a surrogate pair, so every answer has a UTF-8 form
for await (const request of createInterface({ input: process.stdin })) {
  const [reader, ...files] = request.split("\t");
  let answer;
  try {
    answer = { read: await readers[reader](...files) };
  } catch (error) {
    answer = { error: String(error?.stack ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
