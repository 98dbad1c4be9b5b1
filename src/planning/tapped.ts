// Passes bytes on and shows them to an observer.

/** `tap` receives the bytes as they are read. */
export async function* tapped(
  bytes: AsyncIterable<Uint8Array>,
  tap: (bytes: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    tap(chunk);
    yield chunk;
  }
}
