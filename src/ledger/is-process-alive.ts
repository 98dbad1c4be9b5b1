// Whether a process of this machine is there.

export function isProcessAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Not ours to signal, so it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
