package dev.windlass.spec.content;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Forces to the medium. For many files at once Linux's {@code syncfs} is called through the foreign
 * function API: one call for the file system instead of one fsync a file.
 */
public final class FileSystemSync {
  private static final int READ_ONLY_CLOSE_ON_EXEC = 0x80000;
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle OPEN =
      handle(
          "open",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle SYNCFS =
      handle("syncfs", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  private static final MethodHandle CLOSE =
      handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private FileSystemSync() {}

  @SuppressWarnings("restricted") // the launcher enables native access
  private static MethodHandle handle(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    SymbolLookup symbols = LINKER.defaultLookup();
    Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = Linker.Option.captureCallState("errno");
    return LINKER.downcallHandle(symbols.findOrThrow(name), descriptor, all);
  }

  /** Forces everything on the file system that holds the directory. */
  public static void sync(Path directory) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int descriptor =
          (int)
              OPEN.invokeExact(
                  state, arena.allocateFrom(directory.toString()), READ_ONLY_CLOSE_ON_EXEC);
      check(descriptor, "open", directory, state);
      try {
        check((int) SYNCFS.invokeExact(state, descriptor), "sync", directory, state);
      } finally {
        int closed = (int) CLOSE.invokeExact(state, descriptor);
        assert closed == 0;
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void check(int result, String action, Path path, MemorySegment state)
      throws IOException {
    if (result < 0) {
      throw new IOException(
          "tried to " + action + " " + path + ", error " + (int) ERRNO.get(state, 0L));
    }
  }

  /** Forces one file, or the names in one directory. */
  public static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
