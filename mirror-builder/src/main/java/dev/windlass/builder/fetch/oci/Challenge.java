package dev.windlass.builder.fetch.oci;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a registry wants to be authenticated to: one challenge of a WWW-Authenticate header (RFC
 * 9110, section 11.6.1).
 *
 * @param scheme in lower case
 * @param parameters by lower-case name
 */
record Challenge(String scheme, Map<String, String> parameters) {
  private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\s*(" + TOKEN + ")\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))\\s*");
  private static final Pattern SCHEME = Pattern.compile("\\s*(" + TOKEN + ")(?=\\s|,|$)");

  Challenge {
    parameters = Map.copyOf(parameters);
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** All challenges of a header; what is malformed ends the list. */
  static List<Challenge> parse(String header) {
    List<Challenge> challenges = new ArrayList<>();
    Matcher scheme = SCHEME.matcher(header);
    Matcher parameter = PARAMETER.matcher(header);
    int at = 0;
    while (scheme.region(at, header.length()).lookingAt()) {
      at = scheme.end();
      Map<String, String> parameters = new LinkedHashMap<>();
      while (parameter.region(at, header.length()).lookingAt()) {
        String quoted = parameter.group(2);
        String value = quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1");
        parameters.put(parameter.group(1).toLowerCase(Locale.ROOT), value);
        at = afterCommas(header, parameter.end());
      }
      challenges.add(new Challenge(scheme.group(1).toLowerCase(Locale.ROOT), parameters));
      at = afterCommas(header, at);
    }
    return challenges;
  }

  private static int afterCommas(String header, int from) {
    int at = from;
    while (at < header.length() && (header.charAt(at) == ',' || header.charAt(at) == ' ')) {
      at++;
    }
    return at;
  }
}
