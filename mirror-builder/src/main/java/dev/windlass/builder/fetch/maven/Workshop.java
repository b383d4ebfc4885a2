package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.list.MirrorList;

/** What all Maven tasks of one run share. Safe for many threads. */
record Workshop(Resolver resolver, FileImporter importer, EntryMaker entries) {
  static Workshop of(FetchContext context, MirrorList.Maven section) {
    return new Workshop(
        new Resolver(
            context.http(),
            UserSettings.read(),
            section.repositories(),
            context.store().root().resolve("maven")),
        new FileImporter(context.store()),
        new EntryMaker(context.store()));
  }
}
