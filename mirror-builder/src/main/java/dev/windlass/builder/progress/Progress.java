package dev.windlass.builder.progress;

/** Where the running work reports to. Safe for many threads; never fails the work. */
public interface Progress {
  /** Says that an item begins; its end is told through the returned handle. */
  Item begin(String name);

  /** More bytes are known to come. */
  void expectBytes(long bytes);

  /** Bytes arrived. */
  void bytes(long count);

  /** One item under way. */
  interface Item extends AutoCloseable {
    /** Says what the item is doing now, for instance which file it reads. */
    void detail(String text);

    void failed(String reason);

    /** The item ended, well unless {@link #failed} was called. */
    @Override
    void close();
  }

  /** Reports to nobody. */
  static Progress none() {
    return new Progress() {
      @Override
      public Item begin(String name) {
        return new Item() {
          @Override
          public void detail(String text) {}

          @Override
          public void failed(String reason) {}

          @Override
          public void close() {}
        };
      }

      @Override
      public void expectBytes(long bytes) {}

      @Override
      public void bytes(long count) {}
    };
  }
}
