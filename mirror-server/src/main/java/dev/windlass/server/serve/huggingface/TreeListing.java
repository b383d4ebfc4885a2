package dev.windlass.server.serve.huggingface;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Lists the files and directories of a commit, as the hub's tree and paths-info answers do. */
final class TreeListing {
  private static final String BLOB_MODE = "100644 ";
  private static final String TREE_MODE = "40000 ";

  private final NavigableMap<String, ModelFile> files;

  TreeListing(NavigableMap<String, ModelFile> files) {
    this.files = files;
  }

  /**
   * What is below a directory, by path.
   *
   * @param directory empty, or a path without slash at its end
   * @param recursive true: all; false: its own members alone
   */
  NavigableMap<String, ObjectNode> below(String directory, boolean recursive) {
    String prefix = directory.isEmpty() ? "" : directory + "/";
    NavigableMap<String, ObjectNode> found = new TreeMap<>();
    for (Map.Entry<String, ModelFile> each : files.tailMap(prefix).entrySet()) {
      String path = each.getKey();
      if (!path.startsWith(prefix)) {
        break;
      }
      int slash = path.indexOf('/', prefix.length());
      for (int at = slash; at > 0; at = recursive ? path.indexOf('/', at + 1) : -1) {
        found.computeIfAbsent(path.substring(0, at), this::directory);
      }
      if (recursive || slash < 0) {
        found.put(path, file(path, each.getValue()));
      }
    }
    return found;
  }

  /** Adds what the path names, if it is there. */
  void describe(String path, ArrayNode answer) {
    ModelFile file = files.get(path);
    if (file != null) {
      answer.add(file(path, file));
    } else if (hasDirectory(path)) {
      answer.add(directory(path));
    }
  }

  boolean hasDirectory(String path) {
    String first = files.ceilingKey(path + "/");
    return first != null && first.startsWith(path + "/");
  }

  private static ObjectNode file(String path, ModelFile file) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("type", "file").put("oid", file.oid()).put("size", file.size()).put("path", path);
    if (file.lfs()) {
      node.putObject("lfs")
          .put("oid", file.digest().hex())
          .put("size", file.size())
          .put("pointerSize", file.pointerSize());
    }
    return node;
  }

  private ObjectNode directory(String path) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "directory")
        .put("oid", HexFormat.of().formatHex(treeId(path + "/")))
        .put("size", 0)
        .put("path", path);
  }

  /** Git's id of a directory that holds what is served of it, nothing of it executable. */
  private byte[] treeId(String prefix) {
    // Git sorts a directory as if its name ended with a slash.
    NavigableMap<String, byte[]> members = new TreeMap<>();
    for (Map.Entry<String, ModelFile> each : files.tailMap(prefix).entrySet()) {
      if (!each.getKey().startsWith(prefix)) {
        break;
      }
      String rest = each.getKey().substring(prefix.length());
      int slash = rest.indexOf('/');
      if (slash < 0) {
        members.put(rest, HexFormat.of().parseHex(each.getValue().oid()));
      } else {
        String name = rest.substring(0, slash + 1);
        members.computeIfAbsent(name, _ -> treeId(prefix + name));
      }
    }
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    members.forEach((name, id) -> {
      String line =
          name.endsWith("/") ? TREE_MODE + name.substring(0, name.length() - 1) : BLOB_MODE + name;
      object.writeBytes((line + "\0").getBytes(StandardCharsets.UTF_8));
      object.writeBytes(id);
    });
    MessageDigest sha1 = sha1();
    sha1.update(("tree " + object.size() + "\0").getBytes(StandardCharsets.US_ASCII));
    return sha1.digest(object.toByteArray());
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
