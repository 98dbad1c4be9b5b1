// Compares pushplan.yaml with the base and warns of guards, endpoints and ledgers that a merge would change for all later plans.
import { parseYaml } from '../../campaign/yaml/parse-yaml.ts';
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import { listFirst } from '../../numbers.ts';
import { compareValues } from './compare-values.ts';

interface Settings {
  readonly file: string;
  readonly text: string;
}

const mostNamed = 5;

/** Names the settings that differ, but not their values, which are in the diff. */
export function warnOfSettings(here: Settings, base: Pick<Settings, 'text'>, ref: string): readonly Diagnostic[] {
  const { file, text } = here;
  const now = parseYaml(file, text);
  const changes = compareValues(parseYaml(file, base.text).data, now.data, now);
  const [first] = changes;
  if (first === undefined) return [];
  const named = listFirst(changes, mostNamed, ({ path }) => path);
  const message = `${file} is not what it is in ${ref}: ${named}. The guards of this plan are those of ${ref}`;
  const help = 'Once merged, it holds for every later plan: review it as carefully as what is sent.';
  const at = first.cause.line === null ? now.locate([]) : { file, line: first.cause.line, column: 1 };
  return [warningAt(at, 'PP167', message, help)];
}
