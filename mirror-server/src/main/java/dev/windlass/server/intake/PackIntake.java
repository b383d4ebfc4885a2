package dev.windlass.server.intake;

import dev.windlass.server.store.LocalBlobs;
import dev.windlass.server.store.SegmentWriter;
import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.BlobTable;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.volume.LoadedPack;
import dev.windlass.spec.volume.PackConsumer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Stages what a pack has and the store lacks: many blobs in one segment, a few in files of their
 * own, so that small updates do not leave many small segments behind.
 */
final class PackIntake {
  /** Fewer blobs than this are not worth a segment. */
  static final int MANY = 32;

  private final LocalBlobs staged;
  private final BlobStore store;
  private final BlobTable carried;
  private final String prefix;
  private int segments;

  private record Member(Digest digest, int offset, int size) {}

  /**
   * @param carried takes every blob of the packs
   */
  PackIntake(LocalBlobs staged, BlobStore store, BlobTable carried, int volume) throws IOException {
    this.staged = staged;
    this.store = store;
    this.carried = carried;
    this.prefix = String.format(Locale.ROOT, "%03d-", volume);
    staged.deleteSegments(prefix); // of a run that was killed
  }

  void take(LoadedPack pack) throws IOException {
    Members members = new Members();
    pack.forEach(members);
    if (members.lacking.size() >= MANY) {
      segments++;
      Path file = staged.segment(String.format(Locale.ROOT, "%s%04d", prefix, segments));
      try (SegmentWriter writer = new SegmentWriter(file)) {
        for (Member member : members.lacking) {
          writer.add(member.digest(), members.bytes, member.offset(), member.size());
        }
        writer.finish(false);
      }
      return;
    }
    for (Member member : members.lacking) {
      Path file = staged.partial(member.digest());
      try (var out = Files.newOutputStream(file)) {
        out.write(members.bytes, member.offset(), member.size());
      }
      staged.adopt(file, member.digest());
    }
  }

  /** Finds the members that the store lacks; nothing is written before the whole pack is good. */
  private final class Members implements PackConsumer {
    private final List<Member> lacking = new ArrayList<>();
    private byte[] bytes = new byte[0];

    @Override
    public void member(Digest digest, byte[] pack, int offset, int size) throws IOException {
      bytes = pack;
      CarriedBlobs.add(carried, digest, size);
      var held = store.find(digest);
      if (held.isEmpty() || held.get().size() != size) {
        lacking.add(new Member(digest, offset, size));
      }
    }
  }
}
