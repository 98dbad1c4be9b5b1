// Reads the width and height of a picture from its first bytes: PNG, GIF, JPEG and WebP.

export interface PictureSize {
  readonly format: 'PNG' | 'GIF' | 'JPEG' | 'WebP';
  /** 0 if the bytes end too early. */
  readonly width: number;
  readonly height: number;
}

/** Returns undefined if it is not a picture that phones show. */
export function readPictureSize(bytes: Buffer): PictureSize | undefined {
  const start = bytes.subarray(0, 16).toString('latin1');
  if (start.startsWith('\u0089PNG\r\n'))
    return sizeOf('PNG', bytes, 24, (at) => [at.readUInt32BE(16), at.readUInt32BE(20)]);
  if (start.startsWith('GIF8')) return sizeOf('GIF', bytes, 10, (at) => [at.readUInt16LE(6), at.readUInt16LE(8)]);
  if (start.startsWith('\u00ff\u00d8\u00ff')) return readJpeg(bytes);
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return readWebp(bytes, start.slice(12, 16));
  return undefined;
}

function sizeOf(
  format: PictureSize['format'],
  bytes: Buffer,
  least: number,
  read: (bytes: Buffer) => readonly [number, number],
): PictureSize {
  const [width, height] = bytes.length < least ? [0, 0] : read(bytes);
  return { format, width, height };
}

/** The frame header comes after other segments, each of which declares its length. */
function readJpeg(bytes: Buffer): PictureSize {
  for (let at = 2; at + 9 <= bytes.length;) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { format: 'JPEG', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return { format: 'JPEG', width: 0, height: 0 };
}

function readWebp(bytes: Buffer, kind: string): PictureSize {
  if (kind === 'VP8X') {
    return sizeOf('WebP', bytes, 30, (at) => [at.readUIntLE(24, 3) + 1, at.readUIntLE(27, 3) + 1]);
  }
  if (kind === 'VP8L') {
    return sizeOf('WebP', bytes, 25, (at) => {
      const bits = at.readUInt32LE(21);
      return [(bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1];
    });
  }
  return sizeOf('WebP', bytes, 30, (at) => [at.readUInt16LE(26) & 0x3fff, at.readUInt16LE(28) & 0x3fff]);
}
