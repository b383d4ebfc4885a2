package dev.windlass.builder.fetch.terraform;

import java.util.List;
import java.util.Locale;

/**
 * A source address, {@code [host/]part/part…}, in the normal form in which Terraform compares them:
 * lower case.
 *
 * @param parts namespace and type of a provider; namespace, name and system of a module
 */
record Source(String host, List<String> parts) {
  /** The registry meant by a source without host, as in Terraform. */
  static final String DEFAULT_HOST = "registry.terraform.io";

  Source {
    parts = List.copyOf(parts);
  }

  static Source provider(String text) {
    return parse(text, 2, "[host/]namespace/type");
  }

  static Source module(String text) {
    return parse(text, 3, "[host/]namespace/name/system");
  }

  private static Source parse(String text, int count, String form) {
    List<String> parts = List.of(text.toLowerCase(Locale.ROOT).split("/", -1));
    if (parts.contains("") || parts.size() < count || parts.size() > count + 1) {
      throw new IllegalArgumentException("'" + text + "' is no source of the form " + form);
    }
    return parts.size() == count
        ? new Source(DEFAULT_HOST, parts)
        : new Source(parts.getFirst(), parts.subList(1, parts.size()));
  }

  /** The parts joined by slashes, without the host: as registries write it in their URLs. */
  String path() {
    return String.join("/", parts);
  }

  @Override
  public String toString() {
    return host + "/" + path();
  }
}
