package dev.windlass.acceptance.upstream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A model of a few kilobytes whose weights are valid safetensors, in two shards with an index. */
public final class TinyModel {
  private TinyModel() {}

  /** Its files by path, always the same. */
  public static Map<String, Payload> files() {
    Map<String, Payload> files = new TreeMap<>();
    files.put("README.md", text("---\nlicense: apache-2.0\n---\n# A tiny model\n"));
    files.put(
        "config.json", text("{\"model_type\":\"tiny\",\"hidden_size\":16,\"vocab_size\":32}\n"));
    files.put("tokenizer/vocab.txt", text("hello\nworld\n"));
    files.put("model-00001-of-00002.safetensors", safetensors("embeddings.weight", 32, 16));
    files.put("model-00002-of-00002.safetensors", safetensors("head.weight", 16, 32));
    files.put(
        "model.safetensors.index.json",
        text(
            """
            {"metadata":{"total_size":4096},"weight_map":{\
            "embeddings.weight":"model-00001-of-00002.safetensors",\
            "head.weight":"model-00002-of-00002.safetensors"}}
            """));
    return files;
  }

  private static Payload text(String text) {
    return Payload.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** One tensor of 32-bit floats in the safetensors format: header length, JSON header, data. */
  private static Payload safetensors(String name, int rows, int columns) {
    int length = rows * columns * Float.BYTES;
    String header =
        "{\"%s\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[0,%d]}}"
            .formatted(name, rows, columns, length);
    String padded = header + " ".repeat((8 - header.length() % 8) % 8);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + padded.length() + length).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(padded.length()).put(padded.getBytes(StandardCharsets.US_ASCII));
    Random random = new Random(rows);
    for (int i = 0; i < rows * columns; i++) {
      file.putFloat(random.nextFloat());
    }
    return Payload.of(file.array());
  }
}
