import edu.hm.hafner.analysis.FileReaderFactory;
import edu.hm.hafner.analysis.Issue;
import edu.hm.hafner.analysis.IssueParser;
import edu.hm.hafner.analysis.Report;
import edu.hm.hafner.analysis.registry.ParserRegistry;
import edu.hm.hafner.coverage.FileNode;
import edu.hm.hafner.coverage.parser.CoberturaParser;
import edu.hm.hafner.util.FilteredLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.json.JSONArray;
import org.json.JSONObject;
import se.bjurr.violations.lib.ViolationsApi;
import se.bjurr.violations.lib.ViolationsLogger;
import se.bjurr.violations.lib.model.Violation;
import se.bjurr.violations.lib.reports.Parser;

/**
 * Reads reports with the parsers that Jenkins runs, and with SonarQube's model.
 *
 * <p>A request is a line "library TAB parser TAB file"; its answer is a line of JSON, {"read": [...]} with an object
 * per issue, or {"error": "..."} when the library threw or complained. Sonar has no parsers: it gets the folder with the
 * sources.
 */
public final class ReadReport {
    public static void main(String[] args) throws IOException {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        System.setOut(System.err); // what the libraries say is no answer
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String request = requests.readLine(); request != null; request = requests.readLine()) {
            String[] parts = request.split("\t", 3);
            answers.println(ascii(answer(parts[0], parts[1], Path.of(parts[2])).toString()));
        }
    }

    /** Escapes what is not ASCII, for half a surrogate pair has no UTF-8. */
    private static String ascii(String json) {
        StringBuilder escaped = new StringBuilder();
        for (char unit : json.toCharArray()) {
            escaped.append(unit < 0x7f ? String.valueOf(unit) : String.format("\\u%04x", (int) unit));
        }
        return escaped.toString();
    }

    private static JSONObject answer(String library, String parser, Path file) {
        try {
            return new JSONObject().put("read", read(library, parser, file));
        } catch (Exception | LinkageError error) {
            return new JSONObject().put("error", error.toString());
        }
    }

    private static JSONArray read(String library, String parser, Path file) throws IOException {
        switch (library) {
            case "analysis-model":
                return readIssues(parser, file);
            case "violations-lib":
                return readViolations(Parser.valueOf(parser), file);
            case "coverage-model":
                return readCoverage(file);
            case "sonar":
                return ReadSonar.read(Path.of(parser), file);
            default:
                throw new IllegalArgumentException("no such library: " + library);
        }
    }

    private static JSONArray readIssues(String parserId, Path file) {
        FileReaderFactory reader = new FileReaderFactory(file, StandardCharsets.UTF_8);
        IssueParser parser = new ParserRegistry().get(parserId).createParser();
        if (!parser.accepts(reader)) {
            throw new IllegalStateException(parserId + " does not accept the file");
        }
        Report report = parser.parse(reader);
        refuse(report.getErrorMessages());
        if (report.getDuplicatesSize() > 0) {
            throw new IllegalStateException(report.getDuplicatesSize() + " issues were taken for duplicates");
        }
        JSONArray read = new JSONArray();
        for (Issue issue : report) {
            read.put(new JSONObject()
                    .put("path", issue.getFileName())
                    .put("line", issue.getLineStart())
                    .put("end_line", issue.getLineEnd())
                    .put("column", issue.getColumnStart())
                    .put("end_column", issue.getColumnEnd())
                    .put("severity", issue.getSeverity().getName())
                    .put("code", issue.getType())
                    .put("category", issue.getCategory())
                    .put("message", issue.getMessage())
                    .put("description", issue.getDescription()));
        }
        return read;
    }

    private static JSONArray readViolations(Parser parser, Path file) {
        ViolationsLogger logger = new ViolationsLogger() {
            @Override
            public void log(Level level, String message) {}

            @Override
            public void log(Level level, String message, Throwable error) {
                throw new IllegalStateException(message, error);
            }
        };
        JSONArray read = new JSONArray();
        for (Violation violation : ViolationsApi.violationsApi()
                .withViolationsLogger(logger)
                .withPattern(".*/" + Pattern.quote(file.getFileName().toString()) + "$")
                .inFolder(file.getParent().toString())
                .findAll(parser)
                .violations()) {
            read.put(new JSONObject()
                    .put("path", violation.getFile())
                    .put("line", violation.getStartLine())
                    .put("end_line", violation.getEndLine())
                    .put("column", violation.getColumn())
                    .put("end_column", violation.getEndColumn())
                    .put("severity", violation.getSeverity().name())
                    .put("code", violation.getRule())
                    .put("category", violation.getCategory())
                    .put("message", violation.getMessage()));
        }
        return read;
    }

    private static JSONArray readCoverage(Path file) throws IOException {
        FilteredLog log = new FilteredLog();
        JSONArray read = new JSONArray();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (FileNode node : new CoberturaParser().parse(reader, file.toString(), log).getAllFileNodes()) {
                read.put(new JSONObject()
                        .put("path", node.getRelativePath())
                        .put("missed", node.getMissedLines())
                        .put("covered", node.getCoveredLines()));
            }
        }
        refuse(log.getErrorMessages());
        return read;
    }

    private static void refuse(List<String> complaints) {
        if (!complaints.isEmpty()) {
            throw new IllegalStateException(String.join("; ", complaints));
        }
    }
}
