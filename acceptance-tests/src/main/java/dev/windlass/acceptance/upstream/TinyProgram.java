package dev.windlass.acceptance.upstream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A static Linux executable of a few hundred bytes that prints one line, assembled here: so that an
 * image made on the spot really runs. ELF-64, one loadable segment, write(2) and exit(2).
 */
enum TinyProgram {
  AMD64("amd64", 62) {
    @Override
    byte[] code(int length) {
      byte[] bytes = new byte[33];
      ByteBuffer code = littleEndian(bytes);
      code.put(new byte[] {(byte) 0xb8, 1, 0, 0, 0}); // mov eax, 1 (write)
      code.put(new byte[] {(byte) 0xbf, 1, 0, 0, 0}); // mov edi, 1 (stdout)
      code.put(new byte[] {0x48, (byte) 0x8d, 0x35}).putInt(33 - 17); // lea rsi, [rip + text]
      code.put((byte) 0xba).putInt(length); // mov edx, length
      code.put(new byte[] {0x0f, 0x05}); // syscall
      code.put(new byte[] {(byte) 0xb8, 60, 0, 0, 0}); // mov eax, 60 (exit)
      code.put(new byte[] {0x31, (byte) 0xff}); // xor edi, edi
      code.put(new byte[] {0x0f, 0x05}); // syscall
      return bytes;
    }
  },
  ARM64("arm64", 183) {
    @Override
    byte[] code(int length) {
      byte[] bytes = new byte[32];
      ByteBuffer code = littleEndian(bytes);
      code.putInt(0xd2800808); // mov x8, 64 (write)
      code.putInt(0xd2800020); // mov x0, 1 (stdout)
      code.putInt(0x100000c1); // adr x1, text (24 bytes on)
      code.putInt(0xd2800002 | (length << 5)); // mov x2, length
      code.putInt(0xd4000001); // svc 0
      code.putInt(0xd2800ba8); // mov x8, 93 (exit)
      code.putInt(0xd2800000); // mov x0, 0
      code.putInt(0xd4000001); // svc 0
      return bytes;
    }
  };

  private static final long BASE = 0x400000;
  private static final int HEADERS = 64 + 56;

  private final String architecture;
  private final int machine;

  TinyProgram(String architecture, int machine) {
    this.architecture = architecture;
    this.machine = machine;
  }

  /** The architecture as image configurations name it. */
  String architecture() {
    return architecture;
  }

  /** The instructions, followed by the text at their end. */
  abstract byte[] code(int length);

  /** The whole executable, which prints {@code line} and a line feed. */
  byte[] executable(String line) {
    byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] code = code(text.length);
    int size = HEADERS + code.length + text.length;
    byte[] headers = new byte[HEADERS];
    ByteBuffer elf = littleEndian(headers);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
    elf.putShort((short) 2).putShort((short) machine).putInt(1);
    elf.putLong(BASE + HEADERS).putLong(64).putLong(0).putInt(0);
    elf.putShort((short) 64).putShort((short) 56).putShort((short) 1);
    elf.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    elf.putInt(1).putInt(5).putLong(0).putLong(BASE).putLong(BASE);
    elf.putLong(size).putLong(size).putLong(0x1000);
    ByteArrayOutputStream out = new ByteArrayOutputStream(size);
    out.writeBytes(headers);
    out.writeBytes(code);
    out.writeBytes(text);
    return out.toByteArray();
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
