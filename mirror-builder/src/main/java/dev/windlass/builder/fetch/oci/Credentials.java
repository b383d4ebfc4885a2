package dev.windlass.builder.fetch.oci;

import java.util.Optional;

/** Where users keep what they log in to registries with. Safe for many threads. */
@FunctionalInterface
interface Credentials {
  /**
   * @param host the registry as users write it, with its port
   * @throws dev.windlass.builder.fetch.FetchException if they are there but cannot be read
   */
  Optional<Login> find(String host);

  /** A user's name and password, or a refresh token in place of both. */
  sealed interface Login {
    record Password(String user, String password) implements Login {
      /** Says nothing of the password, so that it never reaches a log. */
      @Override
      public String toString() {
        return "Password[user=" + user + "]";
      }
    }

    /** What {@code docker login} keeps for registries that give identity tokens. */
    record RefreshToken(String token) implements Login {
      @Override
      public String toString() {
        return "RefreshToken[]";
      }
    }
  }
}
