// The source for an object of a bucket. Its bytes are passed on unchanged.
import type { BucketSource } from '../../campaign/audience-source.ts';
import type { AudienceObject } from '../../campaign/campaign.ts';
import { nameObject } from '../../campaign/object-name.ts';
import type { Position } from '../../diagnostic.ts';
import { downloadObject } from './download.ts';
import { formatOfName } from '../file-source.ts';
import { addressOfObject, readBucketKeys, signRequest } from './sign-request.ts';
import type { Source } from '../source.ts';

/** The SHA-256 of no bytes, since a request for an object has an empty body. */
export const emptySha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Throws a Refusal (PP213) if the name does not tell the format. */
export function bucketSource(setting: BucketSource, object: AudienceObject, named: Position): Source {
  return {
    format: formatOfName(object.name, named),
    async *read(work) {
      const name = work.pinnedObject ?? nameObject(object, work.now);
      const keys = readBucketKeys(setting, work);
      const { region } = setting;
      return yield* downloadObject({
        ...work,
        ...setting,
        source: { name: setting.name, at: setting.at, object: name },
        url: addressOfObject(setting, name),
        headersFor: async (method, url, headers) => {
          headers.set('x-amz-content-sha256', emptySha256);
          headers.set('x-amz-checksum-mode', 'ENABLED');
          return signRequest({ method, url, headers, region, keys, now: work.time() });
        },
        sha256: object.sha256,
      });
    },
  };
}
