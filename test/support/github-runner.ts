// Parses lines of a log as the runner of GitHub Actions does: a port of its two command parsers (ActionCommand.cs: TryParseV2, TryParse).

export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const registered = new Set(
  'set-output save-state set-env add-path add-mask add-matcher remove-matcher debug notice warning error group endgroup echo stop-commands internal-set-repo-path add-mask'.split(
    ' ',
  ),
);

/** Returns the commands that the runner would execute for the text of a log. */
export function readWorkflowCommands(log: string): WorkflowCommand[] {
  return log.split(/\r\n|\r|\n/v).flatMap((line) => parseNew(line) ?? parseOld(line) ?? []);
}

function parseNew(line: string): WorkflowCommand | undefined {
  // TrimStart of .NET also removes U+0085.
  const message = line.replace(/^[\s\u0085]+/v, '');
  if (!message.startsWith('::')) return undefined;
  const end = message.indexOf('::', 2);
  if (end < 0) return undefined;
  const info = message.slice(2, end);
  return build(info, message.slice(end + 2), ',', {
    data: [
      ['%0D', '\r'],
      ['%0A', '\n'],
      ['%25', '%'],
    ],
    property: [
      ['%0D', '\r'],
      ['%0A', '\n'],
      ['%3A', ':'],
      ['%2C', ','],
      ['%25', '%'],
    ],
  });
}

function parseOld(line: string): WorkflowCommand | undefined {
  const start = line.indexOf('##[');
  if (start < 0) return undefined;
  const end = line.indexOf(']', start);
  if (end < 0) return undefined;
  const escapes: Escapes = [
    ['%3B', ';'],
    ['%0D', '\r'],
    ['%0A', '\n'],
    ['%5D', ']'],
    ['%25', '%'],
  ];
  return build(line.slice(start + 3, end), line.slice(end + 1), ';', { data: escapes, property: escapes });
}

type Escapes = readonly (readonly [string, string])[];

function build(
  info: string,
  data: string,
  separator: string,
  escapes: { readonly data: Escapes; readonly property: Escapes },
): WorkflowCommand | undefined {
  const space = info.indexOf(' ');
  const name = space < 0 ? info : info.slice(0, space);
  if (!registered.has(name.toLowerCase())) return undefined;
  const properties: Record<string, string> = {};
  for (const pair of space < 0
    ? []
    : info
        .slice(space + 1)
        .trim()
        .split(separator)) {
    const equals = pair.indexOf('=');
    if (equals > 0) properties[pair.slice(0, equals)] = unescape(pair.slice(equals + 1), escapes.property);
  }
  return { name, properties, data: unescape(data, escapes.data) };
}

function unescape(text: string, escapes: Escapes): string {
  return escapes.reduce((result, [from, to]) => result.replaceAll(from, to), text);
}
