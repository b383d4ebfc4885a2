package dev.windlass.spec.coordinates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinatesTest {
  private static final String HEX =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private static final List<String> VALID =
      List.of(
          "file a",
          "file tools/setup 1.2 (x64).exe",
          "huggingface models/gpt2@main",
          "huggingface models/owner/name@" + COMMIT,
          "huggingface models/owner/name@" + COMMIT + "/sub dir/model-00001-of-00002.safetensors",
          "maven org.example:app:jar:1.0",
          "maven org.example:app:jar.asc:sources:1.0-20260131.080000-1",
          "maven junit:junit:pom:4.13.2",
          "npm left-pad@1.3.0",
          "npm @scope/name@1.0.0-rc.1+build.5",
          "npm @scope/name@latest",
          "npm JSONStream@1.3.5",
          "oci docker.io/library/alpine:3.20",
          "oci registry.example/a/b__c/d-e:V_1.0-x",
          "oci docker.io/library/alpine@sha256:" + HEX,
          "terraform registry.terraform.io/hashicorp/time@0.12.1/linux_amd64",
          "terraform registry.terraform.io/terraform-aws-modules/vpc/aws@5.0.0");

  private static Coordinates parse(String kindAndText) {
    int space = kindAndText.indexOf(' ');
    return Coordinates.parse(
        Kind.parse(kindAndText.substring(0, space)), kindAndText.substring(space + 1));
  }

  @Test
  void parsesWhatItPrints() {
    for (String text : VALID) {
      Coordinates coordinates = parse(text);
      assertThat(coordinates.kind().text() + " " + coordinates.text()).isEqualTo(text);
      assertThat(parse(text)).isEqualTo(coordinates).hasSameHashCodeAs(coordinates);
    }
  }

  @Test
  void ordersAsTheBytesOfCatalogueLines() {
    List<Coordinates> coordinates =
        new ArrayList<>(VALID.stream().map(CoordinatesTest::parse).toList());
    coordinates.add(parse("npm left-pad@1.3.0-a"));
    coordinates.add(parse("npm left@1.0.0"));
    coordinates.add(parse("file a!"));
    coordinates.add(parse("file a b"));
    assertThat(coordinates.stream().sorted().toList())
        .isEqualTo(
            coordinates.stream()
                .sorted(
                    Comparator.comparing(one ->
                        "{\"kind\":\""
                            + one.kind().text()
                            + "\",\"coordinate\":\""
                            + one.text()
                            + "\""))
                .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file ",
        "file /a",
        "file a/",
        "file a//b",
        "file ../a",
        "file a/../b",
        "file .",
        "file a\\b",
        "file a:b",
        "file a\"b",
        "file a\0",
        "file a\nb",
        "file \u00e4",
        "file a/ b",
        "file a /b",
        "huggingface gpt2@main",
        "huggingface models/@main",
        "huggingface models/gpt2",
        "huggingface models/a/b/c@main",
        "huggingface models/../b@main",
        "huggingface models/gpt2@../x",
        "huggingface models/gpt2@" + COMMIT + "/../x",
        "huggingface models/gpt2@" + COMMIT + "/",
        "huggingface models/gpt2@ma in",
        "maven a",
        "maven a:b:jar",
        "maven a:b:jar::1",
        "maven a:b:jar:c:1:2",
        "maven a/b:c:jar:1",
        "maven ..:b:jar:1",
        "maven a..b:c:jar:1",
        "maven a:b:jar:..",
        "maven a:b:../jar:1",
        "maven a:b:jar:1/2",
        "maven a:b:jar:1.",
        "maven a:b:jar:[1,2)",
        "maven a:b:jar: 1",
        "npm left-pad",
        "npm @1.0.0",
        "npm left-pad@",
        "npm ../x@1.0.0",
        "npm @a/b/c@1.0.0",
        "npm @/b@1.0.0",
        "npm .x@1.0.0",
        "npm a@^1.0.0",
        "npm a@1.0.0/x",
        "npm a@../x",
        "npm a b@1.0.0",
        "oci alpine",
        "oci Alpine:1",
        "oci a//b:1",
        "oci /a:1",
        "oci a:",
        "oci a:.x",
        "oci a:b:c",
        "oci a/../b:1",
        "oci a@sha256:00",
        "oci a@sha512:" + HEX,
        "oci a@sha256:" + HEX + "/x",
        "oci a:1@sha256:" + HEX,
        "terraform a/b/c",
        "terraform a/b/c@1.0.0",
        "terraform a/b/c@1/linux_amd64",
        "terraform A/b/c@1.0.0/linux_amd64",
        "terraform a/../c@1.0.0/linux_amd64",
        "terraform a/b/c@1.0.0/linux_amd64/x",
        "terraform a/b/c@v1.0.0/linux_amd64",
        "terraform a/b/c@1.0.0/../x_y",
        "terraform a/b/c/d/e@1.0.0"
      })
  void refusesHostileTexts(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> parse(text));
  }

  @Test
  void refusesTextsThatAreTooLong() {
    assertThatIllegalArgumentException().isThrownBy(() -> parse("file " + "a".repeat(1025)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("npm " + "a".repeat(1025) + "@1.0.0"));
  }

  @ParameterizedTest
  @CsvSource({
    "org.example:app:jar:1.0, org/example/app/1.0/app-1.0.jar",
    "org.example:app:jar:sources:1.0, org/example/app/1.0/app-1.0-sources.jar",
    "a:b:pom:1.0-20260131.080000-1, a/b/1.0-SNAPSHOT/b-1.0-20260131.080000-1.pom",
    "a:b:jar:20260131.080000-1, a/b/SNAPSHOT/b-20260131.080000-1.jar"
  })
  void knowsTheMavenPath(String text, String path) {
    assertThat(MavenCoordinates.parse(text).path()).isEqualTo(path);
  }

  @Test
  void tellsVersionsFromDistTags() {
    assertThat(NpmCoordinates.parse("a@1.2.3")).isInstanceOf(NpmCoordinates.Version.class);
    assertThat(NpmCoordinates.parse("a@1.2")).isInstanceOf(NpmCoordinates.DistTag.class);
    assertThatIllegalArgumentException().isThrownBy(() -> new NpmCoordinates.DistTag("a", "1.2.3"));
  }
}
