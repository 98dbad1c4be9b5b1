// Compiles the parameters of links. Those that are the same for everybody are added to a fixed link once.
import type { Campaign } from '../../campaign/campaign.ts';
import {
  addLinkParams,
  fillLinkNames,
  linkVariables,
  type FilledParam,
  type LinkNames,
} from '../../campaign/link-params.ts';
import { linkKindOf } from '../../campaign/rules/link-fault.ts';
import { isTemplate } from '../../campaign/template-text.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import { createPrint, type Print } from './leaf.ts';
import type { Rendering } from '../rendering.ts';
import type { Template } from '../templates/compile-template.ts';
import type { Scope } from '../templates/scope.ts';
import type { TemplateCompiler } from '../templates/template-compiler.ts';
import { rowNames } from '../templates/template-names.ts';

type Param = readonly [name: string, value: string | Print];

export interface LinkAdder {
  /** Whether the field at this path of the rendered notification is a link that gets the parameters. */
  takes(path: readonly (string | number)[]): boolean;
  /** Adds the parameters to a link without a template. Returns the link that everybody gets, or a template for it. */
  addToText(link: string): string | Template;
  addToTemplate(link: Template): Template;
}

interface LinkAdders {
  /** Returns the adder of an arm, by its number; undefined if the campaign has no arms. */
  readonly ofArm: (arm: number | undefined) => LinkAdder;
  /** Returns a warning if there was no such link. */
  readonly finish: () => readonly Diagnostic[];
}

/** Returns undefined if the campaign has no link parameters. */
export function createLinkAdders(
  campaign: Campaign,
  compiler: TemplateCompiler,
  rendering: Rendering,
): LinkAdders | undefined {
  const { linkParams, assignment } = campaign;
  if (linkParams === undefined) return undefined;
  const namesOf = (arm: number | undefined): LinkNames => {
    return { campaign: campaign.id, arm: assignment?.arms[arm ?? -1]?.name };
  };
  const variables = new Set(linkVariables(campaign));
  const written = Object.entries(linkParams).flatMap(([name, text]) => {
    if (!isTemplate(fillLinkNames(text, namesOf(0)))) return { name, text };
    const template = compiler.compile(text, ['link_params', name], { ...rowNames, variables });
    return template === undefined ? [] : { name, text, print: createPrint(template, `link_params.${name}`, rendering) };
  });
  let taken = 0;
  return {
    ofArm: (arm) => {
      const names = namesOf(arm);
      const params = written.map(({ name, text, print }): Param => [name, print ?? fillLinkNames(text, names)]);
      return createLinkAdder(params, names, rendering, () => (taken += 1));
    },
    finish: () => {
      if (taken > 0) return [];
      const help = 'They are added to ins_dl_internal and ins_dl_external. Write such a link, or remove link_params.';
      return [warningAt(locateIn(campaign, ['link_params']), 'PP198', 'the campaign has no https link', help)];
    },
  };
}

/** `note` is called for each link that gets the parameters. */
function createLinkAdder(
  params: readonly Param[],
  names: LinkNames,
  rendering: Rendering,
  note: () => void,
): LinkAdder {
  const fixed = params.flatMap(([name, value]): FilledParam[] => (typeof value === 'string' ? [[name, value]] : []));
  const isFixed = fixed.length === params.length;
  const addToTemplate: LinkAdder['addToTemplate'] = (link) => (scope) => {
    if (isFixed) return addLinkParams(link(scope), fixed);
    const filled = fill(params, paramScope(scope, names), rendering);
    return addLinkParams(link(scope), filled);
  };
  return {
    takes: (path) => {
      const isTaken = linkKindOf(path) === 'https' && path.at(-1) !== 'image_url';
      if (isTaken) note();
      return isTaken;
    },
    addToText: (link) => (isFixed ? addLinkParams(link, fixed) : addToTemplate(() => link)),
    addToTemplate,
  };
}

/** Returns the scope for parameters. In a card, they are computed from the row, not from the entry. */
function paramScope(scope: Scope, names: LinkNames): Scope {
  let row = scope;
  while (row.outer !== undefined) row = row.outer;
  return { ...row, variables: { ...row.variables, ...names } };
}

/**
 * Computes all parameters, even those that the link already has, so that stand-ins follow the same trace. Then resets the state of the rendering,
 * since the link itself is rendered next.
 */
function fill(params: readonly Param[], scope: Scope, rendering: Rendering): readonly FilledParam[] {
  const { field } = rendering;
  const filled = params.map(([name, value]): FilledParam => [name, typeof value === 'string' ? value : value(scope)]);
  rendering.field = field;
  rendering.steps = 0;
  rendering.pieces.begin();
  return filled;
}
