package dev.windlass.signing.trust;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.windlass.signing.keys.Certificates;
import dev.windlass.signing.keys.KeyException;
import dev.windlass.signing.keys.SignatureAlgorithm;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/**
 * The policy as JSON. Keys of a later version are known and refused by name: {@code approvals} (how
 * many a marking needs), {@code receipts} and {@code timestamps}.
 */
final class TrustPolicyCodec {
  private static final String FORMAT = "windlass-trust-policy-1";
  private static final Set<String> RESERVED = Set.of("approvals", "receipts", "timestamps");

  private TrustPolicyCodec() {}

  static TrustPolicy parse(String place, byte[] json) {
    try {
      return parse(StrictJson.parse(json));
    } catch (IllegalArgumentException | KeyException e) {
      throw new RefusedException(
          RefusalCode.POLICY_MALFORMED, place, String.valueOf(e.getMessage()), e);
    }
  }

  private static TrustPolicy parse(StrictJson.Fields fields) {
    if (!fields.text("format").equals(FORMAT)) {
      throw new IllegalArgumentException("the format is not " + FORMAT);
    }
    for (String key : RESERVED) {
      if (fields.has(key)) {
        throw new IllegalArgumentException(key + " is for a later version of this program");
      }
    }
    TrustPolicy policy =
        new TrustPolicy(
            Math.toIntExact(fields.number("version")),
            fields.text("audience"),
            new HashSet<>(fields.texts("streams")),
            new HashSet<>(fields.texts("markings")),
            fields.number("maximumSequenceJump"),
            fields.flag("deltas"),
            fields.texts("algorithms").stream()
                .map(SignatureAlgorithm::parse)
                .collect(Collectors.toSet()),
            roles(fields.object("roles")),
            fields.objects("revoked").stream().map(TrustPolicyCodec::revocation).toList());
    fields.end();
    return policy;
  }

  private static Map<Role, RoleTrust> roles(StrictJson.Fields fields) {
    Map<Role, RoleTrust> roles = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      if (fields.has(role.text())) {
        StrictJson.Fields trust = fields.object(role.text());
        roles.put(
            role,
            new RoleTrust(
                Math.toIntExact(trust.number("threshold")),
                trust.texts("certificates").stream().map(TrustPolicyCodec::certificate).toList(),
                trust.objects("authorities").stream().map(TrustPolicyCodec::authority).toList()));
        trust.end();
      }
    }
    fields.end();
    return roles;
  }

  private static Authority authority(StrictJson.Fields fields) {
    Authority authority =
        new Authority(
            certificate(fields.text("certificate")),
            fields.texts("subjects").stream().map(X500Principal::new).collect(Collectors.toSet()));
    fields.end();
    return authority;
  }

  private static Revocation revocation(StrictJson.Fields fields) {
    Revocation.Kind kind = fields.has("key") ? Revocation.Kind.KEY : Revocation.Kind.CERTIFICATE;
    Digest target = Digest.parse(fields.text(kind == Revocation.Kind.KEY ? "key" : "certificate"));
    Revocation revocation = new Revocation(kind, target, fields.text("reason"));
    fields.end();
    return revocation;
  }

  private static X509Certificate certificate(String base64) {
    return Certificates.parse(Base64.getDecoder().decode(base64));
  }

  static byte[] encode(TrustPolicy policy) {
    return StrictJson.encode(json -> {
      json.writeStringField("format", FORMAT);
      json.writeNumberField("version", policy.version());
      json.writeStringField("audience", policy.audience());
      StrictJson.texts(json, "streams", new TreeSet<>(policy.streams()));
      StrictJson.texts(json, "markings", new TreeSet<>(policy.markings()));
      json.writeNumberField("maximumSequenceJump", policy.maximumSequenceJump());
      json.writeBooleanField("deltas", policy.deltas());
      StrictJson.texts(
          json, "algorithms", policy.algorithms().stream().map(SignatureAlgorithm::text).toList());
      json.writeObjectFieldStart("roles");
      for (var role : policy.roles().entrySet()) {
        json.writeObjectFieldStart(role.getKey().text());
        write(json, role.getValue());
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeArrayFieldStart("revoked");
      for (Revocation revocation : policy.revoked()) {
        write(json, revocation);
      }
      json.writeEndArray();
    });
  }

  private static void write(JsonGenerator json, RoleTrust trust) throws IOException {
    json.writeNumberField("threshold", trust.threshold());
    StrictJson.texts(json, "certificates", base64(trust.certificates()));
    json.writeArrayFieldStart("authorities");
    for (Authority authority : trust.authorities()) {
      json.writeStartObject();
      json.writeStringField("certificate", base64(List.of(authority.certificate())).getFirst());
      StrictJson.texts(
          json,
          "subjects",
          authority.subjects().stream().map(X500Principal::getName).sorted().toList());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Revocation revocation) throws IOException {
    json.writeStartObject();
    json.writeStringField(
        switch (revocation.kind()) {
          case KEY -> "key";
          case CERTIFICATE -> "certificate";
        },
        revocation.target().toString());
    json.writeStringField("reason", revocation.reason());
    json.writeEndObject();
  }

  private static List<String> base64(Collection<X509Certificate> certificates) {
    List<String> texts = new ArrayList<>();
    for (X509Certificate certificate : certificates) {
      texts.add(Base64.getEncoder().encodeToString(Certificates.der(certificate)));
    }
    return texts;
  }
}
