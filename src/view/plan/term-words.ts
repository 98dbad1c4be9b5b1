// What two settings of a campaign cost, in the words in which everything says it. They go on behind the setting and a colon.

export const asyncWords =
  'refusals will not be known: the API queues each request, and opted-out and unknown people count as accepted';

/** What guarantee: at_least_once means. */
export const twiceWords = 'sent again where there is doubt, so a few may get it twice';

/** What draft: true means. */
export const draftWords = 'checked, and nothing of it is planned or sent';
