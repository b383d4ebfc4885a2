package dev.windlass.acceptance.upstream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.acceptance.upstream.LoopbackServer.Call;
import dev.windlass.acceptance.upstream.LoopbackServer.NotFound;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A Terraform registry: service discovery, the provider registry protocol with signed checksum
 * lists, and the module registry protocol.
 */
public final class TerraformRegistry implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LoopbackServer server = new LoopbackServer(this::handle);
  private final ReleaseKey key = new ReleaseKey("Registry Publisher <publisher@example.test>");
  private final Map<String, SortedMap<String, Release>> providers = new ConcurrentHashMap<>();
  private final Map<String, SortedMap<String, String>> modules = new ConcurrentHashMap<>();
  private final Map<String, Payload> files = new ConcurrentHashMap<>();

  private record Release(
      String namespace, String type, String version, SortedMap<String, Payload> packages) {
    String fileName(String platform) {
      return "terraform-provider-" + type + "_" + version + "_" + platform + ".zip";
    }

    String checksumsName() {
      return "terraform-provider-" + type + "_" + version + "_SHA256SUMS";
    }

    String path() {
      return "/files/" + namespace + "/" + type + "/" + version + "/";
    }

    String checksums() throws IOException {
      StringBuilder lines = new StringBuilder();
      for (var each : packages.entrySet()) {
        lines.append(each.getValue().sha256()).append("  ");
        lines.append(fileName(each.getKey())).append('\n');
      }
      return lines.toString();
    }
  }

  /** Base URL, to be given as {@code registry} in a mirror list. */
  public String url() {
    return server.url();
  }

  public ReleaseKey key() {
    return key;
  }

  /** What was asked since the last call. */
  public List<String> takeRequests() {
    return server.takeRequests();
  }

  /**
   * Publishes a signed version.
   *
   * @param address {@code namespace/type}
   * @param packages zip files by platform, {@code os_arch}
   */
  public void publishProvider(String address, String version, Map<String, Payload> packages)
      throws IOException {
    String[] parts = address.split("/", 2);
    Release release = new Release(parts[0], parts[1], version, new TreeMap<>(packages));
    byte[] checksums = release.checksums().getBytes(StandardCharsets.UTF_8);
    for (var each : release.packages().entrySet()) {
      files.put(release.path() + release.fileName(each.getKey()), each.getValue());
    }
    files.put(release.path() + release.checksumsName(), Payload.of(checksums));
    files.put(release.path() + release.checksumsName() + ".sig", Payload.of(key.sign(checksums)));
    providers.computeIfAbsent(address, _ -> new TreeMap<>()).put(version, release);
  }

  /**
   * Publishes a module's version.
   *
   * @param address {@code namespace/name/system}
   * @param subdirectory where in the zip the module lies; empty: at its root
   */
  public void publishModule(String address, String version, Payload zip, String subdirectory) {
    String path = "/files/modules/" + address + "/" + version + ".zip";
    files.put(path, zip);
    publishModuleAt(
        address, version, url() + path + (subdirectory.isEmpty() ? "" : "//" + subdirectory));
  }

  /**
   * Publishes a module's version that lies elsewhere.
   *
   * @param location in go-getter's notation
   */
  public void publishModuleAt(String address, String version, String location) {
    modules.computeIfAbsent(address, _ -> new TreeMap<>()).put(version, location);
  }

  /** Puts other content at the URLs that end so: an attacker at work. */
  public void replace(String suffix, byte[] content) {
    files.replaceAll((path, old) -> path.endsWith(suffix) ? Payload.of(content) : old);
  }

  /** A zip of text files, in the order given, without a clock in it. */
  public static byte[] zip(Map<String, String> texts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (var text : texts.entrySet()) {
        ZipEntry entry = new ZipEntry(text.getKey());
        entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(text.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  private void handle(Call call) throws IOException {
    String path = call.path();
    if (path.equals("/.well-known/terraform.json")) {
      call.json("{\"providers.v1\":\"/v1/providers/\",\"modules.v1\":\"/v1/modules/\"}");
    } else if (path.startsWith("/v1/providers/")) {
      provider(call, path.substring("/v1/providers/".length()).split("/", -1));
    } else if (path.startsWith("/v1/modules/")) {
      module(call, path.substring("/v1/modules/".length()).split("/", -1));
    } else {
      call.send(200, "application/octet-stream", found(files, path));
    }
  }

  private void provider(Call call, String[] parts) throws IOException {
    var releases = found(providers, parts[0] + "/" + parts[1]);
    if (parts[2].equals("versions")) {
      ObjectNode answer = JSON.createObjectNode();
      ArrayNode versions = answer.putArray("versions");
      for (Release release : releases.values()) {
        ObjectNode version = versions.addObject().put("version", release.version());
        version.putArray("protocols").add("5.0").add("6.0");
        ArrayNode platforms = version.putArray("platforms");
        for (String platform : release.packages().keySet()) {
          String[] names = platform.split("_", 2);
          platforms.addObject().put("os", names[0]).put("arch", names[1]);
        }
      }
      call.json(answer.toString());
    } else {
      call.json(download(found(releases, parts[2]), parts[4] + "_" + parts[5]).toString());
    }
  }

  private ObjectNode download(Release release, String platform) throws IOException {
    String[] names = platform.split("_", 2);
    ObjectNode answer = JSON.createObjectNode();
    answer.putArray("protocols").add("5.0").add("6.0");
    answer.put("os", names[0]).put("arch", names[1]);
    answer.put("filename", release.fileName(platform));
    answer.put("download_url", release.path() + release.fileName(platform));
    answer.put("shasums_url", release.path() + release.checksumsName());
    answer.put("shasums_signature_url", release.path() + release.checksumsName() + ".sig");
    answer.put("shasum", found(release.packages(), platform).sha256());
    answer
        .putObject("signing_keys")
        .putArray("gpg_public_keys")
        .addObject()
        .put("key_id", key.id())
        .put("ascii_armor", key.armor());
    return answer;
  }

  private void module(Call call, String[] parts) throws IOException {
    var versions = found(modules, parts[0] + "/" + parts[1] + "/" + parts[2]);
    if (parts[3].equals("versions")) {
      ObjectNode answer = JSON.createObjectNode();
      ArrayNode list = answer.putArray("modules").addObject().putArray("versions");
      versions.keySet().forEach(version -> list.addObject().put("version", version));
      call.json(answer.toString());
    } else {
      call.with("X-Terraform-Get", found(versions, parts[3])).send(204);
    }
  }

  private static <T> T found(Map<String, T> map, String key) {
    return Optional.ofNullable(map.get(key)).orElseThrow(() -> new NotFound(key));
  }

  @Override
  public void close() {
    server.close();
  }
}
