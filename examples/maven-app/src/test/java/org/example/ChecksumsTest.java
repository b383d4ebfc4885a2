package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ChecksumsTest {
  @Test
  void writesTheLowestByteFirst() {
    assertEquals("PK\u0003\u0004", Checksums.text(Checksums.littleEndian(0x04034b50L)));
  }
}
