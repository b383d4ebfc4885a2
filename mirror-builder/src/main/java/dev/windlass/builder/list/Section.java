package dev.windlass.builder.list;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of the list. Each key is asked for once by the kind of value that it must have; {@link
 * #end} reports the keys that nobody asked for. A wrong value is reported and read as absent, so
 * that reading goes on. One thread.
 */
final class Section {
  private final Node node;
  private final String what;
  private final Problems problems;
  private final Map<String, Node> values = new HashMap<>();
  private final Map<String, Node> keys = new HashMap<>();
  private final Set<String> known = new LinkedHashSet<>();

  private Section(Node node, String what, Problems problems) {
    this.node = node;
    this.what = what;
    this.problems = problems;
  }

  /** Reads a mapping; anything else is reported. Nothing at all reads as an empty one. */
  static Section of(Node node, String what, Problems problems) {
    Section section = new Section(node, what, problems);
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(section::put);
    } else if (!isNull(node)) {
      problems.add(node, what + " must be a mapping of keys to values, not " + kind(node));
    }
    return section;
  }

  /** A section without keys, for an entry that its user wrote as one text. */
  static Section empty(Node node, String what, Problems problems) {
    return new Section(node, what, problems);
  }

  private void put(NodeTuple tuple) {
    Node key = tuple.getKeyNode();
    if (!(key instanceof ScalarNode scalar)) {
      problems.add(key, "a key must be plain text, not " + kind(key));
      return;
    }
    if (values.putIfAbsent(scalar.getValue(), tuple.getValueNode()) != null) {
      problems.add(key, "key '" + scalar.getValue() + "' comes twice in " + what);
      return;
    }
    keys.put(scalar.getValue(), key);
  }

  private Optional<Node> value(String key) {
    known.add(key);
    return Optional.ofNullable(values.get(key)).filter(value -> !isNull(value));
  }

  /** A text that must be there; its absence is reported and answered with an empty text. */
  String text(String key) {
    Optional<Node> value = value(key);
    if (value.isEmpty()) {
      problems.add(node, what + " lacks the key '" + key + "'");
      return "";
    }
    return text(value.get(), "'" + key + "'", problems).orElse("");
  }

  Optional<String> optionalText(String key) {
    return value(key).flatMap(value -> text(value, "'" + key + "'", problems));
  }

  boolean flag(String key, boolean otherwise) {
    Optional<Node> value = value(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (value.get() instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return Boolean.parseBoolean(scalar.getValue());
    }
    problems.add(value.get(), "'" + key + "' must be true or false");
    return otherwise;
  }

  List<String> texts(String key) {
    return list(key, value -> text(value, "an item of '" + key + "'", problems));
  }

  /** The items of a list that {@code item} could read. */
  <T> List<T> list(String key, Function<Node, Optional<T>> item) {
    Optional<Node> value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof SequenceNode sequence)) {
      problems.add(value.get(), "'" + key + "' must be a list, not " + kind(value.get()));
      return List.of();
    }
    List<T> items = new ArrayList<>();
    for (Node element : sequence.getValue()) {
      item.apply(element).ifPresent(items::add);
    }
    return items;
  }

  Optional<Section> section(String key) {
    return value(key).map(value -> of(value, "'" + key + "'", problems));
  }

  /** Reports a value of this section that has the right kind but not the right form. */
  void reject(String key, String message) {
    problems.add(values.getOrDefault(key, node), message);
  }

  /** Reports all keys that nobody asked for. */
  void end() {
    for (var key : keys.entrySet()) {
      if (!known.contains(key.getKey())) {
        String hint =
            Suggestion.nearest(key.getKey(), known)
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElse("; known are " + String.join(", ", known));
        problems.add(key.getValue(), "unknown key '" + key.getKey() + "' in " + what + hint);
      }
    }
  }

  /** A scalar as text; a number or truth value must be quoted, since YAML would change some. */
  static Optional<String> text(Node node, String what, Problems problems) {
    if (!(node instanceof ScalarNode scalar)) {
      problems.add(node, what + " must be text, not " + kind(node));
      return Optional.empty();
    }
    if (!scalar.getTag().equals(Tag.STR)) {
      problems.add(
          node,
          what + " must be text, not " + kind(node) + ": quote it: \"" + scalar.getValue() + "\"");
      return Optional.empty();
    }
    if (scalar.getValue().isBlank()) {
      problems.add(node, what + " must not be empty");
      return Optional.empty();
    }
    return Optional.of(scalar.getValue());
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  private static String kind(Node node) {
    if (node instanceof MappingNode) {
      return "a mapping";
    }
    if (node instanceof SequenceNode) {
      return "a list";
    }
    Tag tag = node.getTag();
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return "a number";
    }
    if (tag.equals(Tag.BOOL)) {
      return "a truth value";
    }
    return tag.equals(Tag.NULL) ? "nothing" : "text";
  }
}
