package dev.windlass.benchmarks.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** All figures of one run, as a Markdown table or as JSON. */
public final class Report {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String conditions;
  private final List<Figure> figures = new ArrayList<>();

  /**
   * @param conditions machine and scale, one line
   */
  public Report(String conditions) {
    this.conditions = conditions;
  }

  public void add(List<Figure> more) {
    figures.addAll(more);
  }

  public String markdown() {
    StringBuilder text = new StringBuilder(conditions).append("\n\n");
    text.append("| what | Windlass | compared with | ratio | CPU ratio | target |\n");
    text.append("|---|---|---|---|---|---|\n");
    figures.forEach(figure -> text.append(row(figure)));
    return text.toString();
  }

  /** One line of the table. */
  public static String row(Figure figure) {
    return "| %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            figure.what(),
            figure.product().text(),
            figure.peer().map(Reading::text).orElse(""),
            text(figure.ratio()),
            text(figure.cpuRatio()),
            figure.target());
  }

  private static String text(OptionalDouble ratio) {
    return ratio.isPresent() ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : "";
  }

  public String json() {
    ObjectNode root = JSON.createObjectNode().put("conditions", conditions);
    var list = root.putArray("figures");
    for (Figure figure : figures) {
      ObjectNode node = list.addObject().put("what", figure.what());
      node.set("product", node(figure.product()));
      figure.peer().ifPresent(peer -> node.set("peer", node(peer)));
      figure.ratio().ifPresent(ratio -> node.put("ratio", ratio));
      figure.cpuRatio().ifPresent(ratio -> node.put("cpuRatio", ratio));
      node.put("target", figure.target());
    }
    return root.toPrettyString();
  }

  private static ObjectNode node(Reading reading) {
    ObjectNode node = JSON.createObjectNode().put("text", reading.text());
    reading.numbers().forEach(node::put);
    return node;
  }
}
