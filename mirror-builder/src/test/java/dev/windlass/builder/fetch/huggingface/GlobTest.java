package dev.windlass.builder.fetch.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "*.json,config.json,true",
    "*.json,onnx/config.json,true",
    "onnx/,onnx/a/model.onnx,true",
    "onnx/*,onnx,false",
    "model-?.bin,model-1.bin,true",
    "model-?.bin,model-12.bin,false",
    "model-[0-9].bin,model-7.bin,true",
    "model-[!0-9].bin,model-7.bin,false",
    "model-[!0-9].bin,model-x.bin,true",
    "a[,a[,true",
    "[]x].bin,].bin,true",
    "a.b,axb,false",
    "*,any/thing,true",
    "(a|b)+,(a|b)+,true",
    "config.json,Config.json,false",
  })
  void matchesAsPythonsFnmatch(String glob, String path, boolean matches) {
    assertThat(Glob.of(glob).matches(path)).isEqualTo(matches);
  }

  @Test
  void choosesByIncludeThenExclude() {
    List<Glob> json = List.of(Glob.of("*.json"));
    assertThat(Glob.chosen("a.bin", List.of(), List.of())).isTrue();
    assertThat(Glob.chosen("a.bin", json, List.of())).isFalse();
    assertThat(Glob.chosen("a.json", json, List.of())).isTrue();
    assertThat(Glob.chosen("a.json", json, List.of(Glob.of("a*")))).isFalse();
  }
}
