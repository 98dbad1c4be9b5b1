// Parses Prometheus metrics strictly, by the text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats).

export interface MetricFamily {
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  /** Values by their labels as written, without braces. The empty string stands for no labels. */
  readonly samples: ReadonlyMap<string, number>;
}

const name = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const label = String.raw`[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*"`;
const head = new RegExp(`^# HELP (?<name>${name}) (?<help>[^\\n]+)\\n# TYPE \\k<name> (?<type>counter|gauge)$`);
const sample = new RegExp(`^(?<name>${name})(?:\\{(?<labels>${label}(?:,${label})*)\\})? (?<value>\\S+)$`);

/** @throws Error with the line that does not fit the format, is a duplicate, or has no help or type of its own before it. */
export function readPrometheus(text: string): ReadonlyMap<string, MetricFamily> {
  if (!text.endsWith('\n')) throw new Error('The last line does not end.');
  const families = new Map<string, MetricFamily>();
  for (const block of text.slice(0, -1).split(/\n(?=# HELP )/)) {
    const [help = '', type = '', ...lines] = block.split('\n');
    const groups = head.exec(`${help}\n${type}`)?.groups;
    if (groups === undefined || families.has(groups['name'] ?? ''))
      throw new Error(`Not the head of a metric:\n${block}`);
    families.set(groups['name'] ?? '', readFamily(groups, lines));
  }
  return families;
}

function readFamily(groups: Readonly<Record<string, string>>, lines: readonly string[]): MetricFamily {
  const { name: family = '', help = '', type } = groups;
  const samples = new Map(lines.map((line) => readSample(family, line)));
  if (samples.size === 0 || samples.size < lines.length) throw new Error(`${family} has no sample, or one twice.`);
  if (type !== 'counter') return { type: 'gauge', help, samples };
  const isCount = [...samples.values()].every((count) => count >= 0);
  if (!isCount || !family.endsWith('_total')) throw new Error(`${family} does not count, or its name does not say so.`);
  return { type, help, samples };
}

function readSample(family: string, line: string): readonly [labels: string, value: number] {
  const groups = sample.exec(line)?.groups;
  const value = Number(groups?.['value'] ?? Number.NaN);
  if (groups?.['name'] !== family || !Number.isFinite(value)) throw new Error(`Not a sample of ${family}: ${line}`);
  return [groups['labels'] ?? '', value];
}
