package dev.windlass.builder.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mirror list's text, to which items are added line by line, so that its user's comments and form
 * stay as they are.
 */
final class ListText {
  private final List<String> lines;

  /**
   * @param text a list that reads without problems
   */
  ListText(String text) {
    this.lines = new ArrayList<>(text.lines().toList());
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /**
   * Adds the item behind the last one of its section.
   *
   * @return false if an item with this main value is there already, or if the section is written in
   *     one line, where nothing can be added without rewriting it
   */
  boolean add(Addition addition) {
    Optional<Node> root =
        new Compose(LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build())
            .composeString(String.join("\n", lines));
    Node node = root.orElseThrow();
    int line = lines.size();
    int indent = 0;
    for (int depth = 0; depth < addition.section().size(); depth++) {
      if (isFlow(node)) {
        return false;
      }
      String key = addition.section().get(depth);
      Optional<NodeTuple> tuple = find(node, key);
      if (tuple.isEmpty()) {
        return insert(line, indent, addition, depth);
      }
      node = tuple.get().getValueNode();
      indent = column(tuple.get().getKeyNode()) + 2;
      line = last(tuple.get().getKeyNode()) + 1;
      if (node instanceof CollectionNode<?>) {
        indent = isFlow(node) ? indent : column(node);
        line = last(node) + 1;
      }
    }
    if (isFlow(node) || holds(node, addition.main())) {
      return false;
    }
    return insert(line, indent, addition, addition.section().size());
  }

  /** Inserts the keys of the section from {@code depth} on, and the item. */
  private boolean insert(int line, int indent, Addition addition, int depth) {
    List<String> added = new ArrayList<>();
    int margin = indent;
    for (String key : addition.section().subList(depth, addition.section().size())) {
      added.add(" ".repeat(margin) + key + ":");
      margin += 2;
    }
    for (String item : addition.lines()) {
      added.add(" ".repeat(margin) + item);
    }
    lines.addAll(line, added);
    return true;
  }

  private static Optional<NodeTuple> find(Node node, String key) {
    return node instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .filter(tuple -> scalar(tuple.getKeyNode(), key::equals))
            .findFirst()
        : Optional.empty();
  }

  private static boolean holds(Node section, String main) {
    return section instanceof SequenceNode sequence
        && sequence.getValue().stream()
            .anyMatch(item ->
                scalar(item, main::equals)
                    || (item instanceof MappingNode mapping
                        && mapping.getValue().stream()
                            .anyMatch(tuple -> scalar(tuple.getValueNode(), main::equals))));
  }

  private static boolean scalar(Node node, Predicate<String> test) {
    return node instanceof ScalarNode scalar && test.test(scalar.getValue());
  }

  private static boolean isFlow(Node node) {
    return node instanceof CollectionNode<?> collection
        && collection.getFlowStyle() == FlowStyle.FLOW;
  }

  private static int column(Node node) {
    return node.getStartMark().map(Mark::getColumn).orElse(0);
  }

  /** The line, from 0, on which the node's last character stands. */
  private static int last(Node node) {
    if (!isFlow(node)) {
      if (node instanceof SequenceNode sequence && !sequence.getValue().isEmpty()) {
        return last(sequence.getValue().getLast());
      }
      if (node instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
        NodeTuple tuple = mapping.getValue().getLast();
        return Math.max(last(tuple.getKeyNode()), last(tuple.getValueNode()));
      }
    }
    return node.getEndMark().map(Mark::getLine).orElse(0);
  }
}
