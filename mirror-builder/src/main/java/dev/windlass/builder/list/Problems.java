package dev.windlass.builder.list;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what is wrong, so that one run tells all of it. One thread. */
final class Problems {
  private final List<ListProblem> problems = new ArrayList<>();

  void add(Node place, String message) {
    add(place.getStartMark(), message);
  }

  void add(Optional<Mark> place, String message) {
    problems.add(
        new ListProblem(
            place.map(mark -> mark.getLine() + 1).orElse(1),
            place.map(mark -> mark.getColumn() + 1).orElse(1),
            message));
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  /** All, in the order of the file. */
  List<ListProblem> sorted() {
    return problems.stream()
        .sorted(Comparator.comparingInt(ListProblem::line).thenComparingInt(ListProblem::column))
        .toList();
  }
}
