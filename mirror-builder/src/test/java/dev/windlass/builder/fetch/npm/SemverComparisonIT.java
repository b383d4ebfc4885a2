package dev.windlass.builder.fetch.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windlass.spec.coordinates.SemanticVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges and order against the semver package that npm itself carries, on random cases. */
class SemverComparisonIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SCRIPT =
      """
      const fs = require('fs'), path = require('path'), { execSync } = require('child_process');
      const root = execSync('npm root -g').toString().trim();
      const semver = require(path.join(root, 'npm', 'node_modules', 'semver'));
      const { ranges, versions } = JSON.parse(fs.readFileSync(process.argv[2]));
      console.log(JSON.stringify({
        held: ranges.map(r => semver.validRange(r, { loose: true }) === null ? 'none'
          : versions.map(v => semver.satisfies(v, r, { loose: true }) ? '1' : '0').join('')),
        order: versions.map(v => versions.map(w => semver.compare(v, w) + 1).join(''))
      }));
      """;

  private static @TempDir Path directory;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void readsRangesAndOrdersVersionsAsNpmDoes(long seed) throws Exception {
    Random random = new Random(seed);
    List<String> versions = Stream.generate(() -> version(random)).distinct().limit(60).toList();
    List<String> ranges = Stream.generate(() -> range(random)).distinct().limit(1500).toList();
    JsonNode npm = npm(Map.of("ranges", ranges, "versions", versions));

    List<String> differences = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      String ours = held(ranges.get(i), versions);
      if (!ours.equals(npm.path("held").path(i).asText())) {
        differences.add(ranges.get(i) + "\n" + ours + "\n" + npm.path("held").path(i).asText());
      }
    }
    assertThat(differences).isEmpty();
    for (int i = 0; i < versions.size(); i++) {
      assertThat(order(versions.get(i), versions))
          .as(versions.get(i))
          .isEqualTo(npm.path("order").path(i).asText());
    }
  }

  private static JsonNode npm(Object question) throws Exception {
    Path script = Files.writeString(directory.resolve("compare.js"), SCRIPT);
    Path input = directory.resolve("question.json");
    JSON.writeValue(input.toFile(), question);
    Process node =
        new ProcessBuilder("node", script.toString(), input.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String answer = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(node.waitFor()).isZero();
    return JSON.readTree(answer);
  }

  private static String held(String text, List<String> versions) {
    StringBuilder held = new StringBuilder();
    Range range = Range.parse(text).orElse(null);
    if (range == null) {
      return "none";
    }
    for (String version : versions) {
      held.append(range.contains(SemanticVersion.parse(version)) ? '1' : '0');
    }
    return held.toString();
  }

  private static String order(String version, List<String> versions) {
    StringBuilder order = new StringBuilder();
    for (String other : versions) {
      int sign = SemanticVersion.parse(version).compareTo(SemanticVersion.parse(other));
      order.append(Integer.signum(sign) + 1);
    }
    return order.toString();
  }

  private static String version(Random random) {
    String triple = random.nextInt(4) + "." + random.nextInt(4) + "." + random.nextInt(4);
    return random.nextInt(3) == 0 ? triple + "-" + prerelease(random) : triple;
  }

  private static String prerelease(Random random) {
    String[] words = {"0", "1", "11", "2", "alpha", "beta", "rc", "a-b", "alpha1"};
    String word = words[random.nextInt(words.length)];
    return random.nextBoolean() ? word : word + "." + words[random.nextInt(words.length)];
  }

  private static String range(Random random) {
    StringBuilder range = new StringBuilder();
    int alternatives = 1 + random.nextInt(4) / 3 + random.nextInt(5) / 4;
    for (int i = 0; i < alternatives; i++) {
      range.append(i == 0 ? "" : random.nextBoolean() ? " || " : "||");
      if (random.nextInt(6) == 0) {
        range.append(partial(random)).append(" - ").append(partial(random));
        continue;
      }
      int comparators = 1 + random.nextInt(5) / 3;
      for (int k = 0; k < comparators; k++) {
        String[] operators = {"", "", "^", "^", "~", "~>", ">", ">=", "<", "<=", "=", "^ ", ">= "};
        range.append(k == 0 ? "" : " ").append(operators[random.nextInt(operators.length)]);
        range.append(random.nextInt(25) == 0 ? "nonsense" : partial(random));
      }
    }
    return range.toString();
  }

  private static String partial(Random random) {
    String[] parts = {"0", "0", "1", "1", "2", "3", "x", "*", "X"};
    StringBuilder partial = new StringBuilder(random.nextInt(12) == 0 ? "v" : "");
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      partial.append(i == 0 ? "" : ".").append(parts[random.nextInt(parts.length)]);
    }
    if (count == 3 && random.nextInt(3) == 0) {
      partial.append('-').append(prerelease(random));
    }
    return random.nextInt(15) == 0 && count == 3 ? partial + "+build.5" : partial.toString();
  }
}
