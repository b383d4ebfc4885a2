package dev.windlass.builder.fetch.http;

import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What fetchers ask of HTTP. Redirects are followed (credentials stay with their host), transient
 * failures (connection loss, stall, 408, 429, 5xx) are retried with growing, jittered pauses up to
 * a bound. Everything blocks; safe for many threads.
 */
public interface Http {
  /**
   * Fetches a small document whole.
   *
   * @param maxBytes refuses longer answers
   * @throws HttpStatusException for any status but 200 and 204 (and 304 if the request was
   *     conditional)
   */
  Document get(Request request, long maxBytes) throws IOException, InterruptedException;

  /**
   * Reads a document of any size as it arrives, for those that are too large to be held whole. If
   * the transfer breaks, the reader may be called again from the start.
   *
   * @param maxBytes fails on longer answers
   * @throws HttpStatusException for any status but 200 and 204 (and 304 if the request was
   *     conditional; the reader then gets an empty body)
   */
  <T> T read(Request request, long maxBytes, Reader<T> reader)
      throws IOException, InterruptedException;

  /** Takes an answer apart while it arrives. */
  @FunctionalInterface
  interface Reader<T> {
    /**
     * @param head status and headers, without content
     * @param body open only during the call
     */
    T read(Document head, InputStream body) throws IOException;
  }

  /**
   * Sends a form, as token servers want it, and reads the answer whole. Redirects are not followed,
   * since forms carry secrets.
   *
   * @param form {@code application/x-www-form-urlencoded}
   * @throws HttpStatusException for any status but 200
   */
  Document post(Request request, String form, long maxBytes)
      throws IOException, InterruptedException;

  /** As {@link #get} with the HEAD method; the document has no content. */
  Document head(Request request) throws IOException, InterruptedException;

  /**
   * Streams a blob into the content store, unless the store holds it already. Interrupted downloads
   * go on where they stopped, also in the next process, where the digest is known.
   *
   * @param expected what is known of the content beforehand
   * @return the blob's digest and size; its media type is always octet-stream, since what a server
   *     says of it may change while the blob does not: the ecosystem knows better
   * @throws IntegrityException if the upstream's bytes are not the expected ones
   * @throws HttpStatusException for any status but 200
   */
  Descriptor download(Request request, Expected expected) throws IOException, InterruptedException;

  /**
   * One request.
   *
   * @param url absolute http or https URL
   * @param headers sent as they are; when a redirect leaves the host, all are dropped that might
   *     carry a secret
   */
  record Request(String url, Map<String, String> headers) {
    public Request {
      headers = Map.copyOf(headers);
    }

    public static Request of(String url) {
      return new Request(url, Map.of());
    }
  }

  /**
   * An answer held in memory.
   *
   * @param headers by lower-case name; of a repeated header the last one
   * @param url where it came from, after redirects
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Document(int status, String url, Map<String, String> headers, byte[] content) {
    public Optional<String> header(String lowerCaseName) {
      return Optional.ofNullable(headers.get(lowerCaseName));
    }
  }

  /**
   * What is known of a download beforehand.
   *
   * @param checksums other digests that must match: algorithm ({@code SHA-1}, {@code SHA-512},
   *     {@code MD5}) to lower-case hex
   */
  record Expected(
      Optional<Digest> digest, OptionalLong size, Map<String, String> checksums, long maxBytes) {
    public Expected {
      checksums = Map.copyOf(checksums);
    }

    public static Expected nothing() {
      return new Expected(Optional.empty(), OptionalLong.empty(), Map.of(), Long.MAX_VALUE);
    }

    public static Expected of(Digest digest, long size) {
      return new Expected(Optional.of(digest), OptionalLong.of(size), Map.of(), size);
    }

    public static Expected of(Digest digest) {
      return new Expected(Optional.of(digest), OptionalLong.empty(), Map.of(), Long.MAX_VALUE);
    }

    public static Expected checksum(String algorithm, String hex) {
      return new Expected(
          Optional.empty(), OptionalLong.empty(), Map.of(algorithm, hex), Long.MAX_VALUE);
    }
  }
}
