// What async: true costs, in the words in which everything says it. They go on behind "async: ".

export const asyncWords =
  'refusals will not be known: the API queues each request, and opted-out and unknown people count as accepted';
