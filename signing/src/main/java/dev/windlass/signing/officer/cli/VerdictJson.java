package dev.windlass.signing.officer.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.windlass.signing.keys.KeyId;
import dev.windlass.signing.verify.TrustedSigner;
import dev.windlass.signing.verify.Verdict;
import dev.windlass.signing.verify.VerifiedBundle;
import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.volume.BundleHeader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A verdict for programs: one object whose {@code verdict} is {@code accepted}, {@code incomplete}
 * or {@code refused}. Members may be added in later versions, never changed.
 */
final class VerdictJson {
  private final JsonGenerator json;

  private VerdictJson(JsonGenerator json) {
    this.json = json;
  }

  static String of(Verdict verdict) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      new VerdictJson(json).write(verdict);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private void write(Verdict verdict) throws IOException {
    switch (verdict) {
      case Verdict.Accepted(var bundle, var content) -> {
        json.writeStringField("verdict", "accepted");
        json.writeBooleanField("repeated", bundle.repeated());
        bundle(bundle);
        int volumes = bundle.header().volumes();
        volumes(IntStream.rangeClosed(1, volumes).boxed().toList(), List.of());
        json.writeObjectFieldStart("content");
        json.writeNumberField("entries", content.entries());
        json.writeNumberField("blobs", content.blobs());
        json.writeNumberField("blobBytes", content.blobBytes());
        json.writeNumberField("fromBase", content.fromBase());
        json.writeBooleanField("baseChecked", content.baseChecked());
        json.writeEndObject();
      }
      case Verdict.Incomplete(var bundle, var present, var missing) -> {
        json.writeStringField("verdict", "incomplete");
        bundle(bundle);
        volumes(present, missing);
      }
      case Verdict.Refused(var code, var place, var reason) -> {
        json.writeStringField("verdict", "refused");
        json.writeStringField("code", code.code());
        json.writeStringField("name", code.name());
        json.writeNumberField("step", code.step());
        json.writeStringField("place", place);
        json.writeStringField("reason", reason);
      }
    }
  }

  private void bundle(VerifiedBundle bundle) throws IOException {
    BundleHeader header = bundle.header();
    json.writeObjectFieldStart("bundle");
    json.writeStringField("sha512", bundle.hash().hex());
    json.writeStringField("stream", header.stream());
    json.writeNumberField("sequence", header.sequence());
    optional("previous", header.previous().map(Object::toString).orElse(null));
    optional("base", header.base().map(ReleaseId::toString).orElse(null));
    json.writeStringField("release", header.release().toString());
    json.writeStringField("audience", header.audience());
    json.writeStringField("marking", header.marking());
    json.writeStringField("created", header.created().toString());
    optional("freshUntil", header.freshUntil().map(Object::toString).orElse(null));
    json.writeStringField("builder", header.builder());
    json.writeNumberField("volumes", header.volumes());
    json.writeNumberField("files", header.files());
    json.writeNumberField("bytes", header.bytes());
    json.writeEndObject();
    json.writeArrayFieldStart("signers");
    for (TrustedSigner signer : bundle.signers()) {
      json.writeStartObject();
      json.writeStringField("algorithm", signer.algorithm().text());
      json.writeStringField("subject", signer.subject());
      json.writeStringField("certificate", KeyId.of(signer.certificate()).toString());
      json.writeStringField("key", KeyId.of(signer.certificate().getPublicKey()).toString());
      json.writeStringField("signingTime", signer.signingTime().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void optional(String key, @Nullable String value) throws IOException {
    if (value == null) {
      json.writeNullField(key);
    } else {
      json.writeStringField(key, value);
    }
  }

  private void volumes(List<Integer> present, List<Integer> missing) throws IOException {
    json.writeObjectFieldStart("volumes");
    numbers("present", present);
    numbers("missing", missing);
    json.writeEndObject();
  }

  private void numbers(String key, List<Integer> numbers) throws IOException {
    json.writeArrayFieldStart(key);
    for (int number : numbers) {
      json.writeNumber(number);
    }
    json.writeEndArray();
  }
}
