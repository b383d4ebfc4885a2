package dev.windlass.builder.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.builder.lock.Failure;
import dev.windlass.builder.lock.LockChanges;
import dev.windlass.builder.lock.LockResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A lock's result for people and programs. */
record LockReport(LockResult result, Path lock) {

  ObjectNode json() {
    LockChanges changes = result.changes();
    ObjectNode node = Surroundings.node();
    node.put("complete", result.complete());
    result.release().ifPresent(release -> node.put("release", release.toString()));
    node.put("entries", result.entries());
    node.put("lock", lock.toString());
    node.put("written", result.written());
    node.put("added", changes.added());
    node.put("removed", changes.removed());
    node.put("changed", changes.changed());
    moves(node.putArray("moved"), changes.moved());
    moves(node.putArray("replaced"), changes.replaced());
    ArrayNode failures = node.putArray("failures");
    for (Failure failure : result.failures()) {
      ObjectNode item = failures.addObject().put("entry", failure.entry());
      failure.reasons().forEach(item.putArray("reasons")::add);
    }
    return node;
  }

  private static void moves(ArrayNode array, List<LockChanges.Move> moves) {
    for (LockChanges.Move move : moves) {
      array
          .addObject()
          .put("kind", move.coordinates().kind().text())
          .put("coordinate", move.coordinates().text())
          .put("before", move.before().toString())
          .put("now", move.now().toString());
    }
  }

  List<String> text() {
    List<String> lines = new ArrayList<>();
    LockChanges changes = result.changes();
    changes.moved().forEach(move -> lines.add("moved     " + text(move)));
    changes
        .replaced()
        .forEach(move ->
            lines.add("REPLACED  " + text(move) + "; upstream changed what never should change"));
    if (result.complete()) {
      lines.add(
          result.entries()
              + " entries: "
              + changes.added()
              + " added, "
              + changes.changed()
              + " changed, "
              + changes.removed()
              + " removed");
      lines.add((result.written() ? "wrote " : "unchanged: ") + lock);
      lines.add("release " + result.release().orElseThrow());
      return lines;
    }
    for (Failure failure : result.failures()) {
      lines.add("failed: " + failure.entry());
      failure.reasons().forEach(reason -> lines.add("  " + reason));
    }
    lines.add(
        "The lock is incomplete: "
            + result.failures().size()
            + " failed. "
            + lock
            + " is as it was. What was fetched is kept; run lock again to go on.");
    return lines;
  }

  private static String text(LockChanges.Move move) {
    return move.coordinates().kind().text()
        + " "
        + move.coordinates().text()
        + "  "
        + move.before()
        + " -> "
        + move.now();
  }
}
