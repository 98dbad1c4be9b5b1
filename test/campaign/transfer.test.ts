// A campaign is plain data: a copy that went to another thread gives the same results as the campaign itself.
import { readFileSync } from 'node:fs';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../src/campaign/campaign.ts';
import { locateIn, type Path } from '../../src/campaign/yaml/places.ts';
import { readCampaign } from '../../src/campaign/read-campaign.ts';
import { compileCampaign } from '../../src/message/compile-campaign.ts';
import { aRecipient } from '../support/a-campaign.ts';
import { listRepositoryFiles, repositoryRoot } from '../support/repository.ts';

function read(file: string, text: string): Campaign {
  const { campaign, diagnostics } = readCampaign(file, text);
  if (campaign === undefined) throw new Error(JSON.stringify(diagnostics));
  return campaign;
}

/** The campaign as a worker thread receives it. */
function send(campaign: Campaign): Campaign {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(campaign);
  const received: { message: Campaign } | undefined = receiveMessageOnPort(port2);
  port1.close();
  if (received === undefined) throw new Error('nothing was received');
  return received.message;
}

/** The paths of all values, at every level. */
function listPaths(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => listPaths(inner, [...path, key]))];
}

const examples = listRepositoryFiles().filter((file) => /^campaigns\/.*\.campaign\.yaml$/.test(file));

// Columns with names that every object has.
const odd = `version: 1
id: odd
audience:
  file: people.ndjson
  columns: { __proto__: number, constructor: date, id: string }
  where: { __proto__: { gte: 3 }, constructor: { gt: 2026-01-01 }, toString: 'yes' }
key: '{{id}}'
notification:
  identifiers: { uuid: '{{id}}' }
  camp_id: 7
  camp_name: Odd
  title: "Hi {{lookup this 'id'}}"
  message: 'On {{unknown}}'
`;

describe('a campaign that is sent to another thread', () => {
  it.each([...examples, 'odd.campaign.yaml'])('%s is the same there, and knows the place of every value', (file) => {
    const text = file.startsWith('odd') ? odd : readFileSync(`${repositoryRoot}/${file}`, 'utf8');
    const campaign = read(file, text);
    for (const copy of [send(campaign), structuredClone(campaign)]) {
      expect(copy).toEqual(campaign);
      for (const path of listPaths({
        id: 1,
        audience: campaign.audience,
        notification: campaign.variants[0].notification,
      })) {
        for (const offset of [undefined, 0, 3]) {
          expect(locateIn(copy, path, offset)).toEqual(locateIn(campaign, path, offset));
        }
      }
    }
    expect(locateIn(send(campaign), ['id'])).toEqual({ file, line: expect.any(Number), column: 5 });
  });

  it('has the same findings there, at the same places', () => {
    const campaign = read('odd.campaign.yaml', odd);
    const columns = ['id', 'name'];
    const [here, there] = [campaign, send(campaign)].map((one) => compileCampaign(one, columns, new Map()).diagnostics);
    expect(here?.length).toBeGreaterThan(0);
    expect(there).toEqual(here);
  });

  it('selects and renders there as here, whatever columns are called', () => {
    const text = odd.replace("{{lookup this 'id'}}", '{{id}}').replace('{{unknown}}', '{{id}}');
    const campaign = read('odd.campaign.yaml', text);
    const [here, there] = [campaign, send(campaign)].map((one) => {
      const { renderer, diagnostics } = compileCampaign(one, ['id', 'toString'], new Map());
      if (renderer === undefined) throw new Error(JSON.stringify(diagnostics));
      return [
        { id: 'a', ['__proto__']: 5, constructor: '2026-02-01', toString: 'yes' },
        { id: 'b', ['__proto__']: 2, constructor: '2026-02-01', toString: 'yes' },
        { id: 'c', ['__proto__']: 5, constructor: '2025-02-01', toString: 'yes' },
        { id: 'd', ['__proto__']: 5, constructor: '2026-02-01', toString: 'no' },
        { id: 'e', ['__proto__']: 'x', constructor: 'y', toString: 'yes' },
        { id: 'f' },
      ].map((values) => {
        const own: Record<string, unknown> = Object.create(null);
        for (const [name, value] of Object.entries(values)) own[name] = value;
        const recipient = { ...aRecipient({}), values: own };
        // Compared as text, because each result has its own function that prints an identifier.
        return [renderer.matches(recipient), JSON.stringify([renderer.key(recipient), renderer.render(recipient)])];
      });
    });
    expect(there).toEqual(here);
    expect(here?.map(([matches]) => matches)).toEqual([true, false, false, false, true, false]);
  });
});
