package dev.windlass.builder.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.builder.pack.Plan;
import dev.windlass.builder.progress.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plan for people and programs. */
record PlanReport(Plan plan) {
  private static final int SHOWN = 40;

  ObjectNode json() {
    ObjectNode node = Surroundings.node();
    node.put("release", plan.release().toString());
    plan.base().ifPresent(base -> node.put("base", base.toString()));
    node.put("blobs", plan.blobs());
    node.put("bytes", plan.bytes());
    node.put("unchanged", plan.unchanged());
    for (Plan.What what : Plan.What.values()) {
      node.put(what.name().toLowerCase(Locale.ROOT), plan.count(what));
    }
    ArrayNode changes = node.putArray("changes");
    for (Plan.Change change : plan.changes()) {
      changes
          .addObject()
          .put("change", change.what().name().toLowerCase(Locale.ROOT))
          .put("kind", change.coordinates().kind().text())
          .put("coordinate", change.coordinates().text());
    }
    ObjectNode kinds = node.putObject("kinds");
    plan.kinds()
        .forEach((kind, totals) ->
            kinds
                .putObject(kind.text())
                .put("entries", totals.entries())
                .put("withEvidence", totals.withEvidence())
                .put("blobs", totals.blobs())
                .put("bytes", totals.bytes()));
    ArrayNode largest = node.putArray("largest");
    for (Plan.Sent sent : plan.largest()) {
      largest
          .addObject()
          .put("kind", sent.coordinates().kind().text())
          .put("coordinate", sent.coordinates().text())
          .put("digest", sent.digest().toString())
          .put("bytes", sent.bytes());
    }
    ObjectNode licences = node.putObject("licences");
    plan.licences().forEach(licences::put);
    return node;
  }

  List<String> text() {
    List<String> lines = new ArrayList<>();
    lines.add("release " + plan.release());
    lines.add("base    " + plan.base().map(Object::toString).orElse("none"));
    lines.add("sends   " + plan.blobs() + " blobs, " + Bytes.text(plan.bytes()));
    lines.add(
        "entries "
            + plan.count(Plan.What.ADDED)
            + " added, "
            + plan.count(Plan.What.CHANGED)
            + " changed, "
            + plan.count(Plan.What.REMOVED)
            + " removed, "
            + plan.unchanged()
            + " unchanged");
    lines.add("");
    plan.changes().stream()
        .limit(SHOWN)
        .forEach(change ->
            lines.add(
                String.format(
                    "  %-8s %s %s",
                    change.what().name().toLowerCase(Locale.ROOT),
                    change.coordinates().kind().text(),
                    change.coordinates().text())));
    if (plan.changes().size() > SHOWN) {
      lines.add("  … and " + (plan.changes().size() - SHOWN) + " more; all with --output json");
    }
    lines.add("");
    plan.kinds()
        .forEach((kind, totals) ->
            lines.add(
                String.format(
                    "%-12s %6d entries, %d with upstream evidence; sends %d blobs, %s",
                    kind.text(),
                    totals.entries(),
                    totals.withEvidence(),
                    totals.blobs(),
                    Bytes.text(totals.bytes()))));
    if (!plan.largest().isEmpty()) {
      lines.add("");
      lines.add("largest:");
      for (Plan.Sent sent : plan.largest()) {
        lines.add(
            String.format(
                "  %10s  %s %s",
                Bytes.text(sent.bytes()),
                sent.coordinates().kind().text(),
                sent.coordinates().text()));
      }
    }
    lines.add("");
    lines.add("licences:");
    plan.licences()
        .forEach((licence, count) -> lines.add(String.format("  %6d  %s", count, licence)));
    return lines;
  }
}
