package dev.windlass.server.publish;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.server.store.RottenBlobs;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the server can answer for everything that its releases promise. Many threads. A blob that
 * is missing or rotten makes it unready until an import has brought a good one.
 */
public final class Health {
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);
  private static final JsonMapper JSON = new JsonMapper();

  private final RottenBlobs blobs;
  private final Set<Digest> unavailable = ConcurrentHashMap.newKeySet();
  private volatile @Nullable String problem = "the releases are being read";

  public Health(RottenBlobs blobs) {
    this.blobs = blobs;
  }

  /** Notes a blob that a current release names and the store cannot give. */
  public void unavailable(Digest digest) {
    if (unavailable.add(digest)) {
      LOG.atError().addKeyValue("digest", digest).log("blob of a current release is unavailable");
    }
  }

  /** Says what keeps the releases from being served as they should, or that nothing does. */
  void problem(Optional<String> description) {
    problem = description.orElse(null);
  }

  /** Number of blobs that cannot be served. */
  public int unavailableCount() {
    refresh();
    return unavailable.size();
  }

  public boolean ready() {
    return unavailableCount() == 0 && problem == null;
  }

  /** The state for people and probes. */
  public byte[] json() throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("ready", ready());
    if (problem != null) {
      node.put("problem", problem);
    }
    ArrayNode list = node.putArray("unavailable");
    unavailable.stream().sorted().limit(100).forEach(digest -> list.add(digest.toString()));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
  }

  private void refresh() {
    unavailable.removeIf(digest -> {
      try {
        return blobs.inService(digest);
      } catch (IOException e) {
        return false;
      }
    });
  }
}
