package dev.windlass.builder.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MirrorListReaderTest {
  private static final Path FILE = Path.of("lists/mirror.yaml");
  private static final String HEAD = "stream: s\naudience: a\nmarking: m\n";

  @Test
  void readsEverySection() {
    MirrorList list = MirrorListReader.parse(FILE, Examples.FULL);

    assertThat(list.stream()).isEqualTo("tools");
    assertThat(list.images())
        .containsExactly(
            new MirrorList.Image("alpine:3.22", Optional.empty(), List.of(), true, false),
            new MirrorList.Image(
                "localhost:5000/app:1",
                Optional.of("apps/app"),
                List.of("linux/amd64", "linux/arm/v7"),
                false,
                true));
    assertThat(list.terraform().providers().getFirst().platforms()).containsExactly("linux_amd64");
    assertThat(list.terraform().modules().getFirst().versions()).isEqualTo("~> 1.0");
    assertThat(list.maven().artifacts())
        .containsExactly(
            new MirrorList.Maven.Artifact("g:a:1", true, false),
            new MirrorList.Maven.Artifact("g:b:[1,2)", false, true));
    assertThat(list.maven().projects().getFirst().pom())
        .isEqualTo(Path.of("lists/app/pom.xml").toAbsolutePath());
    assertThat(list.maven().projects().getFirst().goals()).containsExactly("verify");
    assertThat(list.npm().packages()).containsExactly("express@^5", "@types/node@^24");
    assertThat(list.models().getFirst().revision()).isEqualTo("main");
    assertThat(list.files().getFirst().as()).contains("tools/tool.tgz");
  }

  @Test
  void readsTheSampleThatInitWrites() {
    MirrorList list = MirrorListReader.parse(FILE, Examples.sample());

    assertThat(list.stream()).isEqualTo("default");
    assertThat(list.images()).isEmpty();
    assertThat(list.npm().packages()).isEmpty();
  }

  @Test
  void readsTheSampleWithEveryMarkTakenAway() {
    assertThat(MirrorListReader.parse(FILE, Examples.sampleInUse()).images()).hasSize(4);
  }

  static Stream<Arguments> problems() {
    return Stream.of(
        arguments(
            HEAD + "imagse: []\n", "4:1: unknown key 'imagse' in the list; did you mean 'images'?"),
        arguments(
            HEAD + "images:\n  - source: x\n    plain-http: true\n",
            "6:5: unknown key 'plain-http' in an image; did you mean 'plainHttp'?"),
        arguments(
            HEAD + "npm: {zzz: 1}\n",
            "4:7: unknown key 'zzz' in 'npm'; known are registry, packages, lockfiles, platforms"),
        arguments("audience: a\nmarking: m\n", "1:1: the list lacks the key 'stream'"),
        arguments(HEAD + "stream: t\n", "4:1: key 'stream' comes twice in the list"),
        arguments(
            HEAD + "terraform:\n  providers:\n    - source: a/b\n      versions: 2.19\n",
            "7:17: 'versions' must be text, not a number: quote it: \"2.19\""),
        arguments(HEAD + "images: alpine\n", "4:9: 'images' must be a list, not text"),
        arguments(
            HEAD + "npm: [express]\n",
            "4:6: 'npm' must be a mapping of keys to values, not a list"),
        arguments(
            HEAD + "images: [{source: x, referrers: maybe}]\n",
            "4:33: 'referrers' must be true or false"),
        arguments(
            HEAD + "images: [{source: x, platforms: [amd64]}]\n",
            "4:33: 'amd64' in 'platforms' is no os/arch such as linux/amd64"),
        arguments(
            HEAD + "npm: {registry: 'ftp://x/'}\n",
            "4:17: 'registry' must be an http or https URL without user, query or fragment"),
        arguments(
            HEAD + "npm: {registry: 'https://u:p@x/'}\n",
            "4:17: 'registry' must be an http or https URL without user, query or fragment"),
        arguments(
            HEAD + "files: [{url: 'https://x/y', digest: 'md5:00'}]\n",
            "4:38: 'digest' must be sha256: and 64, or sha512: and 128 lower-case hex digits"),
        arguments(
            HEAD
                + "files: [{url: 'https://x/y', digest: 'sha256:"
                + "0".repeat(64)
                + "', as: ../z}]\n",
            "4:117: 'as': file path outside its grammar: ../z"),
        arguments(
            "stream: Big\naudience: a\nmarking: m\n",
            "1:9: 'stream' must be lower-case letters, digits, dots, underscores and minus, begun by a letter or digit"),
        arguments(
            "stream: s\naudience: \"a\\nb\"\nmarking: m\n",
            "2:11: 'audience' must be one line of printable ASCII, at most 200 characters"),
        arguments(
            HEAD + "images: [x\n", "5:1: no valid YAML: expected ',' or ']', but got <stream end>"),
        arguments("", "1:1: the list is empty; begin with: mirror-builder init"));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void namesThePlaceOfAProblemAndItsCure(String text, String problem) {
    assertThatThrownBy(() -> MirrorListReader.parse(FILE, text))
        .isInstanceOf(ListException.class)
        .hasMessage("lists/mirror.yaml:" + problem);
  }

  @Test
  void tellsAllProblemsAtOnceInTheOrderOfTheFile() {
    String text = "strem: s\naudience: a\nmarking: m\nimages:\n  - sorce: x\n  - [y]\nmodels: 7\n";

    assertThatThrownBy(() -> MirrorListReader.parse(FILE, text))
        .isInstanceOfSatisfying(
            ListException.class,
            failure ->
                assertThat(failure.problems())
                    .extracting(ListProblem::line)
                    .containsExactly(1, 1, 5, 5, 6, 6, 7));
  }
}
