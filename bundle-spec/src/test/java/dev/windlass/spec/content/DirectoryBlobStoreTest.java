package dev.windlass.spec.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.spec.content.DirectoryBlobStore.Durability;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryBlobStoreTest extends BlobStoreContract {
  @TempDir private Path root;

  @Override
  protected BlobStore emptyStore() throws IOException {
    return DirectoryBlobStore.open(root, Durability.EACH);
  }

  @Test
  void leavesNoTemporaryFileBehind() throws IOException {
    DirectoryBlobStore store = DirectoryBlobStore.open(root, Durability.DEFERRED);
    byte[] content = {1, 2, 3};
    store.put(Digest.of(content), 3, new ByteArrayInputStream(content));
    store.put(Digest.of(content), 3, new ByteArrayInputStream(content));
    store.begin().close();

    assertThat(root.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void takesAFinishedFile() throws IOException {
    DirectoryBlobStore store = DirectoryBlobStore.open(root, Durability.EACH);
    byte[] content = {1, 2, 3};
    Digest digest = Digest.of(content);
    Path partial = store.partial(digest);
    Files.write(partial, content);

    store.adopt(partial, digest);

    assertThat(store.path(digest)).hasBinaryContent(content);
    assertThat(partial).doesNotExist();
    assertThat(store.find(digest).orElseThrow().file()).contains(store.path(digest));
  }

  @Test
  void takesNoLinkForABlob() throws IOException {
    DirectoryBlobStore store = DirectoryBlobStore.open(root, Durability.DEFERRED);
    Digest digest = Digest.of(new byte[1]);
    Files.createDirectories(store.path(digest).getParent());
    Files.createSymbolicLink(
        store.path(digest), Files.write(root.resolve("elsewhere"), new byte[1]));

    assertThat(store.find(digest)).isEmpty();
  }
}
