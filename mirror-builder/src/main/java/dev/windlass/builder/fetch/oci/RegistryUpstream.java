package dev.windlass.builder.fetch.oci;

import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.http.Http;
import dev.windlass.builder.fetch.http.HttpStatusException;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A repository of a registry, by the OCI distribution specification 1.1. */
final class RegistryUpstream implements Upstream {
  private static final String DOCKER_API = "registry-1.docker.io";
  private static final int MAX_PAGES = 1000;
  private static final Pattern NEXT =
      Pattern.compile("<([^>]*)>\\s*;[^,]*\\brel=\"?next\"?(?:[;,\\s].*)?");

  private final FetchContext context;
  private final Authorization authorization;
  private final String base;

  /**
   * @param plainHttp whether the registry is spoken to without TLS
   */
  RegistryUpstream(
      FetchContext context,
      ImageSource.Registry source,
      boolean plainHttp,
      Authorization authorization) {
    this.context = context;
    this.authorization = authorization;
    String host = source.host().equals(ImageSource.DOCKER) ? DOCKER_API : source.host();
    this.base = (plainHttp ? "http://" : "https://") + host + "/v2/" + source.repository();
  }

  @Override
  public String origin(String reference) {
    return base + "/manifests/" + reference;
  }

  @Override
  public Optional<Manifest> tagged(String tag) throws IOException, InterruptedException {
    Http.Document head;
    try {
      head = authorization.call(headers -> context.http().head(request(origin(tag), headers)));
    } catch (HttpStatusException e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
    String mediaType = MediaTypes.bare(head.header("content-type").orElse(""));
    Optional<String> digest = head.header("docker-content-digest");
    if (digest.isPresent() && digest.get().startsWith(Digest.PREFIX)) {
      return Optional.of(manifest(Digest.parse(digest.get()), mediaType));
    }
    return Optional.of(store(get(tag)));
  }

  @Override
  public Manifest manifest(Digest digest, String announced)
      throws IOException, InterruptedException {
    Optional<byte[]> held = Blobs.read(context.store(), digest, ManifestReader.MAX_BYTES);
    if (held.isPresent()) {
      return ManifestReader.read(held.get(), announced);
    }
    Manifest manifest;
    try {
      manifest = store(get(digest.toString()));
    } catch (HttpStatusException e) {
      if (e.status() == 404) {
        throw new FetchException(
            "tried to read %s, but the registry does not hold it".formatted(origin("" + digest)),
            e);
      }
      throw e;
    }
    if (!manifest.descriptor().digest().equals(digest)) {
      throw new FetchException(
          "tried to read %s, but its bytes have the digest %s: the registry or the way to it is"
                  .formatted(origin("" + digest), manifest.descriptor().digest())
              + " damaged");
    }
    return manifest;
  }

  private Http.Document get(String reference) throws IOException, InterruptedException {
    return authorization.call(headers ->
        context.http().get(request(origin(reference), headers), ManifestReader.MAX_BYTES));
  }

  private static Http.Request request(String url, Map<String, String> authorization) {
    Map<String, String> headers = new HashMap<>(authorization);
    headers.put("Accept", MediaTypes.ACCEPT);
    return new Http.Request(url, headers);
  }

  private Manifest store(Http.Document answer) throws IOException {
    String mediaType = MediaTypes.bare(answer.header("content-type").orElse(""));
    Manifest manifest = ManifestReader.read(answer.content(), mediaType);
    context
        .store()
        .put(
            manifest.descriptor().digest(),
            answer.content().length,
            new ByteArrayInputStream(answer.content()));
    return manifest;
  }

  @Override
  public boolean blob(Descriptor descriptor) throws IOException, InterruptedException {
    String url = base + "/blobs/" + descriptor.digest();
    var expected = Http.Expected.of(descriptor.digest(), descriptor.size());
    try {
      authorization.call(
          headers -> context.http().download(new Http.Request(url, headers), expected));
      return true;
    } catch (HttpStatusException e) {
      if (e.status() == 404) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public List<Descriptor> referrers(Digest subject) throws IOException, InterruptedException {
    List<Descriptor> found = new ArrayList<>();
    Optional<String> page = Optional.of(base + "/referrers/" + subject);
    for (int pages = 0; page.isPresent(); pages++) {
      if (pages == MAX_PAGES) {
        throw new FetchException("tried to list the referrers of " + subject + ", without end");
      }
      String url = page.get();
      Http.Document answer;
      try {
        answer =
            authorization.call(
                headers -> context.http().get(request(url, headers), ManifestReader.MAX_BYTES));
      } catch (HttpStatusException e) {
        // The registry does not have this API: "Unavailable Referrers API" of the specification.
        if (pages == 0 && e.status() >= 400 && e.status() < 500 && e.status() != 401) {
          return List.of();
        }
        throw e;
      }
      if (!MediaTypes.bare(answer.header("content-type").orElse("")).equals(MediaTypes.OCI_INDEX)) {
        return List.of();
      }
      ManifestReader.read(answer.content(), MediaTypes.OCI_INDEX)
          .children()
          .forEach(child -> found.add(child.descriptor()));
      page = next(answer);
    }
    return found;
  }

  /** The next page, which must be the same registry's: the login goes there. */
  private Optional<String> next(Http.Document answer) {
    Matcher link = NEXT.matcher(answer.header("link").orElse(""));
    if (!link.lookingAt()) {
      return Optional.empty();
    }
    URI next = URI.create(base).resolve(link.group(1));
    if (!next.toString().startsWith(base.substring(0, base.indexOf("/v2/") + 1))) {
      throw new FetchException("tried to follow " + base + " to another host, " + next);
    }
    return Optional.of(next.toString());
  }
}
