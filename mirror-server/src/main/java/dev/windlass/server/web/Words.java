package dev.windlass.server.web;

import dev.windlass.spec.coordinates.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, times and kinds as people read them. */
final class Words {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  static String kind(Kind kind) {
    return switch (kind) {
      case FILE -> "Files";
      case HUGGINGFACE -> "Models";
      case MAVEN -> "Maven";
      case NPM -> "npm";
      case OCI -> "Images";
      case TERRAFORM -> "Terraform";
    };
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Powers of 1000, as on the label of a disc. */
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 999.5) {
      value /= 1000;
      unit++;
    }
    return String.format(
        Locale.ROOT, value < 9.95 ? "%.1f %cB" : "%.0f %cB", value, "kMGTPE".charAt(unit));
  }

  static String time(Instant time) {
    return MINUTE.format(time);
  }

  static String ago(Duration age) {
    if (age.toDays() > 1) {
      return age.toDays() + " days";
    }
    return age.toHours() > 1 ? age.toHours() + " hours" : age.toMinutes() + " minutes";
  }

  /** For a query's value. */
  static String query(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
