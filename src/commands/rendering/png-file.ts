// Writes a picture as a small PNG: at most 256 colours, and a note of the drawing that it was made from, by which it is recognised.
import { hash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and alpha of each pixel, from the top left on. No pixel is transparent. */
  readonly rgba: Uint8Array;
}

/** The note in such a file. */
interface PngNote {
  /** SHA-256 of the drawing. */
  readonly source: string;
  /** SHA-256 of the compressed pixels, so that a picture that was painted over is noticed. */
  readonly pixels: string;
}

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const keyword = 'Comment';
const says = 'rendered by pushplan render: stand-ins, not people';

const mostColours = 256;
/** Out of 255: colours that differ by less count as the same. */
const closest = 4;

export function encodePng(pixels: Pixels, drawing: string, fonts: string): Buffer {
  const { width, height } = pixels;
  const { palette, indices } = findPalette(pixels);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // 8 bits for each pixel, as an index into the palette.
  head.set([8, 3], 8);
  const data = deflateSync(indices, { level: 9, memLevel: 9 });
  const note = `${says}; ${fonts}; drawing ${digestOf(drawing)}; pixels ${digestOf(data)}`;
  return Buffer.concat([
    signature,
    chunkOf('IHDR', head),
    chunkOf('tEXt', Buffer.from(`${keyword}\0${note}`, 'latin1')),
    chunkOf('PLTE', palette),
    chunkOf('IDAT', data),
    chunkOf('IEND', Buffer.alloc(0)),
  ]);
}

/** Whether a file is a PNG that `encodePng` has written. */
export function isOwnPng(bytes: Uint8Array): boolean {
  return readNote(bytes) !== undefined;
}

/** Machines round differently, so pixels are not compared: the note has to name the drawing, and the pixels must be as they were written. */
export function showsDrawing(bytes: Uint8Array, drawing: string): boolean {
  const note = readNote(bytes);
  return note?.source === digestOf(drawing) && note.pixels === digestOf(readChunk(bytes, 'IDAT') ?? '');
}

function readNote(bytes: Uint8Array): PngNote | undefined {
  const text = Buffer.from(readChunk(bytes, 'tEXt') ?? '').toString('latin1');
  if (!text.startsWith(`${keyword}\0${says}; `)) return undefined;
  const [, source, pixels] = /; drawing (\w+); pixels (\w+)$/v.exec(text) ?? [];
  return source === undefined || pixels === undefined ? undefined : { source, pixels };
}

function digestOf(content: string | Uint8Array): string {
  return hash('sha256', content);
}

function findPalette({ width, height, rgba }: Pixels): { readonly palette: Buffer; readonly indices: Buffer } {
  const colours = new Uint32Array(width * height);
  const counts = new Map<number, number>();
  for (let index = 0; index < colours.length; index += 1) {
    const colour = readColour(rgba, 4 * index);
    colours[index] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  // The palette has the colours of most pixels; the others, at the edges of letters, become the nearest of those.
  const ranked = [...counts].toSorted(([a, many], [b, more]) => more - many || a - b).map(([colour]) => colour);
  const palette = ranked.slice(0, mostColours);
  const names = new Map(
    ranked.map((colour, index) => [colour, index < mostColours ? index : findNearestColour(colour, palette)]),
  );
  // Each row begins with 0, which means that its pixels are written as they are.
  const indices = Buffer.alloc((width + 1) * height);
  for (const [index, colour] of colours.entries()) {
    indices[index + Math.floor(index / width) + 1] = names.get(colour) ?? 0;
  }
  return { palette: writePalette(palette), indices };
}

function readColour(rgba: Uint8Array, at: number): number {
  return (roundChannel(rgba[at]) << 16) | (roundChannel(rgba[at + 1]) << 8) | roundChannel(rgba[at + 2]);
}

function roundChannel(value = 0): number {
  return Math.min(255, Math.round(value / closest) * closest);
}

function findNearestColour(colour: number, palette: readonly number[]): number {
  const distances = palette.map((other) =>
    [16, 8, 0].reduce((sum, shift) => sum + (((colour >> shift) & 255) - ((other >> shift) & 255)) ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}

function writePalette(colours: readonly number[]): Buffer {
  const palette = Buffer.alloc(3 * colours.length);
  for (const [index, colour] of colours.entries()) palette.writeUIntBE(colour, 3 * index, 3);
  return palette;
}

function chunkOf(type: string, data: Uint8Array): Buffer {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  chunk.set(data, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}

/** Undefined if there is no such chunk, or if the file is not a PNG. */
function readChunk(bytes: Uint8Array, type: string): Uint8Array | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!file.subarray(0, signature.length).equals(signature)) return undefined;
  for (let at = signature.length; at + 12 <= file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) === type) return file.subarray(at + 8, at + 8 + file.readUInt32BE(at));
  }
  return undefined;
}
