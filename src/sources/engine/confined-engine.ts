// Opens DuckDB for a query: it reads one folder, writes and loads nothing, and no SQL can change that.
import { DuckDBInstance, StatementType, type DuckDBConnection, type DuckDBPreparedStatement } from '@duckdb/node-api';
import type { QueryFault, QueryRequest } from './query-protocol.ts';

/** A fault of the query, which the process reports instead of failing. */
export class WrongQuery extends Error {
  readonly fault: QueryFault;

  constructor(fault: QueryFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/** One thread, so that the same query on the same files gives the same bytes on every machine. */
const settings = { threads: '1', memory_limit: '1GB', TimeZone: 'UTC' };

const mostSpilled = '16GB';

/** After the last of these statements, a query and what it calls can reach only the folder, and cannot change that. */
function confine(folder: string, spill: string): readonly string[] {
  return [
    'SET autoinstall_known_extensions = false',
    'SET autoload_known_extensions = false',
    'SET allow_community_extensions = false',
    `SET temp_directory = ${quote(spill)}`,
    `SET max_temp_directory_size = '${mostSpilled}'`,
    `SET allowed_directories = [${quote(folder)}]`,
    'SET enable_external_access = false',
    'SET lock_configuration = true',
  ];
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Both paths are absolute, with links resolved. Relative names in SQL start at the working directory of the process. */
export async function openEngine(folder: string, spill: string): Promise<DuckDBConnection> {
  const { TimeZone, ...options } = settings;
  const instance = await DuckDBInstance.create(':memory:', options);
  const connection = await instance.connect();
  await connection.run(`SET TimeZone = ${quote(TimeZone)}`);
  for (const statement of confine(folder, spill)) await connection.run(statement);
  return connection;
}

/** The text is passed to the engine unchanged, and nothing is added around it. Throws a WrongQuery, or what the engine throws. */
export async function prepareSelect(
  connection: DuckDBConnection,
  { text, params }: Pick<QueryRequest, 'text' | 'params'>,
): Promise<DuckDBPreparedStatement> {
  await judgeText(connection, text);
  const statements = await connection.extractStatements(text);
  const { count } = statements;
  if (count !== 1) throw new WrongQuery({ kind: 'several_statements', count });
  const prepared = await statements.prepare(0);
  if (prepared.statementType !== StatementType.SELECT) throw new WrongQuery({ kind: 'not_select' });
  const wanted = Array.from({ length: prepared.parameterCount }, (_, index) => prepared.parameterName(index + 1));
  const missing = wanted.filter((name) => !Object.hasOwn(params, name));
  const unused = Object.keys(params).filter((name) => !wanted.includes(name));
  if (missing.length > 0 || unused.length > 0) throw new WrongQuery({ kind: 'params', missing, unused });
  for (const [index, name] of wanted.entries()) bind(prepared, index + 1, params[name]);
  return prepared;
}

interface ParsedText {
  readonly error: boolean;
  readonly error_message?: string;
  readonly statements?: readonly unknown[];
}

/** Checks with the parser alone that the text is one SELECT. Preparing anything else may already have an effect: EXPORT makes a folder. */
async function judgeText(connection: DuckDBConnection, text: string): Promise<void> {
  const parse = await connection.prepare('SELECT json_serialize_sql($1::VARCHAR)');
  parse.bindVarchar(1, text);
  const rows = await (await parse.run()).getRows();
  const parsed: ParsedText = JSON.parse(String(rows[0]?.[0]));
  if (parsed.error_message?.startsWith('Only SELECT statements') === true) throw new WrongQuery({ kind: 'not_select' });
  const { statements } = parsed;
  if (statements !== undefined && statements.length !== 1) {
    throw new WrongQuery({ kind: 'several_statements', count: statements.length });
  }
}

function bind(prepared: DuckDBPreparedStatement, at: number, value: QueryRequest['params'][string] | undefined): void {
  if (typeof value === 'string') prepared.bindVarchar(at, value);
  else if (typeof value === 'boolean') prepared.bindBoolean(at, value);
  else if (Number.isSafeInteger(value)) prepared.bindBigInt(at, BigInt(value ?? 0));
  else prepared.bindDouble(at, value ?? 0);
}
