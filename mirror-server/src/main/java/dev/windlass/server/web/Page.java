package dev.windlass.server.web;

import dev.windlass.server.http.Exchange;
import java.io.IOException;
import java.util.Map;

/**
 * What all pages have in common: head, header with search, footer, and the headers that bound them.
 */
final class Page {
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
              + " frame-ancestors 'none'",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-cache");

  private Page() {}

  /** Begins a page. */
  static Html begin(String title, String query) {
    return new Html()
        .tag("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .tag("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .tag("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
        .text(title)
        .tag(" · Windlass mirror</title>\n<link rel=\"stylesheet\" href=\"/ui/style.css\">\n")
        .tag("<link rel=\"icon\" href=\"data:,\">\n</head>\n<body>\n")
        .tag("<a class=\"skip\" href=\"#main\">Skip to content</a>\n<header>\n")
        .tag("<a class=\"brand\" href=\"/\">Windlass <span>mirror</span></a>\n")
        .tag("<form action=\"/ui/search\" method=\"get\" role=\"search\">\n")
        .tag("<input type=\"search\" name=\"q\" aria-label=\"Search artifacts\"")
        .tag(" placeholder=\"Search images, packages, models…\" value=\"")
        .text(query)
        .tag("\">\n<button>Search</button>\n</form>\n</header>\n<main id=\"main\">\n");
  }

  /** Ends the page and sends it. */
  static void send(Exchange exchange, int status, Html page) throws IOException {
    page.tag("</main>\n<footer>Served from verified bundles. ")
        .tag("<a href=\"/readyz\">State</a> · <a href=\"/metrics\">Metrics</a></footer>\n")
        .tag("</body>\n</html>\n");
    exchange.send(status, "text/html; charset=utf-8", page.bytes(), HEADERS);
  }

  /** A block of text to copy: one click or key selects it all. */
  static void snippet(Html page, String title, String text) {
    page.tag("<figure class=\"snippet\"><figcaption>")
        .text(title)
        .tag("</figcaption><pre tabindex=\"0\"><code>")
        .text(text)
        .tag("</code></pre></figure>\n");
  }
}
