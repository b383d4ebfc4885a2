package dev.windlass.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The specification and the code say the same. */
final class SpecificationTest {
  @Test
  void listsExactlyTheRefusalCodesOfTheCode() throws IOException {
    List<String> table =
        Files.readAllLines(Path.of("SPEC.md")).stream()
            .filter(line -> line.matches("\\| R[0-9]{3} \\|.*"))
            .map(line -> line.split("\\|", -1)[1].strip() + " " + line.split("\\|", -1)[2].strip())
            .toList();
    assertThat(table)
        .containsExactlyElementsOf(
            Arrays.stream(RefusalCode.values())
                .map(code -> code.code() + " " + code.name())
                .toList());
  }
}
