package dev.windlass.server.http;

import dev.windlass.spec.content.StoredBlob;
import dev.windlass.spec.coordinates.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request and its one answer. HEAD, conditional requests and ranges are handled here, the same
 * for all: an answering method is called once, as for GET. One virtual thread.
 */
public interface Exchange {
  /** {@code GET}, {@code HEAD}, {@code POST} … as sent. */
  String method();

  /** True for GET and HEAD. */
  boolean reads();

  /**
   * The path below the protocol's prefix, without leading slash, percent-decoded once; never holds
   * {@code .} or {@code ..} segments, backslashes or control characters (such requests are answered
   * with 400 before). An encoded slash, as npm sends it in scoped names, is decoded.
   */
  String path();

  /** The whole path of the request, as sent, for links and logs. */
  String rawPath();

  /** First value of a query parameter. */
  Optional<String> query(String name);

  /** First value of a request header. */
  Optional<String> header(String name);

  /** All values of a request header, lists split at commas. */
  List<String> headers(String name);

  /** Scheme, host and port by which the client reached the server, without trailing slash. */
  String origin();

  /**
   * Absolute URL of a path of this server for clients that will fetch it without their credentials:
   * if reading needs a token, the URL carries a short-lived one of its own.
   *
   * @param path absolute path, already percent-encoded
   */
  String downloadUrl(String path);

  /** The request's content, for POST; longer ones are answered with 413 and an exception here. */
  byte[] content(int maxBytes) throws IOException;

  /**
   * Sends bytes that were made for this request. An ETag is made from the content unless given.
   *
   * @param headers more headers of the answer
   */
  void send(int status, String mediaType, byte[] content, Map<String, String> headers)
      throws IOException;

  default void send(int status, String mediaType, byte[] content) throws IOException {
    send(status, mediaType, content, Map.of());
  }

  /**
   * Sends a blob as it is: status 200, 206, 304, 412 or 416. The ETag is the quoted digest unless
   * {@code headers} gives one. Sends asynchronously, so nothing may follow this call.
   */
  void send(StoredBlob blob, String mediaType, Map<String, String> headers) throws IOException;

  /** Sends a status and headers without content. */
  void send(int status, Map<String, String> headers) throws IOException;

  /**
   * Notes that a client asked for an artifact that no release holds, for the demand list. Does not
   * answer. Call for what a user could want (a package, a version), not for probes.
   *
   * @param wanted the coordinate in the form in which a mirror list would ask for it
   */
  void missing(Kind kind, String wanted);
}
