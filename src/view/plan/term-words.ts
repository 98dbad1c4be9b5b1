// Describes the effect of four settings of a campaign, in the same words everywhere. The words follow the setting and a colon.

export const asyncWords =
  'refusals will not be known: the API queues each request, and opted-out and unknown people count as accepted';

/** The meaning of guarantee: at_least_once. */
export const twiceWords = 'sent again if in doubt, so a few may get it twice';

/** The meaning of draft: true. */
export const draftWords = 'checked, and nothing of it is planned or sent';

/** The meaning of priority: high. */
export const priorityWords = 'sent before campaigns of normal priority';
