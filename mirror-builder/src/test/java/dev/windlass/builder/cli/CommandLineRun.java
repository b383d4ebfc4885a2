package dev.windlass.builder.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** One command line, run inside this process. */
record CommandLineRun(int exit, String out, String err) {

  static CommandLineRun of(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = Main.run(arguments, environment, new PrintWriter(out), new PrintWriter(err));
    return new CommandLineRun(exit, out.toString(), err.toString());
  }

  JsonNode json() throws IOException {
    return new JsonMapper().readTree(out);
  }
}
