package dev.windlass.builder.fetch.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardsTest {
  @Test
  void knowsTheOtherShardsByName() {
    assertThat(
            Shards.missingByName(
                List.of("m-00001-of-00003.safetensors", "m-00003-of-00003.safetensors", "x.bin")))
        .containsExactly("m-00002-of-00003.safetensors");
  }

  @Test
  void findsShardsOfAnIndexBesideIt() {
    String index = "{\"weight_map\":{\"a\":\"m-1.bin\",\"b\":\"m-2.bin\",\"c\":\"m-1.bin\"}}";
    assertThat(
            Shards.missingByIndex(
                "sub/m.bin.index.json",
                Hub.parse(index.getBytes(StandardCharsets.UTF_8), "index"),
                List.of("sub/m-1.bin", "m-2.bin")))
        .containsExactly("sub/m-2.bin");
  }
}
