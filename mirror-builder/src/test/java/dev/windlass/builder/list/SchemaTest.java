package dev.windlass.builder.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema that editors use and the reader agree on what a list is. */
class SchemaTest {
  private static final Path FILE = Path.of("mirror.yaml");
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Examples.schema());

  static Stream<String> good() {
    return Stream.of(Examples.FULL, Examples.sample(), Examples.sampleInUse());
  }

  @ParameterizedTest
  @MethodSource("good")
  void bothTakeAGoodList(String text) {
    assertThat(SCHEMA.validate(text, InputFormat.YAML)).isEmpty();
    assertThat(MirrorListReader.parse(FILE, text)).isNotNull();
  }

  /** All that is wrong in form; doubled keys and broken YAML are beyond a schema. */
  static Stream<String> bad() {
    return MirrorListReaderTest.problems()
        .map(arguments -> (String) arguments.get()[0])
        .filter(text -> !text.isEmpty() && !text.contains("stream: t") && !text.contains("[x\n"))
        .filter(text -> !text.contains("as: ../z"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void bothRefuseABadList(String text) {
    assertThat(SCHEMA.validate(text, InputFormat.YAML)).isNotEmpty();
    assertThatThrownBy(() -> MirrorListReader.parse(FILE, text)).isInstanceOf(ListException.class);
  }
}
