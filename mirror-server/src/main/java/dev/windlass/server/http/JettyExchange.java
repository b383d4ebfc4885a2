package dev.windlass.server.http;

import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.StoredBlob;
import dev.windlass.spec.coordinates.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** An exchange over Jetty's core API. */
final class JettyExchange implements Exchange {
  private static final int CHUNK = 64 * 1024;
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.%]{2,60}]");

  /**
   * What an exchange needs of its server.
   *
   * @param downloadUrl makes an absolute URL that carries its own permission, of a path
   * @param missing takes note of demand that could not be met
   */
  record Surroundings(
      ByteBufferPool buffers,
      UnaryOperator<String> downloadUrl,
      BiConsumer<Kind, String> missing) {}

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final String path;
  private final Surroundings surroundings;
  private @Nullable Fields query;
  private boolean answered;

  JettyExchange(
      Request request,
      Response response,
      Callback callback,
      String path,
      Surroundings surroundings) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.path = path;
    this.surroundings = surroundings;
  }

  boolean answered() {
    return answered;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public boolean reads() {
    return method().equals("GET") || method().equals("HEAD");
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public String rawPath() {
    return request.getHttpURI().getPath();
  }

  @Override
  public Optional<String> query(String name) {
    if (query == null) {
      query = Request.extractQueryParameters(request);
    }
    return Optional.ofNullable(query.getValue(name));
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  @Override
  public List<String> headers(String name) {
    return request.getHeaders().getValuesList(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  @Override
  public String origin() {
    String host = Request.getServerName(request);
    int port = Request.getServerPort(request);
    boolean secure = request.isSecure();
    String authority = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    if (!HOST.matcher(authority).matches()) {
      authority = "localhost"; // whoever sends such a Host gets no page or file made with it
    }
    String scheme = secure ? "https://" : "http://";
    return port <= 0 || port == (secure ? 443 : 80)
        ? scheme + authority
        : scheme + authority + ":" + port;
  }

  @Override
  public String downloadUrl(String path) {
    return surroundings.downloadUrl().apply(origin() + path);
  }

  @Override
  public byte[] content(int maxBytes) throws IOException {
    try (InputStream in = Content.Source.asInputStream(request)) {
      byte[] content = in.readNBytes(maxBytes + 1);
      if (content.length > maxBytes) {
        send(413, Map.of());
        throw new IOException("a request's content exceeds " + maxBytes + " bytes");
      }
      return content;
    }
  }

  @Override
  public void send(int status, String mediaType, byte[] content, Map<String, String> headers) {
    if (status != 200) {
      begin(status, headers);
      put(HttpHeader.CONTENT_TYPE, mediaType);
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
      write(ByteBuffer.wrap(content));
      return;
    }
    String etag = headers.getOrDefault("ETag", '"' + Digest.of(content).hex() + '"');
    var part = negotiate(content.length, mediaType, etag, headers);
    part.ifPresent(range ->
        write(ByteBuffer.wrap(content, (int) range.first(), (int) range.length()).slice()));
  }

  @Override
  public void send(StoredBlob blob, String mediaType, Map<String, String> headers)
      throws IOException {
    String etag = headers.getOrDefault("ETag", '"' + blob.digest().toString() + '"');
    var part = negotiate(blob.size(), mediaType, etag, headers);
    if (part.isEmpty()) {
      return;
    }
    ByteRange range = part.get();
    if (method().equals("HEAD") || range.length() == 0) {
      response.write(true, null, callback);
      return;
    }
    Optional<ByteBuffer> memory = blob.memory();
    if (memory.isPresent()) {
      write(memory.get().slice((int) range.first(), (int) range.length()));
      return;
    }
    if (blob.size() <= CHUNK) {
      byte[] bytes = new byte[(int) range.length()];
      int length;
      try (InputStream in = blob.open(range.first())) {
        length = in.readNBytes(bytes, 0, bytes.length);
      }
      write(ByteBuffer.wrap(bytes, 0, length));
      return;
    }
    var sized = new ByteBufferPool.Sized(surroundings.buffers(), true, CHUNK);
    Content.Source source =
        blob.file().isPresent()
            ? Content.Source.from(sized, blob.file().get(), range.first(), range.length())
            : Content.Source.from(sized, bounded(blob.open(range.first()), range.length()));
    Content.copy(source, response, callback);
  }

  private static InputStream bounded(InputStream in, long length) {
    return new InputStream() {
      private long left = length;

      @Override
      public int read() throws IOException {
        int value = left > 0 ? in.read() : -1;
        left--;
        return value;
      }

      @Override
      public int read(byte[] buffer, int offset, int count) throws IOException {
        if (left <= 0) {
          return -1;
        }
        int read = in.read(buffer, offset, (int) Math.min(count, left));
        left -= Math.max(0, read);
        return read;
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }

  @Override
  public void send(int status, Map<String, String> headers) {
    begin(status, headers);
    if (status != 204 && status != 304) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
    }
    response.write(true, null, callback);
  }

  @Override
  public void missing(Kind kind, String wanted) {
    surroundings.missing().accept(kind, wanted);
  }

  /** Sets status and headers; empty if the answer is complete without content. */
  private Optional<ByteRange> negotiate(
      long size, String mediaType, String etag, Map<String, String> headers) {
    if (header(HttpHeader.IF_MATCH) != null && !matches(headers("If-Match"), etag)) {
      send(412, Map.of("ETag", etag));
      return Optional.empty();
    }
    if (header(HttpHeader.IF_NONE_MATCH) != null
        && reads()
        && matches(headers("If-None-Match"), etag)) {
      begin(304, headers);
      put(HttpHeader.ETAG, etag);
      response.write(true, null, callback);
      return Optional.empty();
    }
    String ifRange = header(HttpHeader.IF_RANGE);
    boolean rangeHolds = ifRange == null || ifRange.equals(etag);
    Optional<String> asked =
        rangeHolds ? Optional.ofNullable(header(HttpHeader.RANGE)) : Optional.empty();
    ByteRange range = new ByteRange(0, size - 1);
    switch (ByteRange.parse(asked, size)) {
      case ByteRange.Asked.Unsatisfiable() -> {
        send(416, Map.of("Content-Range", "bytes */" + size));
        return Optional.empty();
      }
      case ByteRange.Asked.Whole() -> begin(200, headers);
      case ByteRange.Asked.Part(ByteRange part) -> {
        range = part;
        begin(206, headers);
        put(HttpHeader.CONTENT_RANGE, "bytes " + part.first() + "-" + part.last() + "/" + size);
      }
    }
    put(HttpHeader.CONTENT_TYPE, mediaType);
    put(HttpHeader.ETAG, etag);
    put(HttpHeader.ACCEPT_RANGES, "bytes");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, range.length());
    return Optional.of(range);
  }

  private @Nullable String header(HttpHeader header) {
    return request.getHeaders().get(header);
  }

  private static boolean matches(List<String> tags, String etag) {
    return tags.stream()
        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
        .anyMatch(tag -> tag.equals("*") || tag.equals(etag));
  }

  private void begin(int status, Map<String, String> headers) {
    answered = true;
    response.setStatus(status);
    headers.forEach((name, value) -> response.getHeaders().put(new HttpField(name, value)));
  }

  private void put(HttpHeader header, String value) {
    response.getHeaders().put(header, value);
  }

  private void write(ByteBuffer content) {
    if (method().equals("HEAD")) {
      response.write(true, null, callback);
    } else {
      response.write(true, content, callback);
    }
  }
}
