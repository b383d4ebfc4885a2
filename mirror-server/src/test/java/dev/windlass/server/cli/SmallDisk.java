package dev.windlass.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of its own, of a known size, that can be filled and made read-only. Needs root. */
public final class SmallDisk {
  private final Path root;

  private SmallDisk(Path root) {
    this.root = root;
  }

  public static SmallDisk mount(Path root, int megabytes) throws IOException, InterruptedException {
    Files.createDirectories(root);
    run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", root.toString());
    return new SmallDisk(root);
  }

  public Path path(String name) {
    return root.resolve(name);
  }

  /** Fills the disk until only so many bytes, in whole pages, are free. */
  public void leave(long bytes) throws IOException {
    long fill = Files.getFileStore(root).getUsableSpace() - bytes;
    byte[] page = new byte[4096];
    try (OutputStream out = Files.newOutputStream(path("filler"))) {
      for (long written = 0; written < fill; written += page.length) {
        out.write(page);
      }
    }
    assertThat(Files.getFileStore(root).getUsableSpace()).isLessThanOrEqualTo(bytes);
  }

  public void empty() throws IOException {
    Files.delete(path("filler"));
  }

  public void readOnly(boolean on) throws IOException, InterruptedException {
    run("mount", "-o", "remount," + (on ? "ro" : "rw"), root.toString());
  }

  /** At once for everyone, although the store's maps of its files last until they are collected. */
  public void unmount() throws IOException, InterruptedException {
    run("umount", "--lazy", root.toString());
  }

  /** Runs a command that only root may run. */
  public static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor())
        .as("%s: %s (this test mounts a disk and needs root)", List.of(command), output)
        .isZero();
  }
}
