// Numbers that helpers read. One that JavaScript cannot hold exactly would be printed as another number.
import { expect, it } from 'vitest';
import { messageProblem, printMessage } from '../../support/a-campaign.ts';

it.each(['{{number n}}', "{{currency n 'EUR'}}", '{{#if (gt n 1)}}x{{/if}}', '{{plural n other="#"}}'])(
  'a number that would lose digits is refused: %s',
  (template) => {
    for (const n of ['99999999999999999999', '-9007199254740993', 1e300])
      expect(messageProblem(template, { n })).toMatchObject({
        code: 'PP222',
        message: expect.stringContaining('it is a number above 9007199254740991, of which digits would be lost'),
      });
    expect(printMessage(template, { n: '9007199254740991' })).toMatch(/9,007,199,254,740,991|^x$/v);
  },
);
