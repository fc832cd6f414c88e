import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.sonar.api.batch.fs.InputFile;
import org.sonar.api.batch.fs.TextRange;
import org.sonar.api.batch.fs.internal.TestInputFileBuilder;
import org.sonar.api.batch.rule.Severity;
import org.sonar.api.batch.sensor.internal.SensorContextTester;
import org.sonar.api.batch.sensor.issue.ExternalIssue;
import org.sonar.api.batch.sensor.issue.IssueLocation;
import org.sonar.api.batch.sensor.issue.NewExternalIssue;
import org.sonar.api.batch.sensor.issue.NewIssueLocation;
import org.sonar.api.batch.sensor.rule.AdHocRule;
import org.sonar.api.batch.sensor.rule.NewAdHocRule;
import org.sonar.api.issue.impact.SoftwareQuality;
import org.sonar.api.rules.CleanCodeAttribute;
import org.sonar.api.rules.RuleType;

/**
 * Gives a report of generic issues to what SonarQube's scanner stores such issues in: its rules, files and ranges.
 *
 * <p>The scanner's own importer is not in a registry in a version that knows rules (9.7 is the last one). Each call here
 * is one that it makes (SonarSource/sonarqube, sonar-scanner-engine, org.sonar.scanner.externalissue). A word that Sonar
 * does not know, or a range that a file does not have, ends the scan there, and is an exception here.
 */
final class ReadSonar {
    private ReadSonar() {}

    /** Reads a report about the files in a folder; issues in other files are ignored, as the scanner does. */
    static JSONArray read(Path folder, Path report) throws IOException {
        SensorContextTester context = SensorContextTester.create(folder);
        for (Path source : filesIn(folder)) {
            context.fileSystem().add(TestInputFileBuilder.create("project", folder.toFile(), source.toFile())
                    .setCharset(StandardCharsets.UTF_8)
                    .setContents(Files.readString(source))
                    .build());
        }
        JSONObject document = new JSONObject(Files.readString(report));
        for (Object rule : document.getJSONArray("rules")) {
            addRule(context, (JSONObject) rule);
        }
        for (Object issue : document.getJSONArray("issues")) {
            addIssue(context, (JSONObject) issue);
        }
        JSONArray read = new JSONArray();
        for (ExternalIssue issue : context.allExternalIssues()) {
            read.put(row(context, issue));
        }
        return read;
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).collect(Collectors.toList());
        }
    }

    private static void addRule(SensorContextTester context, JSONObject rule) {
        NewAdHocRule added = context.newAdHocRule()
                .ruleId(rule.getString("id"))
                .engineId(rule.getString("engineId"))
                .name(rule.getString("name"))
                .description(rule.getString("description"))
                .cleanCodeAttribute(CleanCodeAttribute.valueOf(rule.getString("cleanCodeAttribute")))
                .type(RuleType.valueOf(rule.getString("type")))
                .severity(Severity.valueOf(rule.getString("severity")));
        for (Object each : rule.getJSONArray("impacts")) {
            JSONObject impact = (JSONObject) each;
            added.addDefaultImpact(
                    SoftwareQuality.valueOf(impact.getString("softwareQuality")),
                    org.sonar.api.issue.impact.Severity.valueOf(impact.getString("severity")));
        }
        added.save();
    }

    private static void addIssue(SensorContextTester context, JSONObject issue) {
        AdHocRule rule = rule(context, issue.getString("ruleId"));
        JSONObject place = issue.getJSONObject("primaryLocation");
        String path = place.getString("filePath");
        InputFile file = context.fileSystem().inputFile(context.fileSystem().predicates().hasPath(path));
        if (file == null) {
            return;
        }
        NewExternalIssue added = context.newExternalIssue()
                .engineId(rule.engineId())
                .ruleId(rule.ruleId())
                .type(rule.type())
                .severity(rule.severity());
        NewIssueLocation location = added.newLocation().on(file).message(place.getString("message"));
        if (place.has("textRange")) {
            location.at(range(file, place.getJSONObject("textRange")));
        }
        added.at(location).save();
    }

    private static TextRange range(InputFile file, JSONObject range) {
        int line = range.getInt("startLine");
        if (!range.has("startColumn")) {
            return file.selectLine(line);
        }
        return file.newRange(
                file.newPointer(line, range.getInt("startColumn")),
                file.newPointer(range.getInt("endLine"), range.getInt("endColumn")));
    }

    private static AdHocRule rule(SensorContextTester context, String id) {
        return context.allAdHocRules().stream()
                .filter(rule -> rule.ruleId().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no rule " + id));
    }

    private static JSONObject row(SensorContextTester context, ExternalIssue issue) {
        IssueLocation location = issue.primaryLocation();
        TextRange range = location.textRange();
        JSONObject row = new JSONObject()
                .put("path", location.inputComponent().toString())
                .put("severity", issue.severity().name())
                .put("code", issue.ruleId())
                .put("message", location.message());
        return range == null ? row : row
                .put("line", range.start().line())
                .put("column", range.start().lineOffset())
                .put("end_line", range.end().line())
                .put("end_column", range.end().lineOffset());
    }
}
