package dev.windlass.spec.coordinates;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Terraform provider's package for one platform, or a module's archive.
 *
 * <p>Texts: {@code <host>/<namespace>/<type>@<version>/<os>_<arch>} and {@code
 * <host>/<namespace>/<name>/<system>@<version>}.
 */
public sealed interface TerraformCoordinates extends Coordinates {
  /** The registry host that configurations name. */
  String host();

  String namespace();

  /** A semantic version without leading {@code v}. */
  String version();

  @Override
  default Kind kind() {
    return Kind.TERRAFORM;
  }

  /** One provider package, a zip. */
  record Provider(
      String host, String namespace, String type, String version, String os, String arch)
      implements TerraformCoordinates {
    public Provider {
      Grammar.require(Grammar.HOST, "host", host);
      Grammar.require(Patterns.NAME, "namespace", namespace);
      Grammar.require(Patterns.NAME, "provider type", type);
      Grammar.require(Patterns.VERSION, "version", version);
      Grammar.require(Patterns.PLATFORM, "os", os);
      Grammar.require(Patterns.PLATFORM, "architecture", arch);
    }

    @Override
    public String text() {
      return host + "/" + namespace + "/" + type + "@" + version + "/" + os + "_" + arch;
    }

    /** {@code <os>_<arch>}. */
    public String platform() {
      return os + "_" + arch;
    }
  }

  /** One version of a module, an archive. */
  record Module(String host, String namespace, String name, String system, String version)
      implements TerraformCoordinates {
    public Module {
      Grammar.require(Grammar.HOST, "host", host);
      Grammar.require(Patterns.NAME, "namespace", namespace);
      Grammar.require(Patterns.NAME, "module name", name);
      Grammar.require(Patterns.NAME, "target system", system);
      Grammar.require(Patterns.VERSION, "version", version);
    }

    @Override
    public String text() {
      return host + "/" + namespace + "/" + name + "/" + system + "@" + version;
    }
  }

  static TerraformCoordinates parse(String text) {
    Matcher provider = Patterns.PROVIDER_TEXT.matcher(text);
    if (provider.matches()) {
      return new Provider(
          provider.group(1),
          provider.group(2),
          provider.group(3),
          provider.group(4),
          provider.group(5),
          provider.group(6));
    }
    Matcher module = Patterns.MODULE_TEXT.matcher(text);
    if (module.matches()) {
      return new Module(
          module.group(1), module.group(2), module.group(3), module.group(4), module.group(5));
    }
    throw new IllegalArgumentException("Terraform coordinate outside its grammar: " + text);
  }

  /** The grammar. */
  final class Patterns {
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");
    static final Pattern VERSION =
        Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?");
    static final Pattern PLATFORM = Pattern.compile("[a-z0-9]+");
    static final Pattern PROVIDER_TEXT =
        Pattern.compile("([^/@]+)/([^/@]+)/([^/@]+)@([^/@]+)/([a-z0-9]+)_([a-z0-9]+)");
    static final Pattern MODULE_TEXT =
        Pattern.compile("([^/@]+)/([^/@]+)/([^/@]+)/([^/@]+)@([^/@]+)");

    private Patterns() {}
  }
}
