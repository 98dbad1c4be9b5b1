// The parameters of links, compiled: what is the same for everybody is put behind a link once.
import type { Campaign } from '../../campaign/campaign.ts';
import { addLinkParams, fillCampaignId, type FilledParam } from '../../campaign/link-params.ts';
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
  /** Whether the field at this path of the rendered notification is a link that gets them. */
  takes(path: readonly (string | number)[]): boolean;
  /** Of a link without a template: the link as it will be for everybody, or a template for it. */
  addToText(link: string): string | Template;
  addToTemplate(link: Template): Template;
  /** A warning where there was no such link. */
  finish(): readonly Diagnostic[];
}

/** Undefined where the campaign has no such parameters. */
export function createLinkAdder(
  campaign: Campaign,
  compiler: TemplateCompiler,
  rendering: Rendering,
): LinkAdder | undefined {
  const { id, linkParams } = campaign;
  if (linkParams === undefined) return undefined;
  const params = Object.entries(linkParams).flatMap(([name, written]): Param[] => {
    const filled = fillCampaignId(written, id);
    if (!isTemplate(filled)) return [[name, filled]];
    const names = { ...rowNames, variables: new Set(['campaign']) };
    const template = compiler.compile(written, ['link_params', name], names);
    return template === undefined ? [] : [[name, createPrint(template, `link_params.${name}`, rendering)]];
  });
  const fixed = params.flatMap(([name, value]): FilledParam[] => (typeof value === 'string' ? [[name, value]] : []));
  const isFixed = fixed.length === params.length;
  let taken = 0;

  const addToTemplate: LinkAdder['addToTemplate'] = (link) => (scope) => {
    if (isFixed) return addLinkParams(link(scope), fixed);
    const filled = fill(params, paramScope(scope, id), rendering);
    return addLinkParams(link(scope), filled);
  };
  return {
    takes: (path) => {
      const isTaken = linkKindOf(path) === 'https' && path.at(-1) !== 'image_url';
      if (isTaken) taken += 1;
      return isTaken;
    },
    addToText: (link) => (isFixed ? addLinkParams(link, fixed) : addToTemplate(() => link)),
    addToTemplate,
    finish: () => {
      if (taken > 0) return [];
      const help = 'They are added to ins_dl_internal and ins_dl_external. Write such a link, or remove link_params.';
      return [warningAt(locateIn(campaign, ['link_params']), 'PP198', 'the campaign has no https link', help)];
    },
  };
}

/** A card's parameters are those of its row. */
function paramScope(scope: Scope, campaign: string): Scope {
  let row = scope;
  while (row.outer !== undefined) row = row.outer;
  return { ...row, variables: { ...row.variables, campaign } };
}

/** All of them, whatever the link has: stand-ins are led the same way. The link is rendered next, as if nothing had been before it. */
function fill(params: readonly Param[], scope: Scope, rendering: Rendering): readonly FilledParam[] {
  const { field } = rendering;
  const filled = params.map(([name, value]): FilledParam => [name, typeof value === 'string' ? value : value(scope)]);
  rendering.field = field;
  rendering.steps = 0;
  rendering.pieces.begin();
  return filled;
}
