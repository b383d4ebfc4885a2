package dev.windlass.builder.requests;

import dev.windlass.spec.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A change of a mirror list that would satisfy demands.
 *
 * @param diff unified diff, empty if nothing would change
 * @param added demands that the change satisfies
 * @param skipped demands that it does not, each with the reason
 */
public record Proposal(String diff, List<Demand> added, List<Skipped> skipped) {
  /** A demand that the proposal leaves out. */
  public record Skipped(Demand demand, String reason) {}

  /**
   * @param name the list's file name, for the diff
   * @param text the list, which reads without problems
   */
  public static Proposal of(String name, String text, List<Demand> demands) {
    ListText list = new ListText(text);
    List<Demand> added = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    for (Demand demand : demands) {
      Optional<Addition> addition = Addition.of(demand);
      if (addition.isEmpty()) {
        skipped.add(new Skipped(printable(demand), Addition.obstacle(demand)));
      } else if (list.add(addition.get())) {
        added.add(demand);
      } else {
        skipped.add(
            new Skipped(
                demand, "it is on the list already, or its section is written in one line"));
      }
    }
    String diff = InsertionDiff.of(name, text.lines().toList(), list.lines());
    return new Proposal(diff, List.copyOf(added), List.copyOf(skipped));
  }

  private static Demand printable(Demand demand) {
    return new Demand(demand.kind(), Printable.escape(demand.wanted()), demand.count());
  }
}
