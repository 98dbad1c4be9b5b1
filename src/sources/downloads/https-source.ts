// The source for a file of a server. Its bytes are passed on unchanged.
import type { HttpsSource } from '../../campaign/audience-source.ts';
import type { AudienceObject } from '../../campaign/campaign.ts';
import { nameObject } from '../../campaign/object-name.ts';
import type { Position } from '../../diagnostic.ts';
import { downloadObject } from './download.ts';
import { formatOfName } from '../file-source.ts';
import type { Source } from '../source.ts';
import { readHeaderVariable } from '../source-refusal.ts';

/** Throws a Refusal (PP213) if the name does not tell the format. */
export function httpsSource(setting: HttpsSource, object: AudienceObject, named: Position): Source {
  return {
    format: formatOfName(object.name, named),
    async *read(work) {
      const name = work.pinnedObject ?? nameObject(object, work.now);
      const own = Object.entries(setting.headerEnv).map(([header, variable]): [string, string] => [
        header,
        readHeaderVariable(setting, variable, work),
      ]);
      return yield* downloadObject({
        ...work,
        ...setting,
        source: { name: setting.name, at: setting.at, object: name },
        url: new URL(encodePath(name), setting.base),
        headersFor: async (_method, _url, headers) => addHeaders(headers, own),
        sha256: object.sha256,
      });
    },
  };
}

/** Encodes each step of the path, so that a name cannot lead anywhere else. */
function encodePath(name: string): string {
  const path = name.split('/').map(encodeURIComponent).join('/');
  return `./${path}`;
}

async function addHeaders(headers: Headers, own: readonly [string, string][]): Promise<Headers> {
  for (const [name, value] of own) headers.set(name, value);
  return headers;
}
