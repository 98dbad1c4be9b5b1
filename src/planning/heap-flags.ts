// Flags of V8 that a plan sets while it runs, beside what V8 has by itself. Compiled code that is kept fits only the flags that it was compiled under.

export const heapFlags = {
  pretenuring: { usual: '--allocation-site-pretenuring', planning: '--no-allocation-site-pretenuring' },
  growth: { usual: '--semi-space-growth-factor=2', planning: '--semi-space-growth-factor=1' },
} as const;
