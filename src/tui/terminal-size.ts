// The size of a terminal: 80 x 24 if it reports 0 or nothing, as in a container or under a recorder.

export interface Sized {
  readonly columns?: number;
  readonly rows?: number;
}

export function sizeOf({ columns, rows }: Sized): Required<Sized> {
  return { columns: columns || 80, rows: rows || 24 };
}
