package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.fetch.FetchException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

/** Reads the settings that the user's own Maven reads: mirrors, proxies and credentials. */
final class UserSettings {
  private UserSettings() {}

  /** The user's settings over those of the Maven installation; empty settings if there are none. */
  static Settings read() {
    DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest();
    Path user = Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
    request.setUserSettingsFile(user.toFile());
    installation().ifPresent(request::setGlobalSettingsFile);
    request.setSystemProperties(System.getProperties());
    try {
      return decrypted(
          new DefaultSettingsBuilderFactory().newInstance().build(request).getEffectiveSettings());
    } catch (SettingsBuildingException e) {
      throw new FetchException(
          "tried to read Maven's settings, because mirrors and credentials are there, but: "
              + e.getMessage(),
          e);
    }
  }

  /** Passwords may be encrypted with the master password of settings-security.xml. */
  private static Settings decrypted(Settings settings) {
    DefaultSecDispatcher dispatcher = new DefaultSecDispatcher(new DefaultPlexusCipher());
    dispatcher.setConfigurationFile("~/.m2/settings-security.xml");
    SettingsDecryptionResult result =
        new DefaultSettingsDecrypter(dispatcher)
            .decrypt(new DefaultSettingsDecryptionRequest(settings));
    settings.setServers(result.getServers());
    settings.setProxies(result.getProxies());
    return settings;
  }

  /** {@code conf/settings.xml} of the {@code mvn} on the path. */
  private static Optional<File> installation() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory, "mvn"))
        .filter(Files::isExecutable)
        .findFirst()
        .flatMap(UserSettings::settingsBeside);
  }

  private static Optional<File> settingsBeside(Path mvn) {
    try {
      Path settings = mvn.toRealPath().resolve("../../conf/settings.xml").normalize();
      return Files.isRegularFile(settings) ? Optional.of(settings.toFile()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
