package dev.windlass.builder.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.builder.progress.Progress;
import dev.windlass.builder.progress.TextProgress;
import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** What every command has: the form of its results, its progress, the environment. */
final class Surroundings {
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, String> environment;

  private @CommandLine.Spec(CommandLine.Spec.Target.MIXEE) CommandLine.Model.CommandSpec spec;

  @CommandLine.Option(
      names = "--output",
      defaultValue = "text",
      description = "Form of results on standard output: ${COMPLETION-CANDIDATES}.")
  private Form form = Form.TEXT;

  @CommandLine.Option(
      names = "--progress",
      defaultValue = "auto",
      description = "Progress on standard error: ${COMPLETION-CANDIDATES}.")
  private Painting painting = Painting.AUTO;

  enum Form {
    TEXT,
    JSON
  }

  enum Painting {
    AUTO,
    TERMINAL,
    LINES,
    NONE
  }

  Surroundings(Map<String, String> environment) {
    this.environment = environment;
  }

  Map<String, String> environment() {
    return environment;
  }

  static ObjectNode node() {
    return JSON.createObjectNode();
  }

  /** Prints a result in the form asked for. */
  void print(ObjectNode json, List<String> text) {
    PrintWriter out = spec.commandLine().getOut();
    if (form == Form.JSON) {
      out.println(json.toPrettyString());
    } else {
      text.forEach(out::println);
    }
    out.flush();
  }

  /** Reports a failure: its text on standard error, and as JSON among the results if asked for. */
  void fail(ObjectNode json, String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(text);
    err.flush();
    if (form == Form.JSON) {
      print(json, List.of());
    }
  }

  Progress progress() {
    PrintStream err = System.err;
    return switch (painting) {
      case NONE -> Progress.none();
      case LINES -> new TextProgress(err, false, System::nanoTime);
      case TERMINAL -> new TextProgress(err, true, System::nanoTime);
      case AUTO -> new TextProgress(err, interactive(), System::nanoTime);
    };
  }

  @SuppressWarnings("SystemConsoleNull") // the JDK's own console is null away from a terminal
  private static boolean interactive() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** The time to write into results: {@code SOURCE_DATE_EPOCH} if it is set. */
  Instant now() {
    String epoch = environment.getOrDefault("SOURCE_DATE_EPOCH", "");
    return epoch.isEmpty()
        ? Instant.now().truncatedTo(ChronoUnit.SECONDS)
        : Instant.ofEpochSecond(Long.parseLong(epoch));
  }

  boolean dated() {
    return !environment.getOrDefault("SOURCE_DATE_EPOCH", "").isEmpty();
  }
}
