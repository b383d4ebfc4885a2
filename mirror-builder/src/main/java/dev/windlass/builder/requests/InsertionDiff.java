package dev.windlass.builder.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A unified diff of two texts of which the second only has more lines, as {@code patch} reads it.
 */
final class InsertionDiff {
  private static final int CONTEXT = 3;

  private InsertionDiff() {}

  static String of(String name, List<String> before, List<String> after) {
    List<Line> script = script(before, after);
    StringBuilder out = new StringBuilder();
    int position = 0;
    while (position < script.size()) {
      int first = next(script, position);
      if (first == script.size()) {
        break;
      }
      int from = Math.max(position, first - CONTEXT);
      int to = end(script, first);
      if (out.isEmpty()) {
        out.append("--- ").append(name).append("\n+++ ").append(name).append('\n');
      }
      hunk(out, script, from, to);
      position = to;
    }
    return out.toString();
  }

  private record Line(boolean added, String text) {}

  /** Matching greedily is exact, since lines are only added. */
  private static List<Line> script(List<String> before, List<String> after) {
    List<Line> script = new ArrayList<>();
    int old = 0;
    for (int i = 0; i < after.size(); i++) {
      int left = after.size() - i;
      boolean keep =
          old < before.size()
              && (before.get(old).equals(after.get(i)) || left == before.size() - old);
      script.add(new Line(!keep, after.get(i)));
      old += keep ? 1 : 0;
    }
    return script;
  }

  private static int next(List<Line> script, int from) {
    int position = from;
    while (position < script.size() && !script.get(position).added()) {
      position++;
    }
    return position;
  }

  /** The end of the hunk that holds the added line: hunks nearer than two contexts are one. */
  private static int end(List<Line> script, int added) {
    int last = added;
    for (int next = added; next < script.size() && next - last <= 2 * CONTEXT; ) {
      last = next;
      next = next(script, next + 1);
    }
    return Math.min(script.size(), last + 1 + CONTEXT);
  }

  private static void hunk(StringBuilder out, List<Line> script, int from, int to) {
    long oldBefore = script.subList(0, from).stream().filter(line -> !line.added()).count();
    long oldCount = script.subList(from, to).stream().filter(line -> !line.added()).count();
    out.append(
        String.format(
            Locale.ROOT,
            "@@ -%d,%d +%d,%d @@\n",
            oldCount == 0 ? oldBefore : oldBefore + 1,
            oldCount,
            from + 1,
            to - from));
    for (Line line : script.subList(from, to)) {
      out.append(line.added() ? '+' : ' ').append(line.text()).append('\n');
    }
  }
}
