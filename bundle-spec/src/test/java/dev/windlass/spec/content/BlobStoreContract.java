package dev.windlass.spec.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every blob store owes. An implementation's test extends it. */
public abstract class BlobStoreContract {
  private static final byte[] HELLO = "hello\n".getBytes(StandardCharsets.UTF_8);
  private static final Digest HELLO_DIGEST = Digest.of(HELLO);

  private BlobStore store;

  /** A store that holds nothing. */
  protected abstract BlobStore emptyStore() throws IOException;

  @BeforeEach
  void open() throws IOException {
    store = emptyStore();
  }

  private void putHello() throws IOException {
    store.put(HELLO_DIGEST, HELLO.length, new ByteArrayInputStream(HELLO));
  }

  private List<Digest> held() throws IOException {
    try (var digests = store.list()) {
      return digests.sorted().toList();
    }
  }

  @Test
  void holdsNothingAtFirst() throws IOException {
    assertThat(store.find(HELLO_DIGEST)).isEmpty();
    assertThat(store.has(HELLO_DIGEST)).isFalse();
    assertThat(held()).isEmpty();
  }

  @Test
  void givesBackWhatWasPut() throws IOException {
    putHello();

    StoredBlob blob = store.find(HELLO_DIGEST).orElseThrow();
    assertThat(blob.digest()).isEqualTo(HELLO_DIGEST);
    assertThat(blob.size()).isEqualTo(HELLO.length);
    try (InputStream in = blob.open()) {
      assertThat(in).hasBinaryContent(HELLO);
    }
    assertThat(held()).containsExactly(HELLO_DIGEST);
  }

  @Test
  void opensAtAnyOffset() throws IOException {
    putHello();

    try (InputStream in = store.find(HELLO_DIGEST).orElseThrow().open(4)) {
      assertThat(in).hasContent("o\n");
    }
    try (InputStream in = store.find(HELLO_DIGEST).orElseThrow().open(HELLO.length)) {
      assertThat(in).isEmpty();
    }
  }

  @Test
  void takesTheSameBlobAgain() throws IOException {
    putHello();
    putHello();

    assertThat(held()).containsExactly(HELLO_DIGEST);
  }

  @Test
  void takesTheEmptyBlob() throws IOException {
    Digest empty = Digest.of(new byte[0]);
    store.put(empty, 0, InputStream.nullInputStream());

    assertThat(store.find(empty).orElseThrow().size()).isZero();
  }

  @Test
  void leavesTheInputOpenAtItsEnd() throws IOException {
    boolean[] closed = {false};
    InputStream in =
        new ByteArrayInputStream(HELLO) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };

    store.put(HELLO_DIGEST, HELLO.length, in);

    assertThat(closed[0]).isFalse();
    assertThat(in.read()).isEqualTo(-1);
  }

  @Test
  void storesNothingThatIsShort() throws IOException {
    assertRefused(HELLO_DIGEST, HELLO.length + 1L, HELLO, ContentMismatchException.Defect.SHORT);
  }

  @Test
  void storesNothingThatIsLong() throws IOException {
    assertRefused(HELLO_DIGEST, HELLO.length - 1L, HELLO, ContentMismatchException.Defect.LONG);
  }

  @Test
  void storesNothingOfAnotherDigest() throws IOException {
    byte[] other = "hallo\n".getBytes(StandardCharsets.UTF_8);
    assertRefused(HELLO_DIGEST, other.length, other, ContentMismatchException.Defect.DIGEST);
  }

  private void assertRefused(
      Digest digest, long size, byte[] content, ContentMismatchException.Defect defect)
      throws IOException {
    assertThatThrownBy(() -> store.put(digest, size, new ByteArrayInputStream(content)))
        .isInstanceOfSatisfying(
            ContentMismatchException.class,
            mismatch -> assertThat(mismatch.defect()).isEqualTo(defect));
    assertThat(held()).isEmpty();
  }

  @Test
  void storesNothingOfAnInputThatFails() throws IOException {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the line dropped");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("the line dropped");
          }
        };

    assertThatThrownBy(() -> store.put(HELLO_DIGEST, HELLO.length, failing))
        .hasMessage("the line dropped");
    assertThat(held()).isEmpty();
  }

  @Test
  void learnsTheDigestFromASink() throws IOException {
    try (BlobSink sink = store.begin()) {
      sink.write(HELLO[0]);
      sink.write(HELLO, 1, HELLO.length - 1);
      assertThat(sink.written()).isEqualTo(HELLO.length);
      assertThat(store.has(HELLO_DIGEST)).isFalse();

      Descriptor descriptor = sink.commit();

      assertThat(descriptor).isEqualTo(Descriptor.of(HELLO_DIGEST, HELLO.length));
    }
    assertThat(store.has(HELLO_DIGEST)).isTrue();
  }

  @Test
  void forgetsASinkThatWasNotCommitted() throws IOException {
    try (BlobSink sink = store.begin()) {
      sink.write(HELLO);
    }

    assertThat(held()).isEmpty();
  }

  @Test
  void deletesAndDeletesAgain() throws IOException {
    putHello();

    store.delete(HELLO_DIGEST);
    store.delete(HELLO_DIGEST);

    assertThat(held()).isEmpty();
  }

  @Test
  void takesTheSameBlobFromManyThreads() throws Exception {
    byte[] content = new byte[300_000];
    content[7] = 7;
    Digest digest = Digest.of(content);
    List<Future<?>> puts = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        puts.add(
            threads.submit(() -> {
              store.put(digest, content.length, new ByteArrayInputStream(content));
              return null;
            }));
      }
    }
    for (Future<?> put : puts) {
      assertFinished(put);
    }
    try (InputStream in = store.find(digest).orElseThrow().open()) {
      assertThat(in).hasBinaryContent(content);
    }
  }

  private static void assertFinished(Future<?> put) throws InterruptedException {
    try {
      put.get();
    } catch (ExecutionException e) {
      throw new AssertionError("a put failed", e.getCause());
    }
  }
}
