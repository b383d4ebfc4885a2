package dev.windlass.builder.fetch.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.http.Http;
import dev.windlass.builder.fetch.http.HttpStatusException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One registry, found by Terraform's remote service discovery. Speaks the provider registry
 * protocol and the module registry protocol, version 1 each.
 */
final class Registry {
  private static final int MAX_DOCUMENT = 32 << 20;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Http http;
  private final String name;
  private final String discoveryUrl;
  private final JsonNode services;

  private Registry(Http http, String name, String discoveryUrl, JsonNode services) {
    this.http = http;
    this.name = name;
    this.discoveryUrl = discoveryUrl;
    this.services = services;
  }

  /**
   * @param base where to speak to instead of {@code https://<host>/}
   */
  static Registry discover(Http http, String host, Optional<String> base)
      throws IOException, InterruptedException {
    String root = base.orElse("https://" + host + "/");
    String url = root + (root.endsWith("/") ? "" : "/") + ".well-known/terraform.json";
    Http.Document document;
    try {
      document = http.get(Http.Request.of(url), MAX_DOCUMENT);
    } catch (HttpStatusException e) {
      throw new FetchException(
          "tried to find the services of "
              + host
              + ", because "
              + e.getMessage()
              + ": check the host, or give the registry's base URL as 'registry'",
          e);
    }
    return new Registry(http, host, document.url(), parse(document));
  }

  /** A document of the provider service, {@code path} below its base. */
  Json provider(String path) throws IOException, InterruptedException {
    return json(service("providers.v1") + path);
  }

  /** A document of the module service. */
  Json module(String path) throws IOException, InterruptedException {
    return json(service("modules.v1") + path);
  }

  /** Where the module service says that a version's files are (the header X-Terraform-Get). */
  Location moduleLocation(String path) throws IOException, InterruptedException {
    Http.Document document = get(service("modules.v1") + path);
    return document
        .header("x-terraform-get")
        .map(location -> new Location(document.url(), location))
        .orElseThrow(
            () -> new FetchException(document.url() + " names no place (no X-Terraform-Get)"));
  }

  /** A small file that a document names. */
  byte[] file(String url, int maxBytes) throws IOException, InterruptedException {
    return http.get(Http.Request.of(url), maxBytes).content();
  }

  /**
   * Where a module's files are, still in go-getter's notation.
   *
   * @param documentUrl what a relative value refers to
   */
  record Location(String documentUrl, String value) {}

  private Json json(String url) throws IOException, InterruptedException {
    Http.Document document = get(url);
    return new Json(document.url(), parse(document));
  }

  private Http.Document get(String url) throws IOException, InterruptedException {
    try {
      return http.get(Http.Request.of(url), MAX_DOCUMENT);
    } catch (HttpStatusException e) {
      if (e.status() == 404) {
        throw new FetchException(
            name + " does not know it (" + url + " answered 404): check the source's spelling", e);
      }
      throw e;
    }
  }

  private String service(String id) {
    JsonNode service = services.path(id);
    if (!service.isTextual()) {
      throw new FetchException(
          name + " offers no " + id + " service: another registry may have it, see 'registry'");
    }
    String url = URI.create(discoveryUrl).resolve(service.textValue()).toString();
    return url.endsWith("/") ? url : url + "/";
  }

  private static JsonNode parse(Http.Document document) {
    try {
      return JSON.readTree(document.content());
    } catch (JsonProcessingException e) {
      throw new FetchException(document.url() + " did not answer with JSON", e);
    } catch (IOException e) {
      throw new FetchException(document.url() + " could not be read", e);
    }
  }

  /** A JSON object with the place that its relative URLs refer to. */
  record Json(String url, JsonNode node) {
    /**
     * @throws FetchException if there is no such member, or it is no text
     */
    String text(String member) {
      JsonNode value = node.path(member);
      if (!value.isTextual()) {
        throw new FetchException(url + " lacks '" + member + "'");
      }
      return value.textValue();
    }

    /** A member that is a URL, absolute. */
    String link(String member) {
      try {
        return URI.create(url).resolve(text(member)).toString();
      } catch (IllegalArgumentException e) {
        throw new FetchException(url + " has no URL as '" + member + "'", e);
      }
    }

    /** The objects of an array member; none if it is absent. */
    List<Json> objects(String member) {
      List<Json> objects = new ArrayList<>();
      node.path(member).forEach(each -> objects.add(new Json(url, each)));
      return objects;
    }

    /** The texts of an array member; none if it is absent. */
    List<String> texts(String member) {
      List<String> texts = new ArrayList<>();
      node.path(member).forEach(each -> texts.add(each.asText()));
      return texts;
    }
  }
}
