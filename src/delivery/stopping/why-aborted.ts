// Why a signal was aborted, in words for people.

export function whyAborted({ reason }: AbortSignal): string {
  return typeof reason === 'string' ? reason : 'interrupted';
}
