// Flushes a directory to the disk.
import fs from 'node:fs';

/** Makes a rename or a new file in the directory survive a power cut. */
export function syncDirectory(directory: string, platform = process.platform): void {
  // Windows cannot open a directory, and keeps a rename in the journal of the file system.
  if (platform === 'win32') return;
  const descriptor = fs.openSync(directory, 'r');
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
