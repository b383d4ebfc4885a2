package dev.windlass.spec.content;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes the bytes of one blob. {@link #commit} makes it visible in the store; closing without
 * commit forgets it. One thread.
 */
public abstract class BlobSink extends OutputStream {
  /** Bytes written so far. */
  public abstract long written();

  /** Ends the blob and stores it. Call once; afterwards only {@link #close} is allowed. */
  public abstract Descriptor commit() throws IOException;
}
