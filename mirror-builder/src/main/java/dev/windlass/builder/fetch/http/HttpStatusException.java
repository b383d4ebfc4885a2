package dev.windlass.builder.fetch.http;

import java.io.IOException;

/** The upstream answered, but not with what was asked for; retrying was of no use. */
public final class HttpStatusException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String wwwAuthenticate;

  /**
   * @param wwwAuthenticate the challenge of a 401, else empty
   */
  public HttpStatusException(int status, String url, String wwwAuthenticate) {
    super(url + " answered " + status);
    this.status = status;
    this.wwwAuthenticate = wwwAuthenticate;
  }

  public int status() {
    return status;
  }

  public String wwwAuthenticate() {
    return wwwAuthenticate;
  }
}
