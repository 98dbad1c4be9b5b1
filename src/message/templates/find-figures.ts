// Finds the numbers and dates that texts print: columns declared as such, and values that helpers print as such.
import type { ColumnType } from '../../campaign/campaign.ts';
import { pathFromRow } from './check-path.ts';
import type { Columns } from '../columns/columns.ts';
import type { Figure, FigureKind } from '../figure.ts';
import { findHelper } from './find-helper.ts';
import type { HelperCall, Expression, TemplatePath } from './template-ast.ts';
import type { Names } from './template-names.ts';

const declaredKinds: ReadonlyMap<ColumnType | undefined, FigureKind> = new Map([
  ['number', 'number'],
  ['integer', 'number'],
  ['date', 'date'],
]);

export class FigureFinder {
  readonly #columns: Columns;
  readonly #identifying: ReadonlySet<string>;
  readonly #publicColumns: readonly string[];
  readonly #found = new Map<string, Figure>();

  /** A column of `identifying` is left out, since an identifier that looks like a number measures nothing. Its fields are not. */
  constructor(columns: Columns, identifying: ReadonlySet<string>, publicColumns: readonly string[]) {
    this.#columns = columns;
    this.#identifying = identifying;
    this.#publicColumns = publicColumns;
  }

  /** Looks at an expression that a text prints. */
  look(printed: HelperCall, names: Names): void {
    this.#lookAt(printed, names, undefined);
  }

  /** Returns the figures in the order in which the texts print them. */
  list(): readonly Figure[] {
    return [...this.#found.values()];
  }

  /** `as` is the kind as which the surrounding helper prints the value. */
  #lookAt(call: HelperCall, names: Names, as: FigureKind | undefined): void {
    const helper = findHelper(call, names);
    if (helper === undefined) {
      if (call.path.type === 'PathExpression') this.#note(call.path, names, as);
      return;
    }
    if (helper.finds === true) return;
    for (const [index, value] of call.params.entries()) {
      const parameter = helper.parameters[index] ?? helper.rest;
      if (as === undefined && parameter?.decides === true) continue;
      this.#lookInto(value, names, as ?? parameter?.measures);
    }
  }

  #lookInto(value: Expression, names: Names, as: FigureKind | undefined): void {
    if (value.type === 'PathExpression') this.#note(value, names, as);
    if (value.type === 'SubExpression') this.#lookAt(value, names, as);
  }

  #note(written: TemplatePath, names: Names, as: FigureKind | undefined): void {
    // The index in a list makes no difference: all entries are one figure.
    const [column, ...below] = pathFromRow(written, names) ?? [];
    const fields = below.filter((field) => !/^\d+$/.test(field));
    // The length of a list is not a value of its entries.
    if (column === undefined || fields.at(-1) === 'length') return;
    if (fields.length === 0 && this.#identifying.has(column)) return;
    const kind = this.#kindOf(column, fields) ?? as ?? this.#kindInJson(column);
    if (kind === undefined) return;
    const path = [column, ...fields];
    const name = path.join('.');
    const known = this.#found.get(`${kind} ${name}`);
    const readsText = as !== undefined || known?.readsText === true;
    const isPublic = this.#publicColumns.includes(column);
    this.#found.set(`${kind} ${name}`, { name, kind, isPublic, readsText, path });
  }

  #kindOf(column: string, fields: readonly string[]): FigureKind | undefined {
    return fields.length === 0 ? declaredKinds.get(this.#columns.declared(column)) : undefined;
  }

  /** A value in a json column can be a number even if no helper formats it. */
  #kindInJson(column: string): FigureKind | undefined {
    return this.#columns.hasParts(column) ? 'number' : undefined;
  }
}
