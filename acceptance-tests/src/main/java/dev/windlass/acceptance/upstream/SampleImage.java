package dev.windlass.acceptance.upstream;

import dev.windlass.spec.content.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A multi-architecture OCI image made on the spot: one layer a platform with a static program that
 * prints one line, an image manifest each, and the index above them. The same words give the same
 * bytes.
 */
public final class SampleImage {
  static final String INDEX = "application/vnd.oci.image.index.v1+json";
  static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

  private final Map<Digest, byte[]> blobs = new LinkedHashMap<>();
  private final Map<Digest, byte[]> manifests = new LinkedHashMap<>();
  private final Digest index;

  private SampleImage(String words) throws IOException {
    List<String> children = new ArrayList<>();
    for (TinyProgram program : TinyProgram.values()) {
      byte[] tar = tar(program.executable(words));
      String layer = keep(blobs, gzip(tar), LAYER, "");
      String config =
          """
          {"architecture":"%s","os":"linux","config":{"Cmd":["/hello"]},\
          "rootfs":{"type":"layers","diff_ids":["%s"]}}\
          """
              .formatted(program.architecture(), Digest.of(tar));
      String configuration = keep(blobs, utf8(config), CONFIG, "");
      String manifest =
          """
          {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}\
          """
              .formatted(MANIFEST, configuration, layer);
      String platform =
          ",\"platform\":{\"architecture\":\"" + program.architecture() + "\",\"os\":\"linux\"}";
      children.add(keep(manifests, utf8(manifest), MANIFEST, platform));
    }
    byte[] bytes =
        utf8(
            "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
                .formatted(INDEX, String.join(",", children)));
    index = Digest.of(bytes);
    manifests.put(index, bytes);
  }

  /** An image whose program prints {@code words}. */
  public static SampleImage saying(String words) throws IOException {
    return new SampleImage(words);
  }

  /** Digest of the index. */
  public Digest index() {
    return index;
  }

  Map<Digest, byte[]> blobs() {
    return blobs;
  }

  Map<Digest, byte[]> manifests() {
    return manifests;
  }

  private static String keep(
      Map<Digest, byte[]> store, byte[] content, String mediaType, String more) {
    Digest digest = Digest.of(content);
    store.put(digest, content);
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
        .formatted(mediaType, digest, content.length, more);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] tar(byte[] program) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry("hello");
      entry.setSize(program.length);
      entry.setMode(0755);
      entry.setModTime(0L);
      tar.putArchiveEntry(entry);
      tar.write(program);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }
}
