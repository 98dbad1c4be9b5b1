// The V8 flags that a plan sets while it runs, with V8's default values. Cached compiled code can be used only under the flags that it was compiled
// with.

export const heapFlags = {
  pretenuring: { usual: '--allocation-site-pretenuring', planning: '--no-allocation-site-pretenuring' },
  growth: { usual: '--semi-space-growth-factor=2', planning: '--semi-space-growth-factor=1' },
} as const;
