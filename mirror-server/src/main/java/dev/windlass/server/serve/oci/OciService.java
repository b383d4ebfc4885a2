package dev.windlass.server.serve.oci;

import dev.windlass.server.http.Exchange;
import dev.windlass.server.http.Service;
import dev.windlass.server.serve.Content;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.StoredBlob;
import dev.windlass.spec.coordinates.Kind;
import dev.windlass.spec.coordinates.OciCoordinates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Answers pull and content discovery. A manifest is sent as the bytes and the media type that were
 * approved, whatever the Accept header says: converting would change its digest.
 */
final class OciService implements Service {
  /** What old clients look for in every answer. */
  static final Map<String, String> VERSION =
      Map.of("Docker-Distribution-Api-Version", "registry/2.0");

  /** Tags by which clients look for signatures and other referrers, present or not. */
  private static final Pattern PROBE = Pattern.compile("sha256-[0-9a-f]{64}(\\..*)?");

  private final OciIndex index;
  private final Content content;
  private final ReferrersAnswer referrers;

  OciService(OciIndex index, Content content) {
    this.index = index;
    this.content = content;
    this.referrers = new ReferrersAnswer(index, content);
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    if (!exchange.reads()) {
      OciError.UNSUPPORTED.send(exchange, "this registry is a mirror: nothing can be pushed to it");
      return;
    }
    Optional<OciRequest> request = OciRequest.parse(exchange.path());
    if (request.isEmpty()) {
      OciError.NAME_UNKNOWN.send(exchange, "no such endpoint");
      return;
    }
    switch (request.get()) {
      case OciRequest.Version() ->
          exchange.send(200, "application/json", "{}".getBytes(StandardCharsets.UTF_8), VERSION);
      case OciRequest.Catalog() -> new Listing(exchange).catalog(index.repositories());
      case OciRequest.Tags(String name) -> tags(exchange, name);
      case OciRequest.Manifest(String name, String reference) ->
          manifest(exchange, RepositoryName.of(exchange, index, name), reference);
      case OciRequest.Blob(String name, String digest) -> blob(exchange, name, digest);
      case OciRequest.Referrers(String name, String digest) -> referrers(exchange, name, digest);
    }
  }

  private void tags(Exchange exchange, String name) throws IOException {
    Optional<Repository> repository = repository(exchange, name);
    if (repository.isEmpty()) {
      OciError.NAME_UNKNOWN.send(exchange, "no release holds this repository");
    } else {
      new Listing(exchange).tags(name, repository.get());
    }
  }

  private Optional<Repository> repository(Exchange exchange, String name) {
    return index.repository(RepositoryName.of(exchange, index, name));
  }

  private void manifest(Exchange exchange, String name, String reference) throws IOException {
    Optional<Repository> repository = index.repository(name);
    Optional<OciIndex.Manifest> found;
    if (reference.indexOf(':') >= 0) {
      Optional<Digest> digest = digest(exchange, reference);
      if (digest.isEmpty()) {
        return;
      }
      found = repository.flatMap(held -> index.manifest(held, digest.get()));
    } else {
      found = repository.flatMap(held -> index.tagged(held, reference));
    }
    if (found.isPresent()) {
      send(exchange, found.get().digest(), found.get().mediaType());
      return;
    }
    if (!PROBE.matcher(reference).matches()) {
      wanted(name, reference).ifPresent(text -> exchange.missing(Kind.OCI, text));
    }
    if (repository.isEmpty()) {
      OciError.NAME_UNKNOWN.send(exchange, "no release holds this repository");
    } else {
      OciError.MANIFEST_UNKNOWN.send(exchange, "no release holds this manifest");
    }
  }

  /** The image as a mirror list would name it; empty if no list could. */
  private static Optional<String> wanted(String name, String reference) {
    String text = name + (reference.indexOf(':') >= 0 ? "@" : ":") + reference;
    try {
      return Optional.of(OciCoordinates.parse(text).text());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void blob(Exchange exchange, String name, String text) throws IOException {
    Optional<Digest> digest = digest(exchange, text);
    if (digest.isEmpty()) {
      return;
    }
    Optional<Repository> repository = repository(exchange, name);
    if (repository.isEmpty()) {
      OciError.NAME_UNKNOWN.send(exchange, "no release holds this repository");
    } else if (index.hasBlob(repository.get(), digest.get())) {
      send(exchange, digest.get(), Descriptor.OCTET_STREAM);
    } else {
      OciError.BLOB_UNKNOWN.send(exchange, "no manifest of this repository links to this blob");
    }
  }

  private void send(Exchange exchange, Digest digest, String mediaType) throws IOException {
    Optional<StoredBlob> blob = content.find(digest);
    if (blob.isEmpty()) {
      OciError.UNAVAILABLE.send(exchange, "the stored content was taken out of service");
      return;
    }
    Map<String, String> headers = new HashMap<>(VERSION);
    headers.put("Docker-Content-Digest", digest.toString());
    exchange.send(blob.get(), mediaType, headers);
  }

  private void referrers(Exchange exchange, String name, String text) throws IOException {
    Optional<Digest> subject = digest(exchange, text);
    if (subject.isPresent()) {
      referrers.send(exchange, repository(exchange, name), subject.get());
    }
  }

  /** The digest; if the text is none, the request is answered and this is empty. */
  private static Optional<Digest> digest(Exchange exchange, String text) throws IOException {
    try {
      return Optional.of(Digest.parse(text));
    } catch (IllegalArgumentException e) {
      OciError.DIGEST_INVALID.send(exchange, "digests here are sha256: and 64 hex digits");
      return Optional.empty();
    }
  }
}
